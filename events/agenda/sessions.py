"""Sessions as parts of an event with a room and a window of their own, for who holds a seat (events.rooms)."""

from collections.abc import Callable, Iterable
from uuid import UUID

from events.models import Event
from events.online import services
from events.online.models import OnlineRoom
from events.online.services import Part
from events.programme.published_programme import Item, reading_of
from events.registrations.models import Registration

PAGE = "agenda/"


def sessions(event: Event) -> list[Part]:
    """Return the sessions of `event` as readers see them now, without breaks and what is cancelled."""
    reading = reading_of(event.pk)
    return [part_of(item, _has_place(item)) for item in reading.items if is_held(item)] if reading else []


def find(event: Event, uid: UUID) -> Part | None:
    """Return the session `uid` of `event` as `sessions` does, or None."""
    return next((part for part in sessions(event) if part.uid == uid), None)


def doors(
    registration: Registration,
    items: Iterable[Item],
    placed: set[int],
    among: Iterable[OnlineRoom] | None = None,
) -> dict[int, services.Door]:
    """Return the doors of the sessions in `items` that are held online, by key, for who has a place in `placed`.

    The rooms are `among` those of `services.rooms_of`, where these are at hand.
    """
    of = {item.key: part_of(item, _in(placed, item)) for item in items if is_held(item)}
    found = services.doors(registration=registration, of=of.values(), among=among)
    return {key: found[part.uid] for key, part in of.items() if part.uid in found}


def is_held(item: Item) -> bool:
    return not item.is_break and not item.is_off and item.has_day


def part_of(item: Item, admits: Callable[[Registration], bool] = services.everyone) -> Part:
    """Return a session as a part of its event, which lets in beside a seat whom `admits` names."""
    return Part(UUID(item.guid), item.start, item.end, item.title, admits, PAGE)


def _has_place(item: Item) -> Callable[[Registration], bool]:
    """Ask who comes to a limited session for the place that they have in it."""
    if item.capacity is None:
        return services.everyone
    return lambda registration: registration.session_choices.places().filter(session_id=item.key).exists()


def _in(placed: set[int], item: Item) -> Callable[[Registration], bool]:
    return lambda registration: item.capacity is None or item.key in placed
