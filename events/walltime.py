"""Wall time: what a clock on the wall shows where an event is. It is the fact; the instant follows from it.

The rules of zones come from one source alone, the locked `tzdata` package
(decision 0016-wall-time-is-the-fact): settings take every other one
out of the way of `zoneinfo`, and PostgreSQL is never asked. Instants here are in UTC, wall times without a zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
FIELDS = ("wall_start", "wall_end", "zone", "all_day", "start_fold", "end_fold")  # of an event: its WallTimes


@dataclass(frozen=True)
class WallTimes:
    """When an event is, as it was announced. A fold says that the second of two equal times is meant (PEP 495)."""

    start: datetime
    end: datetime
    zone: str
    all_day: bool = False
    start_fold: bool = False
    end_fold: bool = False

    def instants(self) -> tuple[datetime, datetime]:
        """Return start and end in UTC, by the tables of this process.

        A day begins at its first minute that exists. Where new tables swallow what was announced, it keeps its length.
        """
        if self.all_day:
            start, end = day_begins(self.start, self.zone), day_begins(self.end, self.zone)
        else:
            start = instant_of(self.start, self.zone, second=self.start_fold)
            end = instant_of(self.end, self.zone, second=self.end_fold)
        if end <= start and (is_skipped(self.start, self.zone) or is_skipped(self.end, self.zone)):
            end = start + (self.end - self.start)
        return start, end


def instants_of(wall: datetime, zone: str) -> list[datetime]:
    """Return each instant at which a clock in `zone` shows `wall`: none, one or two."""
    table = ZoneInfo(zone)
    both = {wall.replace(tzinfo=table, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(instant for instant in both if instant.astimezone(table).replace(tzinfo=None) == wall)


def instant_of(wall: datetime, zone: str, *, second: bool = False) -> datetime:
    """Return the instant of `wall`: of two the first, unless the `second` is meant.

    A time that clocks skip is read by the offset before they change, as calendars do (RFC 5545 section 3.3.5).
    """
    found = instants_of(wall, zone)
    if not found:
        return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    return found[-1 if second else 0]


def is_skipped(wall: datetime, zone: str) -> bool:
    """Say whether no clock in `zone` ever shows `wall`, because clocks go forward over it."""
    return not instants_of(wall, zone)


def change_over(wall: datetime, zone: str) -> datetime:
    """Return the instant of the change by which a clock in `zone` skips `wall`."""
    table = ZoneInfo(zone)
    low, high = (wall.replace(tzinfo=table, fold=fold).astimezone(UTC) for fold in (1, 0))
    before = low.astimezone(table).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(table).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def day_begins(wall: datetime, zone: str) -> datetime:
    """Return the first instant of the day of `wall` in `zone`. In some zones clocks skip midnight in spring."""
    midnight = datetime.combine(wall, time())
    found = instants_of(midnight, zone)
    return found[0] if found else change_over(midnight, zone)


def whole_days(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return the midnight at which the day of `start` begins, and the one after the day of `end`, the last one."""
    return datetime.combine(start, time()), datetime.combine(end, time()) + DAY


def on_clock(instant: datetime, zone: str) -> tuple[datetime, bool]:
    """Return what a clock in `zone` shows at `instant`, and whether it shows that for the second time."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=None, fold=0), bool(local.fold)


def tables_version() -> str:
    """Return which tables of zones this process has, such as 2026f."""
    import tzdata  # its files are what `zoneinfo` reads

    return tzdata.IANA_VERSION


def age(version: str) -> tuple[str, int, str]:
    """Return what tables of `version` are sorted by: within a year, z is followed by za."""
    return version[:4], len(version), version
