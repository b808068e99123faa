"""When an event of a calendar is: its first time, how long it takes, and on whose clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from events import walltime
from events.zones import LATEST_YEAR

from .clocks import Clock, Clocks
from .lines import Properties, Property
from .rules import EARLIEST, NotFollowed

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
