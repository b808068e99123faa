"""An event for machines, in the words of schema.org: what its public page says and no more."""

from typing import Any

from coalition.pages.sharing.facts import Node, absolute, network
from events.models import Event

STATES = {
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
        "startDate": start.date().isoformat() if event.all_day else start.isoformat(),
        "endDate": end.date().isoformat() if event.all_day else end.isoformat(),
        "eventStatus": STATES[event.state],
        "eventAttendanceMode": MODES[event.mode],
        "location": _location(event, path),
        "inLanguage": list(event.spoken),
        "image": [image],
        "organizer": network(),
    }
    return {name: value for name, value in found.items() if value}


def _location(event: Event, path: str) -> list[Node]:
    """Return where it is: the place that the page names, and this page itself for what is online, never the room."""
    found: list[Node] = []
    if event.mode != Event.Mode.ONLINE:
        address: Node = {"@type": "PostalAddress"} | ({"addressCountry": event.country} if event.country else {})
        place: Node = {"@type": "Place", "address": address}
        found.append(place | ({"name": event.place_in()} if event.place_in() else {}))
    if event.mode != Event.Mode.ON_SITE:
        found.append({"@type": "VirtualLocation", "url": absolute(path)})
    return found
