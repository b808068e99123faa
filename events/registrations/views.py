"""The form of an event, seats left, and what a person does with a secret link of their own.

Opening a link changes nothing: mail scanners open links, only people press buttons.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.pages.cache import is_from_anybody, keep
from coalition.pages.memory import recall
from coalition.privacy import tokens
from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from events.models import RegistrationClosed
from events.pages import windows
from events.pages.finding import at_its_address
from events.pages.models import EventPage
from events.permissions import invitation
from events.questions.models import told_in_words
from events.seats.models import origin_in_words

from . import actions, admission, emails, own, personal_data, registering, services, waiting_list
from .asked import seats_offered, what_is_asked
from .changes import services as changes
from .fields import own_words
from .forms import NO_OTHERS, OwnForm, RegistrationForm
from .fullness import offered, places_left
from .models import Registration, RegistrationRequest, SeatCategory
from .own_page import find_registration, own_page
from .unanswered import still_asked
from .words import when

SOMEBODY = "the-secret-of-who-asks"  # stands for it in the page that all share


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@partial(at_its_address, remembered=True)
def register(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show the form; on POST keep what was typed, owe a mail, and redirect. No address is looked up.

    The form is the same for everybody, and kept here; no browser keeps it, for somebody else may sit there next.
    """
    since = timezone.now()
    response = _register(request, page, seats_offered(page.event_id))
    if request.method != "POST" and not request.GET and not page.event.closed:
        windows.keep_until_it_changes(response, page.event, since)
        keep(response)
    return response


