"""Parts of an event with a window of their own. Who knows of programmes fills the list in AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.models import Event


@dataclass(frozen=True)
class Part:
    """One part: its identifier, and its instants."""

    uid: UUID
    start: datetime
    end: datetime


# The parts of an event that are held online.
finders: list[Callable[[Event], Iterable[Part]]] = []


def find(event: Event, uid: UUID) -> Part | None:
    """Return the part `uid` of `event`, or None."""
    return next((part for parts in finders for part in parts(event) if part.uid == uid), None)
