"""Whose clock a time of a calendar is on (RFC 5545 section 3.2.19).

A name of the IANA database means our own table of it, whatever the calendar says beside it; a name of Windows means the
zone that Unicode says. For any other name the calendar's own VTIMEZONE counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from io import StringIO
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from events import walltime
from events.zones import LATEST_YEAR, is_zone

from .content_lines import Properties, Property

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


FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")  # nothing that readers go to happens by the hour
LONGEST_RULE = 400  # characters
EARLIEST = datetime(1970, 1, 1)
DAYS = 400_000  # that are looked at for one calendar
PARTS = frozenset({
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
})  # fmt: skip


class NotFollowed(Exception):
    """A rule that is not followed: broken, too fine, or without an end in sight."""


@dataclass
class Budget:
    """How many days may still be looked at."""

    days: int = DAYS


class Metered(frozenset):
    """The months of a rule. Each day that `dateutil` looks at asks them first, and is taken from the budget then.

    Of a rule that has no day, such as 30 February, it looks until the year 9999, and nothing else ends that.
    """

    budget: Budget

    def __contains__(self, month: object) -> bool:
        self.budget.days -= 1
        if self.budget.days < 0:
            raise NotFollowed
        return super().__contains__(month)


def times_of(rule: str, start: datetime, until: datetime, budget: Budget) -> Iterator[datetime]:
    """Yield when `rule` lets what began at the wall time `start` take place, until `until`, on the same clock.

    UNTIL must stand in `rule` as wall time. Raises NotFollowed.
    """
    parts = _parts(rule)
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    if int(parts.get("INTERVAL", "1")) < 1 or start < EARLIEST or budget.days < 0:
        raise NotFollowed
    if given := parts.pop("UNTIL", ""):
        until = min(until, _until(given))
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        found: Any = rrulestr(f"{text};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=start, ignoretz=True)
        found._bymonth = Metered(found._bymonth or range(1, 13))
        found._bymonth.budget = budget
        yield from islice(found, count)
    # What dateutil raises on broken rules is any of these.
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotFollowed from error


def _parts(rule: str) -> dict[str, str]:
    """Return the parts of `rule` by name. Raises NotFollowed for one that is not followed."""
    if len(rule) > LONGEST_RULE:
        raise NotFollowed
    parts = {}
    for part in rule.strip().rstrip(";").upper().split(";"):
        name, _sign, value = part.partition("=")
        parts[name.strip()] = value.strip()
    if parts.get("FREQ") not in FREQUENCIES or not parts.keys() <= PARTS:
        raise NotFollowed
    for name in ("COUNT", "INTERVAL"):
        if name in parts and not (parts[name].isascii() and parts[name].isdigit() and len(parts[name]) <= 6):
            raise NotFollowed
    return parts


def _until(value: str) -> datetime:
    """Return the wall time that UNTIL gives; of a day its last second. Raises NotFollowed."""
    try:
        if "T" in value:
            return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")
        return datetime.strptime(value, "%Y%m%d").replace(hour=23, minute=59, second=59)
    except ValueError as error:
        raise NotFollowed from error


LONGEST = timedelta(days=366)
DURATION = re.compile(r"^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$")
UNTIL = re.compile(r"UNTIL=(\d{8}T\d{6})Z", re.IGNORECASE)
NO_TIME, TOO_LONG = "no-time", "too-long"  # why an event is left out


class NoTime(Exception):
    """An event that takes place at no time that can be read, or for longer than a year; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class When:
    """Start and length of an event on its own clock."""

    wall: datetime
    length: timedelta
    clock: Clock
    all_day: bool

    def instants(self, wall: datetime) -> tuple[datetime, datetime]:
        """Return start and end of the time that begins at `wall`. What lasts hours lasts them over a clock change."""
        if self.all_day:
            zone = self.clock.zone
            return walltime.day_begins(wall, zone), walltime.day_begins(wall + self.length, zone)
        start = self.clock.instant(wall)
        return start, start + self.length

    def key(self, wall: datetime) -> str:
        return f"{wall:%Y%m%d}" if self.all_day else f"{self.clock.instant(wall):%Y%m%dT%H%M%SZ}"


