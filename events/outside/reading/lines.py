"""From bytes to the properties of a calendar, by the content lines of `icalendar` (RFC 5545 section 3.1).

Its components are not built: reading a VTIMEZONE there computes whatever rule stands in it, and keeps the zone for
every later calendar under a name that this one chose. Here a property is a name, parameters and a value, and only those
that are asked for are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FOLD = re.compile(rb"\r?\n[ \t]")  # unfolded as bytes: some fold within a letter
LONGEST_LINE = 20_000  # characters of an unfolded line; what is longer is passed over
MOST_LINES = 200_000
MOST_EVENTS = 5_000
OF_CALENDAR = frozenset({"METHOD", "X-WR-TIMEZONE"})
OF_EVENT = frozenset({
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE", "STATUS",
    "CLASS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL",
})  # fmt: skip
SEVERAL = frozenset({"RDATE", "EXDATE", "RRULE", "EXRULE"})
MOST_OF_ONE = 500  # lines of one name in one event


class Unreadable(Exception):
    """These bytes are no calendar."""


@dataclass(frozen=True)
class Property:
    """One content line: its value as it is written, and the parameters that say how to read it."""

    value: str
    tzid: str = ""
    is_date: bool = False
    from_here_on: bool = False  # RANGE=THISANDFUTURE


Properties = dict[str, list[Property]]


@dataclass
class Parts:
    """What a calendar holds: its own properties, its events, and the lines of each VTIMEZONE by its name."""

    own: Properties = field(default_factory=dict)
    events: list[Properties] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    too_many: int = 0  # events that were passed over


def parts_of(content: bytes) -> Parts:
    """Return what is in `content`. Raises Unreadable where no VCALENDAR begins and ends in it."""
    from icalendar.parser.content_line import Contentline

    found, stack, ended = Parts(), [""], False
    current: Properties = {}
    zone: list[str] = []
    for line in _lines(content):
        head = line[:40].upper().strip()
        if head.startswith("BEGIN:"):
            stack.append(head[6:])
            if stack[-1] == "VEVENT":
                current = {}
            elif stack[-1] == "VTIMEZONE":
                zone = []
        if "VTIMEZONE" in stack:
            zone.append(line)
        if head.startswith("END:"):
            name = head[4:]
            if name not in stack[1:]:
                continue
            while stack.pop() != name:  # an end that is missing ends with what is around it
                pass
            ended = ended or name == "VCALENDAR"
            if name == "VEVENT" and "VCALENDAR" in stack:
                if len(found.events) < MOST_EVENTS:
                    found.events.append(current)
                else:
                    found.too_many += 1
            elif name == "VTIMEZONE":
                found.zones.setdefault(_named(zone), zone)
        elif stack[-1] == "VEVENT" or stack == ["", "VCALENDAR"]:
            _keep(Contentline, line, current if stack[-1] == "VEVENT" else found.own, stack[-1])
        if len(stack) > 20:
            raise Unreadable
    if not ended:
        raise Unreadable
    return found


def _lines(content: bytes) -> Iterator[str]:
    text = FOLD.sub(b"", content).decode("utf-8-sig", "replace").replace("\x00", "")
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number >= MOST_LINES:
            raise Unreadable
        if line and len(line) <= LONGEST_LINE:
            yield line


def _keep(content_line: type, line: str, properties: Properties, component: str) -> None:
    """Put what `line` says into `properties`, where it is asked for; a line that cannot be read says nothing."""
    head, _colon, value = line.partition(":")
    name = head.partition(";")[0].strip().upper()
    if name not in (OF_EVENT if component == "VEVENT" else OF_CALENDAR):
        return
    told = dict.fromkeys(("TZID", "VALUE", "RANGE"), "")
    if ";" in head:
        try:
            _name, parameters, value = content_line(line).raw_parts()
        except ValueError:
            return
        told = {key: str(parameters.get(key, "")) for key in told}
    rows = properties.setdefault(name, [])
    if name in SEVERAL and len(rows) >= MOST_OF_ONE:
        return
    if name not in SEVERAL:
        rows.clear()  # of what stands once, the last is meant
    rows.append(
        Property(
            value=value,
            tzid=told["TZID"].strip('"'),
            is_date=told["VALUE"].upper() == "DATE",
            from_here_on=told["RANGE"].upper() == "THISANDFUTURE",
        )
    )


def _named(zone: list[str]) -> str:
    return next((line.partition(":")[2].strip() for line in zone if line.upper().startswith("TZID")), "")
