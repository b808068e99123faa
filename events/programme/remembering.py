"""What readers see of a programme, made once for everybody who asks: many follow one event at the same time."""

from functools import partial

from django.utils.translation import get_language

from coalition.pages.memory import recall

from .reading import Reading
from .versions import ProgrammeVersion


def reading_of(event_id: int) -> Reading | None:
    """Return what readers of this event see now in the active language; None before anything was released.

    It is remembered until a public table changes, and shared: nobody may change it. One query, or none.
    """
    (reading,) = recall(("programme read", event_id, get_language()), partial(_read, event_id))
    return reading


def _read(event_id: int) -> tuple[Reading | None]:
    """Read the event with its version: the row that the caller has may be older than what is remembered from now on."""
    version = ProgrammeVersion.objects.filter(programme__event_id=event_id).select_related("programme__event").first()
    if version is None:
        return (None,)
    reading = Reading(version, version.programme.event)
    _sessions, _people = reading.items, reading.people  # made here, by one thread
    return (reading,)
