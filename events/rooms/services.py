"""Who may enter a room, and when; that they did; and where the room is."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.registrations.models import Registration

from . import providers
from .models import OPENS_BEFORE, Joining, OnlineRoom


def everyone(registration: Registration) -> bool:
    """Let in whoever has a seat at the event."""
    return True


@dataclass(frozen=True)
class Part:
    """One part: its identifier, its instants, and whom it lets in beside a seat at the event."""

    uid: UUID
    start: datetime
    end: datetime
    title: str = ""
    admits: Callable[[Registration], bool] = everyone
    page: str = ""  # where it is chosen: the end of an address below one's own page


# The parts of an event that may be held online.
finders: list[Callable[[Event], Iterable[Part]]] = []


def find(event: Event, uid: UUID) -> Part | None:
    """Return the part `uid` of `event`, or None."""
    return next((part for parts in finders for part in parts(event) if part.uid == uid), None)


logger = logging.getLogger(__name__)

SPEAKERS_BEFORE = timedelta(minutes=30)  # before the room opens to other people


class State(StrEnum):
    """What somebody finds at the door."""

    OPEN = "open"
    EARLY = "early"
    OVER = "over"
    NO_SEAT = "no-seat"
    NO_PLACE = "no-place"  # a seat at the event, and none in this part, whose seats are limited
    NOT_HELD = "not-held"  # postponed or cancelled
    NO_ROOM = "no-room"  # it would be open, and no host has said where


@dataclass(frozen=True)
class Door:
    """The door as the holder of one registration finds it. It does not know where the room is."""

    state: State
    opens: datetime
    closes: datetime
    part: Part | None = None
    asks_name: bool = False  # whether who enters says what others call them

    @property
    def is_open(self) -> bool:
        """Whether pressing the button leads into the room."""
        return self.state == State.OPEN


class RoomClosed(Exception):
    """The door is not open: see Door.state."""


class RoomFailed(Exception):
    """The door is open, and who gives the room could not: the hosts are told."""


class NoSuchDoor(Exception):
    """The event is held on site only, or has no such part."""


def is_online(event: Event) -> bool:
    """Say whether people may take part in `event` from where they are."""
    return event.mode != Event.Mode.ON_SITE


def rooms_of(event: Event) -> list[OnlineRoom]:
    """Return all rooms of `event` with their channels, for a page that asks for doors and for what goes with them."""
    return list(OnlineRoom.objects.filter(event_id=event.pk).prefetch_related("channels"))


def door(*, registration: Registration, part: UUID | None = None, among: Iterable[OnlineRoom] | None = None) -> Door:
    """Return the door to the room of the registration's event, or of one `part` of it: one query, or none.

    The rooms are `among` those of `rooms_of`, where these are at hand. Raises NoSuchDoor where there is no door.
    """
    return _door_and_room(_holder(registration), part, among)[0]


def doors(
    *, registration: Registration, of: Iterable[Part], among: Iterable[OnlineRoom] | None = None
) -> dict[UUID, Door]:
    """Return the doors of those parts `of` the registration's event that are held online, as `door` does."""
    return _doors(_holder(registration), of, among)


def speakers_doors(*, event: Event, of: Iterable[Part]) -> dict[UUID, Door]:
    """Return the doors of those parts `of` an `event` that are held online, for who speaks in them.

    They open earlier than those of other people: who speaks tries the microphone before. One query, or none.
    """
    return _doors(_speaking(event), of)


def enter_to_speak(*, event: Event, part: UUID, name: str = "") -> str:
    """Return the address of the room of one `part` of `event` for who speaks in it; nothing is kept of it.

    Raises RoomClosed, RoomFailed, or NoSuchDoor.
    """
    found, room = _door_and_room(_speaking(event), part)
    if not found.is_open or room is None:
        raise RoomClosed(found.state)
    return _way_in(room, providers.Guest(name, leads=True))


def enter_as_host(*, room: OnlineRoom, name: str = "") -> str:
    """Return the address of `room` for who runs its event, at any time. Raises RoomFailed."""
    return _way_in(room, providers.Guest(name, leads=True))


def _way_in(room: OnlineRoom, guest: providers.Guest) -> str:
    """Return the address by which `guest` enters; keep, for the hosts, whether the provider could give it."""
    try:
        address = providers.of(room).way_in(room, guest)
    except providers.NotMade as error:
        OnlineRoom.objects.filter(pk=room.pk).update(failed_at=timezone.now())
        logger.warning("The provider of a room could not give it: %s", error)
        raise RoomFailed from None
    if room.failed_at:
        OnlineRoom.objects.filter(pk=room.pk).update(failed_at=None)
    return address


