"""Sessions as parts of an event with a room and a window of their own, for who holds a seat (events.rooms)."""

from collections.abc import Callable, Iterable
from uuid import UUID

from events.languages import language_name
from events.models import Event
from events.online import services
from events.online.channels import Extras, Heard
from events.online.services import Part
from events.programme.models import SessionLanguage
from events.programme.published_programme import Item, reading_of, spoken
from events.registrations.models import Registration

PAGE = "agenda/"
Way = SessionLanguage.Way


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
) -> dict[int, services.Door]:
    """Return the doors of the sessions in `items` that are held online, by key, for who has a place in `placed`."""
    of = {item.key: part_of(item, _in(placed, item)) for item in items if is_held(item)}
    found = services.doors(registration=registration, of=of.values())
    return {key: found[part.uid] for key, part in of.items() if part.uid in found}


def heard(event: Event, uid: UUID | None, extras: Extras) -> list[Heard]:
    """Return the languages of `event`, or of its session `uid`, each with its channel among the `extras` of the room.

    They are those that are certain; before a programme says so, those that are announced. Captions are read behind a
    button of their own.
    """
    reading = reading_of(event.pk)
    offered: list[tuple[str, str]] = [(code, Way.FLOOR) for code in event.spoken]
    offered += [(code, Way.INTERPRETED) for code in event.interpreted] + [(code, Way.SIGNED) for code in event.signed]
    if reading and uid:
        offered = next((item.languages for item in reading.items if item.guid == str(uid)), [])
    elif reading and reading.is_held:
        offered = reading.certain
    labels = {way.way: way.label for way in spoken(offered)}
    return [
        Heard(code, language_name(code), labels[way], extras.channels.get(code) if way != Way.CAPTIONED else None)
        for code, way in offered
    ]


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
