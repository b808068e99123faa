"""The pages of one's own registration.

Opening a link changes nothing: mail scanners open links, only people press buttons.
"""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from events.models import RegistrationClosed
from events.pages.moments import when
from events.questions.models import told_in_words
from events.registrations import actions, admission, emails, personal_data, services, waiting_list
from events.registrations.changes import services as changes
from events.registrations.fields import own_words
from events.registrations.forms import NO_OTHERS, OwnForm
from events.registrations.models import Registration
from events.registrations.own import services as own
from events.registrations.own.page import find_registration, is_elsewhere, own_page
from events.registrations.unanswered import still_asked
from events.seats.models import origin_in_words


@private_page
@require_safe
@own_page()
def registration(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    return _show(request, found, token, short_id)


def _show(request: HttpRequest, found: Registration, token: str, short_id: str, *, late: bool = False) -> HttpResponse:
    """Show the registration; `late` says that the seat that was offered is gone."""
    context = own_context(found, token, bool(short_id)) | {
        "host_words": changes.written_to(found), "asked": still_asked(found), "late": late,
    }  # fmt: skip
    return render(request, "events/registration.html", context, status=409 if late else 200)


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
    return render(request, "events/registration_erased.html", {"neutral": True})


def own_frame(found: Registration, token: str, neutral: bool) -> dict[str, Any]:
    """Return what every page below one's own registration says of the event, and nothing of the person: no query, or
    one. `own_url` is where one's own page is, under the address that was opened."""
    language = get_language() or "en"
    own = f"/{language}/e/{found.event.short_id}/r/{token}/" if neutral else f"/{language}/registrations/{token}/"
    words = emails.entry(found.event, language)
    return {"event": found.event, "words": words, "when": when(found.event), "own_url": own, "neutral": neutral}


def own_context(found: Registration, token: str, neutral: bool) -> dict[str, Any]:
    frame = own_frame(found, token, neutral)
    offered = [action for make in actions.makers if (action := make(found, frame["own_url"]))]
    told = [fact for tell in actions.facts if (fact := tell(found))]
    return frame | {
        "registration": found, "seats_label": found.category.label(), "token": token,
        "answers": [*own_words(found), *origin_in_words(found), *told_in_words(found), *told],
        "actions": offered, "waits": waiting_list.waits(found),
    }  # fmt: skip


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("keep/")
def keep_it(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Note, on POST, that whom hosts added wants it; the address by itself leads to the page with the button."""
    if request.method == "POST":
        found.prove()
    return HttpResponseRedirect(emails.own_path(found, get_language() or "en"))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Take the seat that is offered, on POST; the address by itself leads to the page with the button."""
    found = find_registration(token)
    if request.method == "POST" and not is_elsewhere(found, short_id):
        try:
            waiting_list.claim(registration=found)
        except waiting_list.NoSeat:
            return _show(request, found, token, short_id, late=True)
        found.prove()
    return HttpResponseRedirect(emails.own_path(found, get_language() or "en"))
