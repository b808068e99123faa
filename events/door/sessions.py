"""The session of the programme that a door leads to, and who has a place in it."""

from typing import Any

from coalition.pages.words import in_language
from events.models import Event
from events.programme.agenda.models import Place
from events.programme.models import Session
from events.programme.reading import last_version

from .models import Door


def offered(event: Event) -> list[tuple[str, str]]:
    """Return the sessions of `event` that readers see and that take place, by identifier: code of the team, title."""
    return [(row["guid"], f"{row['code']}: {in_language(row['titles'])}") for row in _released(event.pk)]


class CalledOff(Exception):
    """What a door leads to does not take place: it has no door."""


def places_of(door: Door) -> set[int] | None:
    """Return who has a place in the session of `door`, by key of the registration; None where no place is needed.

    Raises CalledOff where the event does not take place then, or readers see of the session that it is cancelled, or
    nothing any more.
    """
    if door.event.state != Event.State.SCHEDULED:
        raise CalledOff(door.pk)
    if door.session is None:
        return None
    row = next((row for row in _released(door.event_id) if row["guid"] == str(door.session)), None)
    if row is None:
        raise CalledOff(door.pk)
    if row["capacity"] is None:
        return None
    return set(Place.objects.filter(session_id=row["key"]).values_list("registration_id", flat=True))


def is_called_off(door: Door) -> bool:
    """Say whether what `door` leads to does not take place."""
    try:
        places_of(door)
    except CalledOff:
        return True
    return False


def _released(event: int) -> list[dict[str, Any]]:
    version = last_version(event)
    if version is None:
        return []
    kinds = {"kind": Session.Kind.BREAK, "state": Session.State.CANCELLED}
    return [row for row in version.content["sessions"] if all(row[name] != value for name, value in kinds.items())]
