"""The form of an event, and the button of the mailed link that confirms.

Opening a link changes nothing: mail scanners open links, only people press buttons.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition import dates
from coalition.caching.memory import recall
from coalition.caching.page_cache import is_from_anybody, keep
from coalition.privacy import secret_links
from coalition.privacy.decorators import private_page, takes_no_cookie
from coalition.typed import key_of
from events.days import when
from events.models import Event, RegistrationClosed
from events.pages import models
from events.pages.models import EventPage
from events.pages.page_lookup import at_its_address
from events.permissions import invitation

from . import delegations, emails, invitations
from . import services as registering
from .admission import NamedPerson, PersonalInvitation
from .emails import what_is_asked
from .forms import DelegationForm, OwnForm, RegistrationForm, too_many
from .fullness import offered, places_left, seats_offered
from .join_links import join_url
from .models import Registration, RegistrationRequest, SeatCategory
from .own_page import Action, opened_by_link, own_context
from .seating import LAST_HOUR

SOMEBODY = "the-secret-of-who-asks"  # stands for it in the page that all share


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@partial(at_its_address, remembered=True)
def register(
    request: HttpRequest, page: EventPage, form_class: type[RegistrationForm] = RegistrationForm
) -> HttpResponse:
    """Show the form, of `form_class`; on POST keep what was typed, owe a mail, and redirect. No address is looked up.

    The form is the same for everybody, and kept here; no browser keeps it, for somebody else may sit there next.
    """
    since = timezone.now()
    response = _register(request, page, seats_offered(page.event_id), form_class)
    if request.method != "POST" and not request.GET and not page.event.closed:
        events = [page.event, *registering.other_meetings(page.event)]
        models.keep_until_it_changes(response, events, since)
        keep(response)
    return response


def _register(
    request: HttpRequest, page: EventPage, categories: list[SeatCategory], form_class: type[RegistrationForm]
) -> HttpResponse:
    posted = request.method == "POST"
    if not categories or page.event.by_invitation or not page.event.is_open_for_registration:
        return _closed(request, page)
    form = _form(request, page.event, categories, form_class)
    if posted and form.is_valid():
        try:
            registering.ask(
                event=page.event, category=form.chosen_category(), person=form.registrant(), more=form.more()
            )
        except RegistrationClosed:
            return _closed(request, page)
        except SeatCategory.DoesNotExist:  # removed while the form was read: it says so with the seats that are left
            return _register(request, page, list(offered(page.event_id)), form_class)
        return HttpResponseRedirect(f"{request.path}sent/{invitation(page.event)}")
    context = _context(page, request, categories)
    if "category" in form.fields:
        seats: Any = form.fields["category"]
        told = [{"seat": seat, "named": True, "broken": True} for seat in context["seats"]]
        words = [render_to_string("events/_seats.html", seat) for seat in told]
        seats.choices = zip(form.categories, words, strict=True)
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
            return _confirmed(request, asked)
        registering.check_let_in(asked)
    except registering.InvitationOver:
        return render(request, "events/confirm.html", {"neutral": True, "invitation_over": True}, status=410)
    except registering.LinkOver:
        return _no_request(request, token, None)
    except RegistrationClosed:
        return render(request, "events/confirm.html", {**_confirm_context(asked), "closed": True})
    dates = [asked.event, *Event.objects.filter(pk__in=asked.also)] if asked.also else [asked.event]
    closed = not any(event.is_open_for_registration for event in dates)
    return _button(request, asked, token, short_id, closed=closed)


def _confirmed(request: HttpRequest, asked: RegistrationRequest) -> HttpResponse:
    """Confirm, and say for each date whether there is a seat.

    The answer has no link to the registration: only the mailbox gets that one. Once an online event is about to
    begin, it has the link that only joins.
    """
    if asked.also:
        dates = registering.confirm_dates(asked=asked)
    else:
        found = registering.confirm(asked=asked)
        dates = [(asked.event, found)]
    shown = [_describe_seat(registration) | {"when": when(event)} for event, registration in dates]
    return render(request, "events/confirm.html", {**_confirm_context(asked), "dates": shown})


def _describe_seat(registration: Registration | None) -> dict[str, Any]:
    """Return what somebody who just confirmed reads of their seat, and as which kind of notice."""
    if registration is None:
        return {"kind": "warning", "words": _("You have no seat: registration for this date has closed.")}
    states = Registration.State
    words = {
        states.CONFIRMED: _("You have a seat"),
        states.OFFERED: _("A seat is available for you"),
        states.APPLIED: _("The organisers are looking at your registration"),
        states.CANCELLED: _("This registration is cancelled"),
    }
    state = states(registration.state)
    kind = "success" if state in (states.CONFIRMED, states.OFFERED) else "info"
    shown = words.get(state, _("You are on the waiting list"))
    told = {"kind": kind, "words": shown, "no_place": registration.no_place}
    return told | {"join_url": join_url(registration)} if _joins_now(registration) else told


def _joins_now(registration: Registration) -> bool:
    """Return whether this seat leads into a room that is open, or opens within the hour."""
    event = registration.event
    has_seat = registration.state == Registration.State.CONFIRMED and event.takes_place
    return has_seat and registration.joins_online and timezone.now() > event.start - LAST_HOUR


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
    # Links that were mailed while one secret both confirmed and managed still lead to the registration.
    done = Registration.objects.select_related("event").filter(token_digest=secret_links.digest(token)).first()
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
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("delegation/")
def delegation(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show whom one named, and name more people or give a kept seat back on POST. No address is looked up."""
    home = f"{emails.own_path(found, get_language() or 'en')}delegation/"
    posted = request.POST if request.method == "POST" else None
    if posted is not None and "give_back" in posted:
        _give_back(found, posted["give_back"])
        return HttpResponseRedirect(home)
    most = delegations.left(found) if delegations.may_name(found) else 0
    form = DelegationForm(posted, request=request, leader=found, most=most) if most or posted is not None else None
    if form is not None and form.is_bound and form.is_valid() and _name(found, form):
        return HttpResponseRedirect(f"{home}?sent")
    context = own_context(found, token, bool(short_id)) | {
        "form": form, "allowed": too_many(most), "sent": "sent" in request.GET, "people": _people(found),
    }  # fmt: skip
    return render(request, "events/delegation.html", context, status=422 if form is not None and form.is_bound else 200)


