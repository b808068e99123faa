"""When an event is, from the wall times that were announced (decision 0016-wall-time-is-the-fact)."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from . import walltime


class Timed:
    """What `Event` says of its times: the fields are its own."""

    SCHEDULE_FIELDS: ClassVar[tuple[str, ...]]
    wall_start: Any
    wall_end: Any
    start_fold: Any
    end_fold: Any
    start: Any
    end: Any
    zone: Any
    all_day: Any
    days: Any

    @property
    def takes_days(self) -> bool:
        """Whether it is on several days, each of which may have hours of its own."""
        return self.wall_start.date() != self.last_moment.date()

    @property
    def day_hours(self) -> list[tuple[Any, Any, Any]]:
        """The hours of its days: day, begin and end, in order. None where it has one day; else one query."""
        return sorted((row.day, row.begins, row.ends) for row in self.days.all()) if self.takes_days else []

    @property
    def times(self) -> walltime.WallTimes:
        return walltime.WallTimes(
            self.wall_start, self.wall_end, self.zone, self.all_day, bool(self.start_fold), bool(self.end_fold)
        )

    def _schedule(self, fields: Any) -> list[Any]:
        """Return the values of the schedule among `fields` (None: all). Of whole days the dates say it all."""
        instants = () if self.all_day else ("start", "end")
        names = (*instants, *self.SCHEDULE_FIELDS)
        values = [getattr(self, name) for name in names if fields is None or name in fields]
        return [*values, *self.day_hours] if fields is None else values

    def is_moved_by_law(self, before: Any) -> bool:
        """Say whether it is at another instant than `before` although nothing else of its schedule is another."""
        same = all(getattr(self, name) == getattr(before, name) for name in self.SCHEDULE_FIELDS)
        return same and (self.start, self.end) != (before.start, before.end)

    def compute_instants(self) -> None:
        """Set `start` and `end` to the instants of the wall times, by the tables of this process."""
        self.start, self.end = self.times.instants()

    @property
    def local_start(self) -> datetime:
        """The start on a clock where the event is."""
        return self.times.instants()[0].astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.times.instants()[1].astimezone(ZoneInfo(self.zone))

    @property
    def last_moment(self) -> datetime:
        """The end as readers say it: an all-day event ends on its last day, not at the midnight after it."""
        end = self.times.instants()[1]
        return (end - timedelta(seconds=1) if self.all_day else end).astimezone(ZoneInfo(self.zone))