def when_of(event: Properties, clocks: Clocks, like: When | None = None) -> When:
    """Return when `event` is; what it does not say of its length is as in `like`. Raises NoTime."""
    rows = event.get("DTSTART")
    if not rows:
        raise NoTime(NO_TIME)
    moment, clock = _moment(rows[0], clocks)
    all_day = not isinstance(moment, datetime)
    wall = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    length = _length(event, wall, clock, clocks, all_day=all_day)
    if length is None:
        length = like.length if like and like.all_day == all_day else timedelta(days=1 if all_day else 0)
    if length > LONGEST:
        raise NoTime(TOO_LONG)
    return When(wall, length, clock, all_day)


def _length(event: Properties, wall: datetime, clock: Clock, clocks: Clocks, *, all_day: bool) -> timedelta | None:
    """Return how long `event` takes, from its end or its length; None where it says neither, or nonsense."""
    if rows := event.get("DTEND"):
        try:
            end, its_clock = _moment(rows[0], clocks)
        except NoTime:
            return None
        if not isinstance(end, datetime):
            length = datetime.combine(end, time()) - datetime.combine(wall, time())
            return max(length, timedelta(days=1)) if all_day else None
        if all_day:
            return None
        return max(its_clock.instant(end) - clock.instant(wall), timedelta())
    if match := DURATION.match(said(event, "DURATION").strip().upper()):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        return max(timedelta(days=length.days), timedelta(days=1)) if all_day else length
    return None


def _moment(row: Property, clocks: Clocks) -> tuple[date, Clock]:
    """Return the day, or the wall time and its clock, that `row` gives. Raises NoTime."""
    value = row.value.strip().upper()
    try:
        if row.is_date or "T" not in value:
            moment: date = datetime.strptime(value[:8], "%Y%m%d").date()
        else:
            moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError as error:
        raise NoTime(NO_TIME) from error
    if not EARLIEST.year <= moment.year <= LATEST_YEAR:
        raise NoTime(NO_TIME)
    if isinstance(moment, datetime) and value.endswith("Z"):
        return moment, Clock(clocks.floating.zone, UTC)  # shown on the clock of the calendar: nobody lives by UTC
    return moment, clocks.named(row.tzid)


def wall_of(row: Property, clocks: Clocks, when: When | None) -> datetime | None:
    """Return the time that `row` names on the clock of the event that recurs; None where it cannot be read."""
    try:
        moment, clock = _moment(row, clocks)
    except NoTime:
        return None
    if not isinstance(moment, datetime) or (when and when.all_day):
        return datetime.combine(moment, time())
    if when is None or clock == when.clock:
        return moment
    return when.clock.wall(clock.instant(moment))


def key_of(row: Property, clocks: Clocks, when: When | None) -> str:
    """Return the key of the time that `row` names, of an event that is at `when` at first; "" where it names none."""
    wall = wall_of(row, clocks, when)
    if wall is None:
        return ""
    if when is None:
        all_day = row.is_date or "T" not in row.value
        return When(wall, timedelta(), _moment(row, clocks)[1], all_day).key(wall)
    return when.key(wall)


def with_wall_until(rule: str, when: When) -> str:
    """Return `rule` with an UNTIL that is in UTC on the clock of the event that recurs. Raises NotFollowed."""
    try:
        return UNTIL.sub(lambda match: f"UNTIL={_shown(match[1], when)}", rule)
    except (ValueError, OverflowError) as error:
        raise NotFollowed from error


def _shown(utc: str, when: When) -> str:
    moment = datetime.strptime(utc, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return f"{when.clock.wall(moment):%Y%m%dT%H%M%S}"


def said(event: Properties, name: str) -> str:
    """Return the value of the property `name` as it is written; "" where there is none."""
    rows = event.get(name)
    return rows[0].value if rows else ""
