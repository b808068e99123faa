"""The door of a room, for who holds the link of a registration."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.privacy.decorators import private_page
from events.models import Event
from events.registrations import emails
from events.registrations.join_links import find_seat
from events.registrations.models import Registration
from events.registrations.own_page import Action, find_registration, is_elsewhere, own_frame

from . import channels, services
from .models import OnlineRoom

# Browsers check where a form ends up, not only where it is sent.
DOOR_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "form-action": [CSP.SELF, "https:"]}


@csp_override(DOOR_POLICY)
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(
    request: HttpRequest,
    token: str,
    short_id: str = "",
    part: UUID | None = None,
    find: Callable[[Event, UUID], services.Part | None] = lambda event, uid: None,
    heard: Callable[[Event, UUID | None, channels.Extras], list[channels.Heard]] = lambda event, uid, extras: [],
) -> HttpResponse:
    """Show a button into the room, and those to its captions and channels, which lead there while it is open.

    The page itself never holds an address. `find` returns the part of the event that the address names, for a room that
    a part has; `heard` the languages of the event, or of that part.
    """
    registration = find_registration(token)
    of_event = find(registration.event, part) if part else None
    if part and of_event is None:
        raise Http404
    try:
        if request.method == "POST" and not is_elsewhere(registration, short_id):
            with suppress(services.RoomClosed, channels.NoSuchWay):  # the page that follows says why
                return HttpResponseRedirect(_way(request, registration, of_event))
        among = services.rooms_of(registration.event)
        door = services.door(registration=registration, part=of_event, among=among)
    except services.NoSuchDoor:
        raise Http404 from None
    if is_elsewhere(registration, short_id):
        ending = f"join/{part}/" if part else "join/"
        return HttpResponseRedirect(f"{emails.own_path(registration, get_language() or 'en')}{ending}")
    context = own_frame(registration, token, bool(short_id)) | _words(door, registration.event.zone)
    return render(request, "events/join.html", context | _ways(registration, door, among, part, heard))


@csp_override(DOOR_POLICY)
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_link(
    request: HttpRequest,
    token: str,
    heard: Callable[[Event, UUID | None, channels.Extras], list[channels.Heard]] = lambda event, uid, extras: [],
) -> HttpResponse:
    """Show the button into the room to whoever has the link of a calendar entry, and nothing of event or person."""
    registration = find_seat(token)
    if not services.is_online(registration.event):
        raise Http404
    if request.method == "POST":
        with suppress(services.RoomClosed, channels.NoSuchWay):  # the page that follows says why
            return HttpResponseRedirect(_way(request, registration, None))
    among = services.rooms_of(registration.event)
    door = services.door(registration=registration, among=among)
    context = {"event": registration.event, "neutral": True} | _words(door, registration.event.zone)
    return render(request, "events/join.html", context | _ways(registration, door, among, None, heard))


SHOWN = (services.State.OPEN, services.State.EARLY, services.State.NO_ROOM)


def _way(request: HttpRequest, registration: Registration, part: services.Part | None) -> str:
    """Return where the pressed button leads: into the room, or to a channel, or to the captions."""
    if "follow" in request.POST:
        return channels.way(registration=registration, part=part, language=request.POST["follow"])
    return services.enter(registration=registration, part=part)


def _ways(
    registration: Registration,
    door: services.Door,
    among: Iterable[OnlineRoom],
    part: UUID | None,
    heard: Callable[[Event, UUID | None, channels.Extras], list[channels.Heard]],
) -> dict[str, Any]:
    """Return the captions and languages of the room, without any address."""
    is_shown = door.state in SHOWN
    extras = channels.extras(among) if is_shown else {}
    own = extras.get(part) or extras.get(None) or channels.Extras()
    languages = heard(registration.event, part, own) if is_shown else []
    return {"captions": own.captions, "languages": languages, "has_ways": door.state != services.State.EARLY}


def _words(door: services.Door, zone: str) -> dict[str, Any]:
    words: dict[str, Any] = {"door": door, "opens": dates.moment(door.opens, zone=zone)}
    if door.part:
        words["when"] = dates.moment(door.part.start, door.part.end, zone=zone)
    return words


def join_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the door, for a seat at an online event that is not over, and when the door opens."""
    event = registration.event
    if not services.is_online(event):
        return None
    door = services.door(registration=registration)
    if door.state in (services.State.NO_SEAT, services.State.NOT_HELD, services.State.OVER):
        return None
    note = ""
    if timezone.now() < door.opens:
        note = _("To join online, come back to this page. The room opens on %(moment)s.")
        note %= {"moment": dates.moment(door.opens, zone=event.zone)}
    if not registration.joins_online:  # captions and channels are for who sits in the hall too
        return Action(label=_("Follow live"), url=f"{own_url}join/", main=True) if door.is_open else None
    return Action(label=pgettext("button", "Join online"), url=f"{own_url}join/", note=note, main=True)
