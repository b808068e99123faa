"""The delegation of a registration, for who leads it; and the page of each person who was named.

Opening a link changes nothing: mail scanners open links, only people press buttons.
"""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.keys import key_of
from coalition.privacy.decorators import private_page
from events.models import RegistrationClosed
from events.pages.moments import when
from events.registrations import emails
from events.registrations.actions import Action
from events.registrations.admission import NamedPerson
from events.registrations.forms import OwnForm
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_context

from . import services, taking
from .forms import DelegationForm, too_many


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("delegation/")
def delegation(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show whom one named, and name more people or give a kept seat back on POST. No address is looked up."""
    home = f"{emails.own_path(found, get_language() or 'en')}delegation/"
    posted = request.POST if request.method == "POST" else None
    if posted is not None and "give_back" in posted:
        _give_back(found, posted["give_back"])
        return HttpResponseRedirect(home)
    most = services.left(found) if services.may_name(found) else 0
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
        services.name_people(leader=leader, people=form.people, language=form.cleaned_data["language"])
    except services.TooMany as error:  # more were named meanwhile
        form.add_error(None, too_many(error.left))
    except RegistrationClosed:
        form.add_error(None, _("You can no longer name anyone: registration is over, or you have no seat."))
    return form.is_valid()


def _give_back(leader: Registration, key: str) -> None:
    """Give back the seat that is kept for one of the leader's people; where there is none, the page shows it."""
    rows = NamedPerson.objects.filter(leader_id=leader.pk, pk=key_of(key) or 0).select_related("registration")
    named = rows.first()
    if named is not None:
        with suppress(services.Over):
            services.give_back(named=named)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def named(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show what somebody is named for; on POST they take the seat, with what they say of themselves, or give it back.

    What is over, unknown and given back answers alike. Who took the seat is led to their own page.
    """
    found = services.find(token)
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
            services.give_back(named=found)
            return HttpResponseRedirect(f"{request.path}?left")
        form = OwnForm(posted, registration=row, categories=[row.category], questions=row.event.questions.all())
        if form.is_bound and form.is_valid():
            theirs = taking.take(named=found, answers=form.answers())
            return HttpResponseRedirect(emails.own_path(theirs, get_language() or "en"))
    except services.Over:  # at this moment
        return _over(request)
    context = _context(found) | {"form": form}
    return render(request, "events/named.html", context, status=422 if form.is_bound else 200)


def _over(request: HttpRequest) -> HttpResponse:
    gone = {"over": True, "left": "left" in request.GET, "neutral": True}
    return render(request, "events/named.html", gone, status=410)


def _context(found: NamedPerson) -> dict[str, Any]:
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
    if services.may_name(registration):
        note = _("You may name other people for the seats of your delegation. Each gets a link of their own.")
    return Action(label=_("My delegation"), url=f"{own_url}delegation/", note=note)
