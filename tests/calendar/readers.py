"""Two parsers that share nothing with each other: icalendar and ical.js. What they understand has one shape."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from django.test import RequestFactory
from django.utils import translation
from icalendar import Calendar

from events.calendar.feeds import Feed
from events.calendar.syndication import CalendarFeed

NODE = Path(sys.executable).with_name("node")
SCRIPT = Path(__file__).with_name("read.mjs")


def built(language: str = "en", feed: Feed | None = None) -> bytes:
    """Return the bytes of `feed`, of all events unless given, as they are made: no memory and no version is asked."""
    with translation.override(language):
        return CalendarFeed().written(feed or Feed(), RequestFactory().get("/"))


def lines(body: bytes) -> list[str]:
    """Return the unfolded content lines."""
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def read(body: bytes) -> list[dict]:
    """Return the events of `body`, one calendar or several, as ical.js understands them."""
    done = subprocess.run([NODE, SCRIPT], input=body, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def as_icalendar_reads(body: bytes) -> list[dict]:
    """Return the events of `body` as icalendar understands them, in the shape of `read`."""
    return [
        {
            "uid": str(item["UID"]), "summary": str(item["SUMMARY"]), "description": str(item["DESCRIPTION"]),
            "location": str(item["LOCATION"]), "status": str(item["STATUS"]), "sequence": int(item["SEQUENCE"]),
            "all_day": not isinstance(item["DTSTART"].dt, datetime),
            "start": _words(item["DTSTART"].dt), "end": _words(item["DTEND"].dt),
        }
        for calendar in Calendar.from_ical(body, multiple=True)
        for item in calendar.events
    ]  # fmt: skip


def _words(moment: date | datetime) -> str:
    return iso(moment) if isinstance(moment, datetime) else moment.isoformat()
