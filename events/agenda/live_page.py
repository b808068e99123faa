"""What the live page shows the holder of one registration, at this moment. No address of a room is among it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.privacy.decorators import private_page
from events.languages import language_name
from events.online import channels
from events.online import services as rooms
from events.online.models import LONGEST_BEFORE, OnlineRoom
from events.online.services import Door, State
from events.online.views import DOOR_POLICY
from events.programme.models import SessionLanguage
from events.programme.published_programme import Item, reading_of, spoken
from events.registrations.models import Registration
from events.registrations.own_page import Action, opened_by_link, own_frame

from . import sessions

NEXT = 5  # sessions to come that are shown

Way = SessionLanguage.Way


@dataclass(frozen=True)
class Heard:
    """One language in one room: in which way it is there, and how it is reached."""

    language: str
    name: str
    way: str
    channel: channels.Told | None


@dataclass(frozen=True)
class Hall:
    """A room as the page shows it: its door, its captions, its languages."""

    part: UUID | None
    door: Door
    captions: bool
    languages: list[Heard]
    opens: str  # in words

    @property
    def has_ways(self) -> bool:
        """Whether captions and channels are open now."""
        return self.door.state in (State.OPEN, State.NO_ROOM)


@dataclass(frozen=True)
class Running:
    """A session that is on or comes next; with its room, where it has one of its own."""

    item: Item
    hall: Hall | None


class Live:
    """The live page of `registration`. Raises rooms.NoSuchDoor where the event is held on site only."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        self.event = registration.event
        self.now_is = timezone.now()
        if not rooms.is_online(self.event):
            raise rooms.NoSuchDoor(self.event.pk)
        held_in = rooms.rooms_of(self.event)  # not kept: only what is told without their addresses
        self.door = rooms.door(registration=registration, among=held_in)
        self.reading = reading_of(self.event.pk)
        self._doors = self._doors_of_sessions(held_in)
        self._extras = channels.extras(held_in)

    @property
    def state(self) -> State:
        """How the page is found: open from the first door that opens until the last one closes."""
        if self.door.state in (State.NO_SEAT, State.NOT_HELD):
            return self.door.state
        if self.now_is < self.opens:
            return State.EARLY
        every = [self.door, *self._doors.values()]
        return State.OVER if self.now_is >= max(door.closes for door in every) else State.OPEN

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def opens(self) -> datetime:
        return min(door.opens for door in [self.door, *self._doors.values()])

    @cached_property
    def hall(self) -> Hall:
        return self._hall(None, self.door, self._languages)

    @cached_property
    def now(self) -> list[Running]:
        return [self._running(item) for item in self._items if item.start <= self.now_is < item.end]

    @cached_property
    def next(self) -> list[Running]:
        return [self._running(item) for item in self._items if item.start > self.now_is][:NEXT]

    @property
    def has_rooms_of_sessions(self) -> bool:
        """Whether a session that is on or comes next has a room of its own."""
        return any(running.hall for running in [*self.now, *self.next])

    @property
    def _items(self) -> list[Item]:
        items = self.reading.items if self.reading else []
        return [item for item in items if item.has_day and not item.is_off]

    @property
    def _languages(self) -> list[tuple[str, str]]:
        """Languages that are certain, each with its way; before a programme says so, those that are announced."""
        if self.reading and self.reading.is_held:
            return self.reading.certain
        event = self.event
        announced = ((event.spoken, Way.FLOOR), (event.interpreted, Way.INTERPRETED), (event.signed, Way.SIGNED))
        return [(code, str(way)) for codes, way in announced for code in codes]

    def _doors_of_sessions(self, held_in: list[OnlineRoom]) -> dict[int, Door]:
        items = self.reading.items if self.reading else []
        limited = any(item.capacity is not None for item in items)
        places = self.registration.session_choices.places().values_list("session_id", flat=True)
        return sessions.doors(self.registration, items, set(places) if limited else set(), held_in)

    def _running(self, item: Item) -> Running:
        part, door = UUID(item.guid), self._doors.get(item.key)
        own = door is not None and part in self._extras
        return Running(item, self._hall(part, door, item.languages) if door and own else None)

    def _hall(self, part: UUID | None, door: Door, languages: list[tuple[str, str]]) -> Hall:
        extras = self._extras.get(part, channels.Extras())
        labels = {way.way: way.label for way in spoken(languages)}
        # Captions are read behind a button of their own, whatever their languages.
        heard = [
            Heard(code, language_name(code), labels[way], extras.channels.get(code) if way != Way.CAPTIONED else None)
            for code, way in languages
        ]
        return Hall(part, door, extras.captions, heard, dates.moment(door.opens, zone=self.event.zone))


def live_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the live page while it is open. No query on other days than those of the event."""
    event = registration.event
    earliest = event.start - timedelta(minutes=LONGEST_BEFORE)
    if not rooms.is_online(event) or not earliest <= timezone.now() < event.end + timedelta(days=1):
        return None
    return Action(label=_("Follow live"), url=f"{own_url}live/", main=True) if Live(registration).is_open else None


@csp_override(DOOR_POLICY)  # its buttons lead to other services
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("live/")
def live(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what is on; a POST leads to captions or to a channel."""
    try:
        page = Live(found)
    except rooms.NoSuchDoor:
        raise Http404 from None
    frame = own_frame(found, token, bool(short_id))
    here = f"{frame['own_url']}live/"
    if request.method == "POST":
        return HttpResponseRedirect(_way(request, found) or here)
    opens = page.door.opens if page.is_open else page.opens
    context = frame | {"live": page, "here_url": here, "opens": dates.moment(opens, zone=page.event.zone)}
    return render(request, "events/live.html", context)


def _way(request: HttpRequest, found: Registration) -> str | None:
    """Return where the pressed button leads; None where it leads nowhere by now."""
    part, language = request.POST.get("part", ""), request.POST.get("language", "")
    try:
        session = sessions.find(found.event, UUID(part)) if part else None
        return None if part and session is None else channels.way(registration=found, part=session, language=language)
    except (ValueError, rooms.RoomClosed, rooms.NoSuchDoor, channels.NoSuchWay):
        return None
