"""What upper apps add to the page of one's own registration. They fill the list in AppConfig.ready()."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from coalition.privacy import discretion, rate_limits, secret_links
from coalition.privacy.decorators import private_page
from coalition.users.models import User
from events.days import when
from events.models import RegistrationClosed
from events.seats.models import TOLD, origin_in_words, told_in_words

from . import admission, codes, emails, event_changes, personal_data, services, waiting_list
from .emails import still_asked
from .fields import CHANGEABLE, own_words
from .forms import NO_OTHERS, ChangeForm, MailboxCodeForm
from .models import Registration, SeatCategory
from .seating import lock_registration


@dataclass(frozen=True)
class Action:
    """A link on the page of one's own registration; `note` says when it is of use.

    One comes for what is `main`; all else stands under *More*.
    """

    label: str
    url: str
    note: str = ""
    main: bool = False


# An action for a registration and the address of its own page, or None.
actions: list[Callable[[Registration, str], Action | None]] = []
# A label and words for a registration, beside its answers, or None.
facts: list[Callable[[Registration], tuple[str, str] | None]] = []


type View = Callable[[HttpRequest, str, str], HttpResponse]
type OwnView = Callable[[HttpRequest, Registration, str, str], HttpResponse]


def find_registration(token: str) -> Registration:
    """Return the registration that `token` opens, or raise Http404."""
    rows = Registration.objects.select_related("event", "category")
    found = rows.filter(token_digest=secret_links.digest(token)).first()
    if found is None:
        raise Http404
    return found


def is_elsewhere(found: Registration, short_id: str) -> bool:
    """Say whether the page of `found` has an address that says less than this one, or is of another event."""
    if short_id:
        return short_id != found.event.short_id
    return found.event.neutral_address


def opened_by_link(ending: str = "") -> Callable[[OwnView], View]:
    """Give a view the registration that its address opens; a request elsewhere is led to where the page is.

    `ending` is what the page's address has after the one of the registration, as in `cancel/`.
    """

    def decorate(view: OwnView) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
            found = find_registration(token)
            if is_elsewhere(found, short_id):
                return HttpResponseRedirect(f"{emails.own_path(found, get_language() or 'en')}{ending}")
            return view(request, found, token, short_id)

        return opened

    return decorate


class CodeRequiredError(Exception):
    """The link alone may not change this: a code from the mailbox is missing."""


class Changed(Exception):
    """The registration was changed since somebody looked at it."""


def version(registration: Registration) -> str:
    """Return what tells this version of `registration` from every other."""
    says = registration.changed_at, registration.category_id, *(getattr(registration, name) for name in CHANGEABLE)
    return hashlib.sha256(repr(says).encode()).hexdigest()


@transaction.atomic
def change(
    *,
    registration: Registration,
    answers: dict[str, Any],
    category: SeatCategory | None = None,
    host: User | None = None,
    seen: str | None = None,
    is_proven: bool = False,
) -> Registration:
    """Keep new `answers`, those to the event's questions too where there are some (seats.models.TOLD).

    Give other seats where `category` names some; all of it or nothing. A `host` says by `seen` which version they
    corrected, and leaves to the person how they are written to. `is_proven` says that the person typed a code from
    their mailbox. What they changed is told to them by email, which is discreet if they were or are now.

    Raises services.NothingToCancel for a registration that is cancelled or over, waiting_list.NoSeat when none is
    left, waiting_list.NotTheirs for seats that they were not let in for, unless a host changes it; Changed where it
    says something else by now than the version that was `seen`; CodeRequiredError where discretion would end, or the
    language of emails change, without a code.
    """
    registration = lock_registration(registration)
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    if seen is not None and seen != version(registration):
        raise Changed(registration.pk)
    was_discreet = registration.discreet
    if not host and not is_proven and needs_code(registration, answers):
        raise CodeRequiredError(registration.pk)
    kept = [name for name in (*CHANGEABLE, *TOLD) if name in answers and not (host and name == "discreet")]
    changed = [name for name in kept if getattr(registration, name) != answers[name]]
    for name in kept:
        setattr(registration, name, answers[name])
    registration.changed_at = timezone.now()
    registration.save(update_fields=[*kept, "changed_at"])
    if "discreet" in kept:
        source = registration.discretion_source
        discretion.choose(address=registration.email, source=source, discreet=registration.discreet)
    if host:
        log(instance=registration.event, action="events.correct_registration", user=host)
    else:
        registration.prove()
        if changed:
            emails.send_update(registration, changed, discreet=was_discreet)
    if category is not None and category.pk != registration.category_id:
        waiting_list.swap(registration=registration, category=category, host=host)
    return registration


def needs_code(registration: Registration, answers: Mapping[str, Any]) -> bool:
    """Say whether `answers` end discretion or change the language of emails."""
    ends_discretion = registration.discreet and not answers.get("discreet", True)
    return ends_discretion or answers.get("language", registration.language) != registration.language


@transaction.atomic
def erase(*, registration: Registration) -> None:
    """Empty `registration` of what names the person, give back what they have, and let its link open nothing any more.

    No mail says so: it would be one more trace. Erasing twice changes nothing.
    """
    registration = lock_registration(registration)
    personal_data.erase(registration)
    if registration.may_be_cancelled:
        services.cancel_registration(registration=registration)
    registration.renew()
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(nonce=registration.nonce, token_digest=registration.token_digest)


@private_page
@require_safe
@opened_by_link()
def registration(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    return _show(request, found, token, short_id)


def _show(request: HttpRequest, found: Registration, token: str, short_id: str, *, late: bool = False) -> HttpResponse:
    """Show the registration; `late` says that the seat that was offered is gone."""
    context = own_context(found, token, bool(short_id)) | {
        "host_words": event_changes.written_to(found), "asked": still_asked(found), "late": late,
    }  # fmt: skip
    return render(request, "events/registration.html", context, status=409 if late else 200)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("cancel/")
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
@opened_by_link("change/")
def change_page(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what was answered, and keep what is answered now; some of it with a code from the mailbox only."""
    context = own_context(found, token, bool(short_id))
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        request=request,
        registration=found,
        categories=admission.choice_of(found),
        questions=found.event.questions.all(),
    )
    code_form = _read_code(request, found)
    if form.is_bound and form.is_valid() and (code_form is None or code_form.is_valid()):
        try:
            change(
                registration=found,
                answers=form.answers(),
                category=form.chosen_category(),
                is_proven=code_form is not None,
            )
        except CodeRequiredError:
            code_form = _mail_code(request, found)
        except waiting_list.NoSeat:
            form.add_error("category", _("All of these seats are taken. You keep the seat that you have."))
        except RegistrationClosed:  # meanwhile: what was typed beside the seats is not lost
            form.add_error("category", NO_OTHERS)
        except services.NothingToCancel:  # over, or cancelled meanwhile: the page says so
            return HttpResponseRedirect(context["own_url"])
        else:
            return HttpResponseRedirect(context["own_url"])
    status = 422 if form.errors or (code_form and code_form.errors) else 200
    shown = {**context, "form": form, "code_form": code_form}
    return render(request, "events/registration_change.html", shown, status=status)


