"""Who may enter a room, and when; that they did; and where the room is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition import dates
from coalition.pages.querysets import titled
from coalition.users.work_panel import Item, Waiting
from events.models import Event
from events.pages.models import EventPage
from events.querysets import EventQuerySet
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

from .models import CLOSES_AFTER, OPENS_BEFORE, Joining, OnlineRoom


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

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


class RoomClosed(Exception):
    """The door is not open: see Door.state."""


class NoSuchDoor(Exception):
    """The event is held on site only, or has no such part."""


def is_online(event: Event) -> bool:
    """Say whether people may take part in `event` from where they are."""
    return event.mode != Event.Mode.ON_SITE


def rooms_of(event: Event) -> list[OnlineRoom]:
    """Return all rooms of `event` with their channels, for a page that asks for doors and for what goes with them."""
    return list(OnlineRoom.objects.filter(event_id=event.pk).prefetch_related("channels"))


def door(*, registration: Registration, part: Part | None = None, among: Iterable[OnlineRoom] | None = None) -> Door:
    """Return the door to the room of the registration's event, or of one `part` of it: one query, or none.

    The rooms are `among` those of `rooms_of`, where these are at hand. Raises NoSuchDoor where there is no door.
    """
    return _door_and_room(registration, part, among)[0]


def doors(*, registration: Registration, of: Iterable[Part]) -> dict[UUID, Door]:
    """Return the doors of those parts `of` the registration's event that are held online, as `door` does."""
    event = registration.event
    if not is_online(event):
        return {}
    rooms = _rooms(event, None)
    return {part.uid: _door(registration, part, rooms)[0] for part in of if _is_held_online(event, part, rooms)}


def enter(*, registration: Registration, part: Part | None = None) -> str:
    """Return the address of the room for the holder of `registration`, and keep that they came.

    However often they come back, the first time is kept. A first time after the planned end is no attendance, though
    the room is still open. Raises RoomClosed, or NoSuchDoor.
    """
    found, room = _door_and_room(registration, part)
    if not found.is_open or room is None:
        raise RoomClosed(found.state)
    if timezone.now() < (part or registration.event).end:
        joining = Joining(registration=registration, part=part.uid if part else None)
        Joining.objects.bulk_create([joining], ignore_conflicts=True)
    return room.address


def _door_and_room(
    registration: Registration, part: Part | None, among: Iterable[OnlineRoom] | None = None
) -> tuple[Door, OnlineRoom | None]:
    event = registration.event
    if not is_online(event):
        raise NoSuchDoor(event.pk)
    rooms = _rooms(event, among)
    if part and not _is_held_online(event, part, rooms):
        raise NoSuchDoor(event.pk)
    return _door(registration, part, rooms)


def _rooms(event: Event, among: Iterable[OnlineRoom] | None) -> Mapping[UUID | None, OnlineRoom]:
    rows = OnlineRoom.objects.filter(event_id=event.pk) if among is None else among
    return {room.part: room for room in rows if room.address}


def _is_held_online(event: Event, part: Part, rooms: Mapping[UUID | None, OnlineRoom]) -> bool:
    """Say whether one joins `part` from elsewhere: at an event on site and online, where it has a room of its own."""
    return event.mode == Event.Mode.ONLINE or part.uid in rooms


def _door(
    registration: Registration, part: Part | None, rooms: Mapping[UUID | None, OnlineRoom]
) -> tuple[Door, OnlineRoom | None]:
    event = registration.event
    # A part without a room of its own is held in the event's.
    room = (rooms.get(part.uid) if part else None) or rooms.get(None)
    start, end = (part.start, part.end) if part else (event.start, event.end)
    opens = start - timedelta(minutes=room.opens_before if room else OPENS_BEFORE)
    closes = end + timedelta(minutes=room.closes_after_minutes if room else CLOSES_AFTER)
    state = _state(registration, opens, closes, room is not None)
    if part and state in (State.OPEN, State.EARLY, State.NO_ROOM) and not part.admits(registration):
        state = State.NO_PLACE
    return Door(state, opens, closes, part), room


def _state(registration: Registration, opens: datetime, closes: datetime, has_room: bool) -> State:
    now = timezone.now()
    if registration.state != Registration.State.CONFIRMED:
        return State.NO_SEAT
    if registration.event.state != Event.State.SCHEDULED:
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
    *,
    event: Event,
    address: str,
    opens_before: int = OPENS_BEFORE,
    closes_after_minutes: int = CLOSES_AFTER,
    captions: str = "",
    part: UUID | None = None,
) -> OnlineRoom:
    """Say where `event`, or one `part` of it, is held online, and from when until when its room is open.

    `opens_before` counts in minutes from the start, `closes_after_minutes` from the planned end. `captions` is where
    its live captions are read. Nobody is written to: the link that people have is ours, and leads to
    the new room from now on.
    """
    values = {"address": address, "captions": captions, "opens_before": opens_before,
              "closes_after_minutes": closes_after_minutes}  # fmt: skip
    return OnlineRoom.objects.update_or_create(event_id=event.pk, part=part, defaults=values)[0]


def forget_parts(*, event_id: int, but: Collection[UUID]) -> None:
    """Forget the rooms of all parts of an event but these."""
    OnlineRoom.objects.filter(event_id=event_id, part__isnull=False).exclude(part__in=but).delete()


SHOWN = 10
EDIT = "wagtailsnippets_events_event:edit"


def without_joining_link(events: EventQuerySet) -> EventQuerySet:
    """Return those of `events` that are announced, take registrations for online seats, and have no room to lead to."""
    ready = OnlineRoom.objects.filter(event_id=OuterRef("pk"), part=None).exclude(address="")
    pages = EventPage.objects.live().filter(event_id=OuterRef("pk"))
    seats = SeatCategory.objects.filter(event_id=OuterRef("pk"))
    rows = events.filter(~Exists(ready), Exists(pages), Exists(seats), state=Event.State.SCHEDULED)
    return rows.filter(end__gt=timezone.now()).exclude(mode=Event.Mode.ON_SITE)


def events_without_joining_link(user: Any) -> list[Waiting]:
    """Return the published online events of `user` that nobody can join yet."""
    if not user.has_perm("events.change_event"):
        return []
    found = list(titled(without_joining_link(events_of(user))).order_by("start", "pk"))
    label = _("Published online events without a joining link")
    items = tuple(
        Item(f"{event.title} · {dates.moment(event.start)}", reverse(EDIT, args=[event.pk])) for event in found[:SHOWN]
    )
    return [Waiting(label, len(found), "", items=items)] if items else []


@transaction.atomic
def set_recording(*, event: Event, address: str, user: Any) -> None:
    """Let the page of `event` and its thanks lead to the recording at `address`; "" to none. Nobody is told."""
    event.recording_url = address
    event.save(update_fields=["recording_url"])
    log(instance=event, action="wagtail.edit", user=user, title=str(event))
