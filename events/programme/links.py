"""What the page of an event says of its programme: where it stands, and which languages it really offers."""

from typing import Any

from coalition.pages.memory import recall
from coalition.pages.skeleton import path_of
from events.languages import language_name
from events.models import Event
from events.pages.models import EventPage

from .details import SessionLanguage
from .reading import Reading, last_version

Way = SessionLanguage.Way


def programme_link(page: EventPage) -> dict[str, Any]:
    """Return the address of the programme for `page`, "" before anything was released.

    Once it was, the languages that are interpreted and signed are those that are certain, and no longer those that the
    facts of the event announce: nobody is to come for an interpreter who was never booked.
    """
    released, certain = recall(("programme released", page.event_id), lambda: _released(page.event))
    if not released:
        return {"programme_url": ""}
    return {
        "programme_url": f"{path_of(page)}programme/{page.invitation}",
        "interpreted": [language_name(code) for code, way in certain if way == Way.INTERPRETED],
        "signed": [language_name(code) for code, way in certain if way == Way.SIGNED],
    }


def _released(event: Event) -> tuple[bool, list[tuple[str, str]]]:
    """Say whether a programme of `event` was released, and in which languages it is certain, each with its way."""
    version = last_version(event.pk)
    return (False, []) if version is None else (True, Reading(version, event).certain)