def enter(*, registration: Registration, part: UUID | None = None, name: str = "") -> str:
    """Return the address of the room for the holder of `registration`, and keep that they came.

    `name` is what others there call them, where they chose one. However often they come back, the first time is kept.
    Nothing is locked while a provider is asked. Raises RoomClosed, RoomFailed, or NoSuchDoor.
    """
    found, room = _door_and_room(_holder(registration), part)
    if not found.is_open or room is None:
        raise RoomClosed(found.state)
    address = _way_in(room, providers.Guest(name))
    Joining.objects.bulk_create([Joining(registration=registration, part=part)], ignore_conflicts=True)
    return address


Found = tuple[Door, OnlineRoom | None]


@dataclass(frozen=True)
class _Visitor:
    """Who stands at a door of `event`: whether they are let in, into which parts, and how much earlier than others."""

    event: Event
    is_let_in: bool
    has_place: Callable[[Part], bool]
    earlier: timedelta = timedelta()


def _holder(registration: Registration) -> _Visitor:
    has_seat = registration.state == Registration.State.CONFIRMED
    return _Visitor(registration.event, has_seat, lambda part: part.admits(registration))


def _speaking(event: Event) -> _Visitor:
    return _Visitor(event, True, lambda part: True, SPEAKERS_BEFORE)


def _doors(visitor: _Visitor, of: Iterable[Part], among: Iterable[OnlineRoom] | None = None) -> dict[UUID, Door]:
    if not is_online(visitor.event):
        return {}
    rooms = _rooms(visitor.event, among)
    held = [part for part in of if _is_held_online(visitor.event, part, rooms)]
    return {part.uid: _door(visitor, part, rooms)[0] for part in held}


def _door_and_room(visitor: _Visitor, uid: UUID | None, among: Iterable[OnlineRoom] | None = None) -> Found:
    event = visitor.event
    part = find(event, uid) if uid else None
    if not is_online(event) or (uid and part is None):
        raise NoSuchDoor(event.pk)
    rooms = _rooms(event, among)
    if part and not _is_held_online(event, part, rooms):
        raise NoSuchDoor(event.pk)
    return _door(visitor, part, rooms)


def _rooms(event: Event, among: Iterable[OnlineRoom] | None) -> Mapping[UUID | None, OnlineRoom]:
    rows = OnlineRoom.objects.filter(event_id=event.pk) if among is None else among
    return {room.part: room for room in rows if room.address}


def _is_held_online(event: Event, part: Part, rooms: Mapping[UUID | None, OnlineRoom]) -> bool:
    """Say whether one joins `part` from elsewhere: at an event on site and online, where it has a room of its own."""
    return event.mode == Event.Mode.ONLINE or part.uid in rooms


def _door(visitor: _Visitor, part: Part | None, rooms: Mapping[UUID | None, OnlineRoom]) -> Found:
    event = visitor.event
    # A part without a room of its own is held in the event's.
    room = (rooms.get(part.uid) if part else None) or rooms.get(None)
    start, end = (part.start, part.end) if part else (event.start, event.end)
    opens = start - timedelta(minutes=room.opens_before if room else OPENS_BEFORE) - visitor.earlier
    state = _state(visitor, opens, end, room is not None)
    if part and state in (State.OPEN, State.EARLY, State.NO_ROOM) and not visitor.has_place(part):
        state = State.NO_PLACE
    asks_name = room is not None and providers.of(room).asks_name
    return Door(state, opens, end, part, asks_name), room


def _state(visitor: _Visitor, opens: datetime, closes: datetime, has_room: bool) -> State:
    now = timezone.now()
    if not visitor.is_let_in:
        return State.NO_SEAT
    if visitor.event.state != Event.State.SCHEDULED:
        return State.NOT_HELD
    if now >= closes:
        return State.OVER
    if now < opens:
        return State.EARLY
    return State.OPEN if has_room else State.NO_ROOM


def room_of(event: Event, part: UUID | None = None) -> OnlineRoom:
    """Return the room of `event`, or of one `part` of it; an unsaved one without an address where none is set."""
    found = OnlineRoom.objects.filter(event_id=event.pk, part=part).first() if event.pk else None
    return found or OnlineRoom(event=event, part=part)


@transaction.atomic
def set_room(
    *, event: Event, address: str, opens_before: int = OPENS_BEFORE, captions: str = "", part: UUID | None = None
) -> OnlineRoom:
    """Say where `event`, or one `part` of it, is held online, and how many minutes before its start the room opens.

    `captions` is where its live captions are read. Nobody is written to: the link that people have is ours, and leads
    to the new room from now on.
    """
    values = {"address": address, "opens_before": opens_before, "captions": captions, "failed_at": None}
    return OnlineRoom.objects.update_or_create(event_id=event.pk, part=part, defaults=values)[0]


def forget_parts(*, event_id: int, but: Collection[UUID]) -> None:
    """Forget the rooms of all parts of an event but these."""
    OnlineRoom.objects.filter(event_id=event_id, part__isnull=False).exclude(part__in=but).delete()