def _read_code(request: HttpRequest, found: Registration) -> MailboxCodeForm | None:
    """Return the form with the code that was typed, or None where none was."""
    if "code" not in request.POST or "send" in request.POST:
        return None
    return MailboxCodeForm(request.POST, request=request, registration=found)


def _mail_code(request: HttpRequest, found: Registration) -> MailboxCodeForm:
    """Mail a code and return the form for it: the same form whether or not the mailbox may get an email now."""
    form = MailboxCodeForm(request=request, registration=found)
    try:
        rate_limits.check(scope="code", request=request, flow=form.flow)
    except rate_limits.RateLimited:
        form.is_refused = True
    else:
        codes.mail_code(found, again="send" in request.POST)
    return form


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("export/")
def export(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Mail a code; for the right one, send what this registration holds about its person (GDPR article 20).

    The name of the file says nothing.
    """
    context = own_context(found, token, bool(short_id))
    if not found.email:  # erased or forgotten: there is no mailbox, and nothing to hand over
        return HttpResponseRedirect(context["own_url"])
    code_form = _read_code(request, found)
    if code_form is not None and code_form.is_valid():
        response = JsonResponse(personal_data.exported(found), json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = 'attachment; filename="data.json"'
        return response
    if code_form is None and request.method == "POST":
        code_form = _mail_code(request, found)
    status = 422 if code_form and code_form.errors else 200
    return render(request, "events/registration_export.html", {**context, "code_form": code_form}, status=status)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("erase/")
def erase_page(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Ask for a code, then erase what names the person. The link opens nothing after that.

    Erasing ends the discretion that this registration asked for, so the link alone may not do it. A registration that
    hosts made is erased without a code until its person has kept it: nobody has said that the mailbox is theirs.
    """
    code_form = _read_code(request, found)
    if request.method == "POST" and (found.unproven or (code_form is not None and code_form.is_valid())):
        erase(registration=found)
        return HttpResponseRedirect(f"/{get_language() or 'en'}/registrations/erased/")
    if request.method == "POST" and code_form is None:
        code_form = _mail_code(request, found)
    context = own_context(found, token, bool(short_id)) | {"code_form": code_form}
    status = 422 if code_form and code_form.errors else 200
    return render(request, "events/registration_erase.html", context, status=status)


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
    """Return what one's own page says. It has no address and no needs: anybody may have found its link."""
    frame = own_frame(found, token, neutral)
    offered = [action for make in actions if (action := make(found, frame["own_url"]))]
    told = [fact for tell in facts if (fact := tell(found))]
    return frame | {
        "registration": found, "seats_label": found.category.label(), "token": token,
        "answers": [*own_words(found), *origin_in_words(found), *told_in_words(found, include_needs=False), *told],
        "at_once": [action for action in offered if action.main],
        "more": [action for action in offered if not action.main],
        "notes": [action.note for action in offered if action.note],
        "waits": waiting_list.waits(found),
    }  # fmt: skip


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("keep/")
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
