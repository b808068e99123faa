"""The form of an event, the seats left, and the button of the mailed link that confirms.

Opening a link changes nothing: mail scanners open links, only people press buttons.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
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
from events.pages.moments import when
from events.permissions import invitation
from events.registrations import emails, registering

from .forms import RegistrationForm
from .fullness import offered, places_left, seats_offered
from .models import Registration, RegistrationRequest, SeatCategory
from .unanswered import what_is_asked

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
    try:
        if request.method == "POST":
            found = registering.confirm(asked=asked)
        else:
            registering.check_let_in(asked)
    except registering.InvitationOver:
        return render(request, "events/confirm.html", {"neutral": True, "invitation_over": True}, status=410)
    except registering.LinkOver:
        return _no_request(request, token, None)
    except RegistrationClosed:
        return render(request, "events/confirm.html", {**_confirm_context(asked), "closed": True})
    if request.method == "POST":
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