def _people(leader: Registration) -> list[tuple[NamedPerson, str]]:
    """Return whom the leader named, in order, and until when a seat is kept for each: one query."""
    rows = NamedPerson.objects.filter(leader_id=leader.pk).select_related("registration__event")
    return [(row, _until(row.registration) if row.is_open else "") for row in rows.order_by("pk")]


def _until(kept: Registration) -> str:
    return dates.moment(kept.claim_by, zone=kept.event.zone) if kept.claim_by else ""


def _name(leader: Registration, form: DelegationForm) -> bool:
    """Name the people of a valid form; say whether that was done, else the form says why not."""
    try:
        delegations.name_people(leader=leader, people=form.people, language=form.cleaned_data["language"])
    except delegations.TooMany as error:  # more were named meanwhile
        form.add_error(None, too_many(error.left))
    except RegistrationClosed:
        form.add_error(None, _("You can no longer name anyone: registration is over, or you have no seat."))
    return form.is_valid()


def _give_back(leader: Registration, key: str) -> None:
    """Give back the seat that is kept for one of the leader's people; where there is none, the page shows it."""
    rows = NamedPerson.objects.filter(leader_id=leader.pk, pk=key_of(key) or 0).select_related("registration")
    named = rows.first()
    if named is not None:
        with suppress(delegations.Over):
            delegations.give_back(named=named)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def named(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show what somebody is named for; on POST they take the seat, with what they say of themselves, or give it back.

    What is over, unknown and given back answers alike. Who took the seat is led to their own page.
    """
    found = delegations.find(token)
    if found is None or found.registration.event.short_id != short_id:
        return _over(request)
    own = emails.own_path(found.registration, get_language() or "en")
    if found.answer == NamedPerson.Answer.TAKEN and found.email_digest:
        return HttpResponseRedirect(own)
    if not found.is_open:
        return _over(request)
    row = found.registration
    posted = request.POST if request.method == "POST" else None
    try:
        if posted is not None and "leave" in posted:
            delegations.give_back(named=found)
            return HttpResponseRedirect(f"{request.path}?left")
        form = OwnForm(posted, registration=row, categories=[row.category], questions=row.event.questions.all())
        if form.is_bound and form.is_valid():
            theirs = delegations.take(named=found, answers=form.answers())
            return HttpResponseRedirect(emails.own_path(theirs, get_language() or "en"))
    except delegations.Over:  # at this moment
        return _over(request)
    context = _named_context(found) | {"form": form}
    return render(request, "events/named.html", context, status=422 if form.is_bound else 200)


def _over(request: HttpRequest) -> HttpResponse:
    gone = {"over": True, "left": "left" in request.GET, "neutral": True}
    return render(request, "events/named.html", gone, status=410)


def _named_context(found: NamedPerson) -> dict[str, Any]:
    """Return what the page tells of the event, of who named its reader, and of the seat."""
    row, event = found.registration, found.registration.event
    words = emails.entry(event, get_language() or "en")
    return {"event": event, "words": words, "when": when(event), "seats_label": row.category.label(), "neutral": True,
            "leader": found.leader.name, "until": _until(row)}  # fmt: skip


def delegation_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the people whom one may name, where their seats are for delegations."""
    has_place = registration.state in (Registration.State.CONFIRMED, Registration.State.WAITING)
    if not registration.category.brings or not has_place:
        return None
    note = ""
    if delegations.may_name(registration):
        note = _("You may name other people for the seats of your delegation. Each gets a link of their own.")
    return Action(label=_("My delegation"), url=f"{own_url}delegation/", note=note, main=True)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(
    request: HttpRequest, token: str, short_id: str, form_class: type[RegistrationForm] = RegistrationForm
) -> HttpResponse:
    """Show what it is an invitation to, and the form; on POST keep what was typed and owe a mail with a button.

    Opening the page uses nothing: mail scanners open links.
    """
    return _invited(request, token, short_id, form_class)


def _invited(request: HttpRequest, token: str, short_id: str, form_class: type[RegistrationForm]) -> HttpResponse:
    invitation = invitations.find(token)
    if invitation is None or invitation.event.short_id != short_id:
        return render(request, "events/invited.html", {"over": True, "neutral": True}, status=410)
    context = _invited_context(invitation)
    if "sent" in request.GET:
        return render(request, "events/invited.html", context | {"sent": True})
    categories = _seats(invitation)
    if not categories or not invitation.event.is_open_for_registration:
        return render(request, "events/invited.html", context | {"closed": True})
    form = _form(request, invitation.event, categories, form_class)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.ask(
                invitation=invitation, category=form.chosen_category(), person=form.registrant(), more=form.more()
            )
        except RegistrationClosed:
            return render(request, "events/invited.html", context | {"closed": True})
        except (registering.InvitationOver, SeatCategory.DoesNotExist):  # while the form was read: it says so now
            return _invited(request, token, short_id, form_class)
        return HttpResponseRedirect(f"{request.path}?sent")
    status = 422 if form.is_bound else 200
    return render(request, "events/invited.html", context | {"form": form}, status=status)


def _form(
    request: HttpRequest, event: Event, categories: list[SeatCategory], form_class: type[RegistrationForm]
) -> RegistrationForm:
    quotas, questions = what_is_asked(event.pk)
    return form_class(
        request.POST or None,
        request=request,
        event=event,
        categories=categories,
        quotas=quotas,
        questions=questions,
    )


def _seats(invitation: PersonalInvitation) -> list[SeatCategory]:
    if invitation.category is not None:
        return [invitation.category]
    return list(SeatCategory.objects.filter(event_id=invitation.event_id).order_by("pk"))


def _invited_context(invitation: PersonalInvitation) -> dict[str, Any]:
    event = invitation.event
    seats = invitation.category.label() if invitation.category else ""
    words = emails.entry(event, get_language() or "en")
    return {"event": event, "words": words, "when": when(event), "seats_label": seats, "neutral": True}
