"""Whose clock a time of a calendar is on (RFC 5545 section 3.2.19).

A name of the IANA database means our own table of it, whatever the calendar says beside it; a name of Windows means the
zone that Unicode says. For any other name the calendar's own VTIMEZONE counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo

from events.zones import is_zone

MOST_OWN = 5  # zones of a calendar's own
MOST_LINES = 400  # of one of them
RULE = re.compile(r"^RRULE[^:]*:(?=.*FREQ=YEARLY)(?!.*(SECOND|HOUR|MINUTE|DAILY))[A-Z0-9=;,+-]{1,200}$", re.IGNORECASE)
OFFSET = re.compile(r"^TZOFFSET(FROM|TO)[^:]*:[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?$", re.IGNORECASE)
FOR_EVER = ";UNTIL=21000101T000000"


@dataclass(frozen=True)
class Clock:
    """A clock in `zone`; by `own` where the calendar says itself how it goes, and `zone` is only where it is shown."""

    zone: str
    own: tzinfo | None = None

    def instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.own or ZoneInfo(self.zone), fold=0).astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.own or ZoneInfo(self.zone)).replace(tzinfo=None, fold=0)


class Clocks:
    """The clocks of one calendar, by the names that it gives them."""

    def __init__(self, zones: dict[str, list[str]], default: str) -> None:
        """Take the lines of each VTIMEZONE by its name, and the zone of times that name none."""
        self._zones, self._made = zones, 0
        self.floating = Clock(default)
        self._found: dict[str, Clock] = {"": self.floating}

    def named(self, tzid: str) -> Clock:
        """Return the clock that `tzid` names; of one that nobody knows, that of times which name none."""
        if tzid not in self._found:
            self._found[tzid] = self._find(tzid)
        return self._found[tzid]

    def _find(self, tzid: str) -> Clock:
        if known := iana_name(tzid):
            return Clock(known)
        lines = self._zones.get(tzid) or []
        for line in lines:
            if line.upper().startswith("X-LIC-LOCATION:") and is_zone(place := line.partition(":")[2].strip()):
                return Clock(place)
        self._made += 1
        own = _own(tzid, lines) if lines and self._made <= MOST_OWN else None
        return Clock(self.floating.zone, own)


def iana_name(tzid: str) -> str:
    """Return the name in the IANA database of what a calendar calls `tzid`; "" where it has none."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = tzid.strip().strip("/")
    name = WINDOWS_TO_OLSON.get(name, name)
    parts = name.split("/")[-6:]
    # /freeassociation.sourceforge.net/Europe/Paris: the longest end that is a zone
    return next((end for n in range(len(parts)) if is_zone(end := "/".join(parts[n:]))), "")


def _own(tzid: str, lines: list[str]) -> tzinfo | None:
    """Return the clock that the VTIMEZONE of `lines` describes, if it can be read within bounds."""
    from dateutil.tz import tzical

    if len(lines) > MOST_LINES:
        return None
    kept = []
    for line in lines:
        if line.upper().startswith("RRULE"):
            if not RULE.match(line):
                continue
            line = line if "UNTIL=" in line.upper() or "COUNT=" in line.upper() else line + FOR_EVER
        if line.upper().startswith("TZOFFSET") and not OFFSET.match(line):
            return None
        if line.upper().startswith(("BEGIN:", "END:", "TZID", "DTSTART", "TZOFFSET", "RRULE", "RDATE")):
            kept.append(line)
    try:
        zone = tzical(StringIO("\r\n".join(kept))).get()
        return zone if zone and zone.utcoffset(datetime(2027, 1, 1)) is not None else None
    # What dateutil raises on broken zones is any of these.
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return None
