"""Links that open one event in a calendar on the web. They leave this site only when they are pressed.

Such a link holds title and place in its address, which the service reads and its logs keep. So an event has none whose
page is not everybody's, or whose address is to say nothing: the file, which nobody but the reader sees, is enough.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from coalition.pages.skeleton import path_of
from events.models import Event
from events.pages.models import EventPage
from events.walltime import instants_of

LONGEST = 500  # characters of text in an address; the rest is on the page that it names
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
OFFICE = "https://outlook.office.com/calendar/0/deeplink/compose"


@dataclass(frozen=True)
class Service:
    """A calendar on the web, by its own name, and the address that opens an event there."""

    name: str
    url: str


def calendar_services(page: EventPage) -> dict[str, Any]:
    """Return, for the page of an event, where else it can be opened: nowhere where its links must say nothing."""
    event = page.event
    if event.closed or event.neutral_address or not event.takes_place:
        return {}
    words = {"title": page.title, "place": event.place_in() or str(event.get_mode_display()), "text": _text(page)}
    return {
        "calendar_services": [
            Service("Google Calendar", _google(event, **words)),
            Service("Outlook.com", _microsoft(OUTLOOK, event, **words)),
            Service("Office 365", _microsoft(OFFICE, event, **words)),
        ]
    }


def _text(page: EventPage) -> str:
    return f"{page.summary[:LONGEST]}\n\n{settings.SITE_URL}{path_of(page)}".strip()


def _google(event: Event, *, title: str, place: str, text: str) -> str:
    """Return a link for Google: wall times and their zone, or instants where clocks show a time twice or never."""
    asked = {"action": "TEMPLATE", "text": title, "location": place, "details": text}
    if event.all_day:
        return _link(GOOGLE, asked | {"dates": f"{event.wall_start:%Y%m%d}/{event.wall_end:%Y%m%d}"})  # end: exclusive
    instants = event.times.instants()
    walls = (event.wall_start, event.wall_end)
    if all(instants_of(wall, event.zone) == [moment] for wall, moment in zip(walls, instants, strict=True)):
        dates = "/".join(f"{wall:%Y%m%dT%H%M%S}" for wall in walls)
        return _link(GOOGLE, asked | {"dates": dates, "ctz": event.zone})
    return _link(GOOGLE, asked | {"dates": "/".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in instants)})


def _microsoft(address: str, event: Event, *, title: str, place: str, text: str) -> str:
    """Return a link for Outlook on the web, at home or at work: instants, or days of which the last is not in it."""
    if event.all_day:
        times = {"startdt": f"{event.wall_start:%Y-%m-%d}", "enddt": f"{event.wall_end:%Y-%m-%d}", "allday": "true"}
    else:
        start, end = event.times.instants()
        times = {"startdt": f"{start:%Y-%m-%dT%H:%M:%SZ}", "enddt": f"{end:%Y-%m-%dT%H:%M:%SZ}", "allday": "false"}
    asked = {"path": "/calendar/action/compose", "rru": "addevent", "subject": title, "location": place, "body": text}
    return _link(address, asked | times)


def _link(address: str, asked: dict[str, str]) -> str:
    return f"{address}?{urlencode(asked)}"
