"""What readers of an event's page were told before it was moved: when it was to begin, and whether on site alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from wagtail.models import Revision

from coalition.caching.memory import recall
from coalition.pages.json_ld import Node, absolute, network
from events.models import Event
from events.walltime import FIELDS as KEPT
from events.walltime import WallTimes

Start = tuple[datetime, bool]  # on the clock of the event, and whether of whole days


@dataclass(frozen=True)
class Before:
    """The last other start that readers saw, and whether what one can join online now was on site alone."""

    start: Start | None = None
    on_site: bool = False


def before(page: Any) -> Before:
    """Return what readers of `page` were told of its event before it was moved.

    The versions that editors keep of an event say it: one query, and none where its schedule is the first. What was
    kept before the page was public was announced to nobody, but for the last one.
    """
    event, on_site = page.event, False
    start: Start | None = None
    if not event.sequence or page.first_published_at is None:
        return Before()
    versions = Revision.objects.for_instance(event).order_by("-created_at", "-pk")
    for at, mode, *kept in versions.values_list("created_at", "content__mode", *(f"content__{name}" for name in KEPT)):
        found = _start(kept)
        if start is None and found is not None and found != (event.local_start, event.all_day):
            start = found
        on_site = on_site or (mode == Event.Mode.ON_SITE and event.mode != Event.Mode.ON_SITE)
        if at <= page.first_published_at:
            break
    return Before(start, on_site)


def _start(kept: list[Any]) -> Start | None:
    """Return the start that a version says; None where it is from before it said wall times."""
    facts = dict(zip(KEPT, kept, strict=True))
    start, end = parse_datetime(facts["wall_start"] or ""), parse_datetime(facts["wall_end"] or "")
    if start is None or end is None or not facts["zone"]:
        return None
    times = WallTimes(
        start, end, facts["zone"], bool(facts["all_day"]), bool(facts["start_fold"]), bool(facts["end_fold"])
    )
    return times.instants()[0].astimezone(ZoneInfo(facts["zone"])), times.all_day


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
RESCHEDULED = "https://schema.org/EventRescheduled"
MOVED_ONLINE = "https://schema.org/EventMovedOnline"
ON_OFFER = {True: "https://schema.org/InStock", False: "https://schema.org/PreOrder"}


def event_node(page: Any, *, path: str, image: str) -> Node:
    """Return the event of `page`, which stands at `path`. An all-day event has days and no hours.

    One query for where it was before, and none where its schedule never changed.
    """
    event = page.event
    start, end = event.local_start, event.last_moment
    told = recall(("announced before", page.pk, event.sequence), lambda: before(page))
    found: Node = {
        "@type": "Event",
        "@id": absolute(f"{path}#event"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "startDate": _said(start, all_day=event.all_day),
        "endDate": _said(end, all_day=event.all_day),
        "previousStartDate": _said(told.start[0], all_day=told.start[1]) if told.start else None,
        "eventStatus": _status(event, told),
        "eventAttendanceMode": MODES[event.mode],
        "location": _location(event, path),
        "inLanguage": list(event.spoken),
        "image": [image],
        "organizer": network() | {"url": absolute(f"/{get_language() or 'en'}/")},
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in found.items() if value}


def _status(event: Event, told: Before) -> str | list[str]:
    """Return in which state it is; of what is held, whether it was moved to another time or online, or both."""
    moved = [name for name, is_so in ((RESCHEDULED, told.start), (MOVED_ONLINE, told.on_site)) if is_so]
    if event.state != Event.State.SCHEDULED or not moved:
        return STATES[event.state]
    return moved if len(moved) > 1 else moved[0]


def _said(moment: datetime, *, all_day: bool) -> str:
    return moment.date().isoformat() if all_day else moment.isoformat()


def offer(page: Any, *, url: str) -> Node:
    """Return that everybody can have a seat, which costs nothing, at `url`: from when on, and whether it is now.

    How many are left is not said: pages are kept, and no single registration is to move a word of one.
    """
    event = page.event
    opens = event.registration_opens
    since = opens or page.first_published_at
    found: Node = {
        "@type": "Offer",
        "url": absolute(url),
        "price": 0,
        "priceCurrency": "EUR",
        "availability": ON_OFFER[opens is None or opens <= timezone.now()],
        "validFrom": since.isoformat() if since else None,
    }
    return {name: value for name, value in found.items() if value is not None}


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
