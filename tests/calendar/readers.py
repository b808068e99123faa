"""Programs that read our calendars, and share nothing with what writes them. What they understand has one shape.

`icalendar`, `ical.js` (Thunderbird) and `node-ical`; of libical (Evolution, KDE), what it writes of what it read.
"""

import atexit
import ctypes
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.test import RequestFactory
from django.utils import translation
from icalendar import Calendar

from events.calendar.feeds import Feed
from events.calendar.views import CalendarFeed

NODE = Path(sys.executable).with_name("node")
SCRIPT = Path(__file__).with_name("read.mjs")
CALENDAR = re.compile(r"BEGIN:VCALENDAR\r?\n.*?END:VCALENDAR(?:\r?\n)?", re.DOTALL)


def built(language: str = "en", feed: Feed | None = None) -> bytes:
    """Return the bytes of `feed`, of all events unless given, as they are made: no memory and no version is asked."""
    with translation.override(language):
        return CalendarFeed().written(feed or Feed(), RequestFactory().get("/"))


def lines(body: bytes) -> list[str]:
    """Return the unfolded content lines."""
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def calendars(body: bytes) -> list[str]:
    return CALENDAR.findall(body.decode())


@cache
def _program(*command: str) -> Any:
    """Return a program that answers line by line, started once in this process."""
    pipes, environment = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}, os.environ | {"TZ": "UTC"}
    program = subprocess.Popen(command, text=True, encoding="utf-8", env=environment, **pipes)
    atexit.register(_end, program)
    return program


def _end(program: Any) -> None:
    program.stdin.close()
    program.stdout.close()
    program.wait(30)


def _ask(program: Any, asked: Any) -> Any:
    program.stdin.write(f"{json.dumps(asked)}\n")
    program.stdin.flush()
    answer = program.stdout.readline()
    assert answer, "the program ended: what it said stands above"
    return json.loads(answer)


def in_node(found: list[str]) -> Any:
    """Return what ical.js and node-ical understand, by name, and what ical.js writes again."""
    return _ask(_program(str(NODE), str(SCRIPT)), found)


@cache
def libical() -> Any:
    """Return libical, the library of Evolution, KDE and others: Debian's package libical3."""
    try:
        found = ctypes.CDLL("libical.so.3")
    except OSError as error:
        raise AssertionError("The tests need libical3: install this package, then run them again.") from error
    found.icalparser_parse_string.restype = ctypes.c_void_p
    found.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    found.icalcomponent_as_ical_string.argtypes = found.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return found


def libical_written(calendar: str) -> str:
    """Return `calendar` as libical writes it once it was read."""
    root = libical().icalparser_parse_string(calendar.encode())
    text: str = libical().icalcomponent_as_ical_string(root).decode()
    libical().icalcomponent_free(root)
    return text


def as_icalendar_reads(found: list[str]) -> list[dict]:
    """Return the events of calendars as icalendar understands them."""
    return [
        {
            "uid": str(item["UID"]), "summary": str(item.get("SUMMARY", "")),
            "description": str(item.get("DESCRIPTION", "")), "location": str(item.get("LOCATION", "")),
            "status": str(item.get("STATUS", "")), "sequence": int(item.get("SEQUENCE", 0)),
            "all_day": not isinstance(item["DTSTART"].dt, datetime),
            "start": _words(item["DTSTART"].dt), "end": _words(item["DTEND"].dt) if "DTEND" in item else "",
            "method": str(calendar.get("METHOD", "")), "organizer": str(item.get("ORGANIZER", "")),
            "attendees": [[str(one), str(one.params.get("PARTSTAT", ""))] for one in _list(item.get("ATTENDEE", []))],
        }
        for text in found
        for calendar in [Calendar.from_ical(text)]
        for item in calendar.events
    ]  # fmt: skip


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _words(moment: date | datetime) -> str:
    return iso(moment) if isinstance(moment, datetime) else moment.isoformat()


def understood(found: list[str]) -> dict[str, list[dict]]:
    """Return the events of calendars as each reader of mail understands them, in the order of their identifiers."""
    node = in_node(found)
    told: dict[str, Callable[[], list[dict]]] = {
        "icalendar": lambda: as_icalendar_reads(found),
        "ical.js": lambda: node["ical.js"],
        "node-ical": lambda: node["node-ical"],
        "libical": lambda: as_icalendar_reads([libical_written(text) for text in found]),
    }
    return {name: sorted(reader(), key=lambda event: event["uid"]) for name, reader in told.items()}


def everybody_reads(body: bytes) -> list[dict]:
    """Return the events of `body`, in the order of their identifiers, which every reader understands alike."""
    read = understood(calendars(body))
    first = read["icalendar"]
    assert {name: events for name, events in read.items() if events != first} == {}, first
    return first