def _register(request: HttpRequest, page: EventPage, categories: list[SeatCategory]) -> HttpResponse:
    posted = request.method == "POST"
    if not categories or page.event.by_invitation or not page.event.is_open_for_registration:
        return _closed(request, page)
    quotas, questions = what_is_asked(page.event_id)
    form = RegistrationForm(
        request.POST or None,
        request=request,
        event=page.event,
        categories=categories,
        quotas=quotas,
        questions=questions,
    )
    if posted and form.is_valid():
        try:
            registering.ask(
                event=page.event, category=form.chosen_category(), person=form.registrant(), more=form.more()
            )
        except RegistrationClosed:
            return _closed(request, page)
        except SeatCategory.DoesNotExist:  # removed while the form was read: it says so with the seats that are left
            return _register(request, page, list(offered(page.event_id)))
        return HttpResponseRedirect(f"{request.path}sent/{invitation(page.event)}")
    context = _context(page, request, categories)
    return render(request, "events/register.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, page: EventPage) -> HttpResponse:
    return render(request, "events/register.html", {**_context(page, request), "closed": True})


@private_page
@require_safe
@at_its_address
def registered(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "events/registered.html", _context(page, request))


def _context(page: EventPage, request: HttpRequest, categories: Iterable[SeatCategory] | None = None) -> dict[str, Any]:
    """Return what every template here needs; `categories` where they are loaded already."""
    if categories is None:
        categories = offered(page.event_id)
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    row = page.row
    back = f"{row.url}{invitation(page.event)}"
    return {"page": page, "row": row, "back": back, "event": page.event, "seats": places_left(categories),
            "neutral": page.event.neutral_address}  # fmt: skip


@private_page
@require_safe
@at_its_address
def seats(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Say in a word how many seats are left: small and never cached, while the page itself is cached whole."""
    return render(request, "events/seats.html", _context(page, request))


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show the button; pressing it takes the seat. A link that is over says so, whatever was behind it."""
    asked = registering.find_request(token)
    if asked is None or asked.is_over():
        return _no_request(request, token, asked)
    if request.method == "POST":
        try:
            found = registering.confirm(asked=asked)
        except registering.LinkOver:
            return _no_request(request, token, None)
        except RegistrationClosed:
            return render(request, "events/confirm.html", {**_confirm_context(asked), "closed": True})
        return HttpResponseRedirect(emails.own_path(found, get_language() or "en"))
    return _button(request, asked, token, short_id, closed=not asked.event.is_open_for_registration)


def _button(
    request: HttpRequest, asked: RegistrationRequest, token: str, short_id: str, *, closed: bool
) -> HttpResponse:
    """Show the button. But for the secret in its addresses it is one page for all who ask for these seats."""

    def make() -> str:
        context = {**_confirm_context(asked), "closed": closed}
        return render_to_string("events/confirm.html", context, request).replace(token, SOMEBODY)

    event = (asked.event_id, asked.event.revised_at)  # which was read before the memory is asked
    key = ("button", request.get_host(), get_language(), *event, asked.category_id, closed)
    shared = asked.event.short_id == short_id and is_from_anybody(request.META)
    html = recall(key, make) if shared else make()
    return HttpResponse(html.replace(SOMEBODY, token))


def _no_request(request: HttpRequest, token: str, asked: RegistrationRequest | None) -> HttpResponse:
    done = Registration.objects.select_related("event").filter(token_digest=tokens.digest(token)).first()
    if done is not None:
        return HttpResponseRedirect(emails.own_path(done, get_language() or "en"))
    context = _confirm_context(asked) if asked else {"neutral": True}
    return render(request, "events/confirm.html", {**context, "over": True}, status=410)


def _confirm_context(asked: RegistrationRequest) -> dict[str, Any]:
    words = emails.entry(asked.event, get_language() or "en")
    register_url = f"{words.url.partition('?')[0]}register/{invitation(asked.event)}" if words.url else ""
    return {"event": asked.event, "words": words, "when": when(asked.event), "neutral": True,
            "seats_label": asked.category.label(), "register_url": register_url}  # fmt: skip


@private_page
@require_safe
@own_page()
def registration(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show one's own registration."""
    context = own_context(found, token, bool(short_id)) | {
        "host_words": changes.written_to(found), "asked": still_asked(found),
    }  # fmt: skip
    return render(request, "events/registration.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("cancel/")
def cancel(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Ask once more, then give the seat back. Opening the address changes nothing: mail scanners open links."""
    context = own_context(found, token, bool(short_id))
    if request.method == "POST":
        with suppress(services.NothingToCancel):  # over meanwhile: the page says so
            services.cancel_registration(registration=found)
        return HttpResponseRedirect(context["own_url"])
    return render(request, "events/registration_cancel.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("change/")
def change(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what was answered, and keep what is answered now."""
    context = own_context(found, token, bool(short_id))
    form = OwnForm(
        request.POST if request.method == "POST" else None,
        registration=found,
        categories=admission.choice_of(found),
        questions=found.event.questions.all(),
    )
    if form.is_bound and form.is_valid():
        try:
            own.change(registration=found, answers=form.answers(), category=form.chosen_category())
        except waiting_list.NoSeat:
            form.add_error("category", _("All of these seats are taken. You keep the seat that you have."))
        except RegistrationClosed:  # meanwhile: what was typed beside the seats is not lost
            form.add_error("category", NO_OTHERS)
        except services.NothingToCancel:  # over, or cancelled meanwhile: the page says so
            return HttpResponseRedirect(context["own_url"])
        else:
            return HttpResponseRedirect(context["own_url"])
    status = 422 if form.is_bound else 200
    return render(request, "events/registration_change.html", {**context, "form": form}, status=status)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("keep/")
def keep_it(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Note, on POST, that whom hosts added wants it; the address by itself leads to the page with the button."""
    if request.method == "POST" and found.unproven:
        found.prove()
    return HttpResponseRedirect(emails.own_path(found, get_language() or "en"))


@private_page
@require_safe
def export(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Send what this registration holds about its person, as a file whose name says nothing (GDPR article 20)."""
    response = JsonResponse(personal_data.exported(find_registration(token)), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="data.json"'
    return response


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("erase/")
def erase(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Ask once more, then erase what names the person. The link opens nothing after that."""
    if request.method == "POST":
        own.erase(registration=found)
        return HttpResponseRedirect(f"/{get_language() or 'en'}/registrations/erased/")
    return render(request, "events/registration_erase.html", own_context(found, token, bool(short_id)))


@private_page
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is erased, and not what it was."""
    return render(request, "events/registration_erased.html", {"neutral": True})


def own_context(found: Registration, token: str, neutral: bool) -> dict[str, Any]:
    """Return what the pages of one's own registration show. `own_url` is theirs, under the address that was opened."""
    language = get_language() or "en"
    own = f"/{language}/e/{found.event.short_id}/r/{token}/" if neutral else f"/{language}/registrations/{token}/"
    words = emails.entry(found.event, language)
    offered = [action for make in actions.makers if (action := make(found, own))]
    facts = [fact for tell in actions.facts if (fact := tell(found))]
    return {"registration": found, "event": found.event, "words": words, "when": when(found.event),
            "seats_label": found.category.label(), "token": token, "own_url": own,
            "answers": [*own_words(found), *origin_in_words(found), *told_in_words(found), *facts],
            "actions": offered, "neutral": neutral, "waits": waiting_list.waits(found)}  # fmt: skip
