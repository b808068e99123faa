"""What the page of an event says of its programme: where it stands, and which languages it really offers."""

from typing import Any

from coalition.pages.memory import recall
from coalition.pages.skeleton import path_of
from events.languages import language_name
from events.models import Event
from events.pages.models import EventPage

from .reading import Reading, last_version


def programme_link(page: EventPage) -> dict[str, Any]:
    """Return the address of the programme for `page`, "" before anything was released; and names of languages by way.

    While it is held as released, the languages that are interpreted and signed are those that are certain, and no
    longer those that the facts of the event announce: nobody is to come for an interpreter who was never booked. Where
    its days do not hold, since the event was moved or postponed, the facts say again what is meant to be offered.
    """
    event = page.event
    released, certain = recall(("programme released", event.pk), lambda: _released(event))
    offered = {"interpreted": event.interpreted, "signed": event.signed}
    if certain is not None:
        offered = {way: [code for code, its_way in certain if its_way == way] for way in offered}
    url = f"{path_of(page)}programme/{page.invitation}" if released else ""
    return {"programme_url": url} | {way: [language_name(code) for code in codes] for way, codes in offered.items()}


def _released(event: Event) -> tuple[bool, list[tuple[str, str]] | None]:
    """Say whether a programme of `event` was released, and which languages are certain, each with its way.

    Nothing is certain or not (None) while it is not held on the days for which it was released.
    """
    version = last_version(event.pk)
    if version is None:
        return False, None
    reading = Reading(version, event)
    return True, reading.certain if reading.is_held else None
