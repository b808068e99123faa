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

    While it is held as released, the languages that are interpreted and signed are those that are certain, and no
    longer those that the facts of the event announce: nobody is to come for an interpreter who was never booked. Where
    its days do not hold, since the event was moved or postponed, the facts say again what is meant to be offered.
    """
    released, certain, speakers = recall(("programme released", page.event_id), lambda: _released(page.event))
    if not released:
        return {"programme_url": ""}
    link = {"programme_url": f"{path_of(page)}programme/{page.invitation}", "speakers": speakers}
    if certain is None:
        return link
    return link | {
        "interpreted": [language_name(code) for code, way in certain if way == Way.INTERPRETED],
        "signed": [language_name(code) for code, way in certain if way == Way.SIGNED],
    }


def _released(event: Event) -> tuple[bool, list[tuple[str, str]] | None, list[str]]:
    """Say whether a programme of `event` was released, which languages are certain, each with its way, and who speaks.

    Nothing is certain or not (None), and nobody named, while it is not held on the days for which it was released.
    """
    version = last_version(event.pk)
    if version is None:
        return False, None, []
    reading = Reading(version, event)
    if not reading.is_held:
        return True, None, []
    held = {person.name for item in reading.items if not item.is_off for person, _moderates in item.people}
    return True, reading.certain, sorted(held)
