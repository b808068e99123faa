"""Parts of an event with a window of their own. Who knows of programmes fills the list in AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.models import Event
from events.registrations.models import Registration


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
