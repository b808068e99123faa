"""An event as search engines read it (schema.org): nothing that its page does not say."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from coalition.pages.json_ld import Node, absolute, network
from events.models import Event

STATES: dict[str, str] = {
    Event.State.SCHEDULED: "https://schema.org/EventScheduled",
    Event.State.POSTPONED: "https://schema.org/EventPostponed",
    Event.State.CANCELLED: "https://schema.org/EventCancelled",
}
MODES = {
    Event.Mode.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Event.Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def event_node(page: Any, *, path: str, image: str) -> Node:
    """Return the event of `page`, which stands at `path`. An all-day event has days and no hours."""
    event = page.event
    start, end = event.local_start, event.last_moment
    found: Node = {
        "@type": "Event",
        "@id": absolute(f"{path}#event"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "startDate": _said(start, all_day=event.all_day),
        "endDate": _said(end, all_day=event.all_day),
        "eventStatus": STATES[event.state],
        "eventAttendanceMode": MODES[event.mode],
        "location": _location(event, path),
        "inLanguage": list(event.spoken),
        "image": [image],
        "organizer": network() | {"url": absolute(f"/{get_language() or 'en'}/")},
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in found.items() if value}


def _said(moment: datetime, *, all_day: bool) -> str:
    return moment.date().isoformat() if all_day else moment.isoformat()


def _location(event: Event, path: str) -> list[Node]:
    """Return where it is: the place that the page names, and this page itself for what is online, never the room."""
    found: list[Node] = []
    if event.mode != Event.Mode.ONLINE:
        name, country = event.place_in(), event.country
        address: Any = {"@type": "PostalAddress", "addressCountry": country} if country else name
        found.append({"@type": "Place"} | ({"name": name} if name else {}) | ({"address": address} if address else {}))
    if event.mode != Event.Mode.ON_SITE:
        found.append({"@type": "VirtualLocation", "url": absolute(path)})
    return found
