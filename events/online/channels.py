"""What goes with a room: live captions, and how each language is reached. Where these are is told by a button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from events.models import Event
from events.registrations.models import Registration

from . import services
from .models import ROOM_FIELDS, Channel, OnlineRoom


@dataclass(frozen=True)
class Told:
    """What people read of a channel: its name in the room, and whether a button leads to it."""

    name: str
    has_address: bool


@dataclass(frozen=True)
class Extras:
    """What goes with one room, without any address."""

    captions: bool = False
    channels: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """One language in one room: in which way it is there, and how it is reached."""

    language: str
    name: str
    way: str
    channel: Told | None


class NoSuchWay(Exception):
    """The room has no such captions or channel."""


def extras(rooms: Iterable[OnlineRoom]) -> dict[UUID | None, Extras]:
    """Return what goes with the room of an event, and with those of its parts that have one: `services.rooms_of` it.

    A part without a room of its own is in the event's, with what goes with that.
    """
    return {
        room.part: Extras(
            captions=bool(room.captions),
            channels={row.language: Told(row.name, bool(row.address)) for row in room.channels.all()},
        )
        for room in _held(rooms)
    }


def way(*, registration: Registration, part: services.Part | None = None, language: str = "") -> str:
    """Return the address of the channel of `language`, or of the live captions, for the holder of `registration`.

    It is told while the room is open to them, and nothing is kept of it: who comes is counted by the room's own button.
    Raises services.RoomClosed, services.NoSuchDoor, or NoSuchWay.
    """
    among = services.rooms_of(registration.event)
    door = services.door(registration=registration, part=part, among=among)
    if door.state not in (services.State.OPEN, services.State.NO_ROOM):
        raise services.RoomClosed(door.state)
    rooms = {room.part: room for room in _held(among)}
    room = (rooms.get(part.uid) if part else None) or rooms.get(None)
    if room is None:
        raise NoSuchWay
    found = next((row.address for row in room.channels.all() if row.language == language), "")
    address = found if language else room.captions
    if not address:
        raise NoSuchWay
    return address


def _held(rooms: Iterable[OnlineRoom]) -> list[OnlineRoom]:
    """Return the event's room among `rooms`, and those of its parts that have an address."""
    return [room for room in rooms if room.part is None or room.address]


@transaction.atomic
def set_channels(*, event: Event, typed: Mapping[str, tuple[str, str]], part: UUID | None = None) -> None:
    """Say by language how it is reached in the room of `event`, or of one `part`: by a name, an address, or both."""
    said = {language: words for language, words in typed.items() if any(words)}
    Channel.objects.filter(room__event=event, room__part=part).delete()
    if not said:
        return
    room, _made = OnlineRoom.objects.get_or_create(event_id=event.pk, part=part)
    Channel.objects.bulk_create(
        Channel(room=room, language=language, name=name, address=address) for language, (name, address) in said.items()
    )


@transaction.atomic
def copy_room(room: OnlineRoom, *, event: Event) -> None:
    """Give `event` the same room with what goes with it."""
    services.set_room(event=event, **{name: getattr(room, name) for name in ROOM_FIELDS})
    set_channels(event=event, typed={row.language: (row.name, row.address) for row in room.channels.all()})
