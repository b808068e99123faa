"""Weeks as a table draws them: each event of several days is one bar, in a lane of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from coalition import dates

from .reading import Entry, Found

MOST_LANES = 6  # bars above each other in one week; whatever is beyond is listed as what takes hours
MOST_DOTS = 3


@dataclass(frozen=True)
class Bar:
    """An event in one lane of a day. `cells` says how wide it is drawn: 0 where the day before drew it."""

    entry: Entry
    lane: int
    cells: int
    opens: bool  # it begins here, and not in the week before
    closes: bool  # it ends in this week


@dataclass(frozen=True)
class Cell:
    """One day of a table."""

    day: date
    inside: bool  # of the month that is shown
    today: bool
    rest: bool
    url: str  # of the page of this day
    bars: list[Bar] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many events are on this day."""
        return len(self.bars) + len(self.entries)

    @property
    def dots(self) -> range:
        """As many as there are events, up to MOST_DOTS."""
        return range(min(self.count, MOST_DOTS))

    @property
    def lines(self) -> list[tuple[str, Entry]]:
        """Each event that takes hours, with the hour at which it begins or in words what it takes."""
        return [(entry.begins(self.day) or entry.hours(self.day), entry) for entry in self.entries]


def week_begins(day: date) -> date:
    """Return the first day of the week of `day`, where the active language is spoken."""
    return day - timedelta(days=(day.weekday() - dates.first_weekday()) % 7)


def weeks(first: date, last: date) -> list[list[date]]:
    """Return whole weeks, from that of `first` to that of `last`."""
    begin, found = week_begins(first), []
    while begin <= last:
        found.append([begin + timedelta(days=number) for number in range(7)])
        begin += timedelta(days=7)
    return found


def weekdays(week: list[date]) -> list[tuple[str, str, int]]:
    """Return, for the head of a table, each day of `week`: its name in short and whole, and its number in the month."""
    return [(dates.weekday(day, short=True), dates.weekday(day), day.day) for day in week]


def rows(
    days: Iterable[list[date]], found: Found, *, inside: Callable[[date], bool], today: date, url: Callable[[date], str]
) -> list[list[Cell]]:
    """Return a row of cells for each week of `days`. Days that are not `inside` of the period show nothing."""
    return [_row(week, found, [day for day in week if inside(day)], today, url) for week in days]


def _row(week: list[date], found: Found, shown: list[date], today: date, url: Callable[[date], str]) -> list[Cell]:
    lanes = _lanes([entry for entry in found.entries if entry.is_long], shown)
    rest = dates.weekend()
    return [
        Cell(
            day=day,
            inside=day in shown,
            today=day == today,
            rest=day.weekday() in rest,
            url=url(day),
            bars=_bars(lanes, day, shown) if day in shown else [],
            entries=[entry for entry in found.on(day) if entry.key not in lanes] if day in shown else [],
        )
        for day in week
    ]


def _lanes(entries: list[Entry], days: list[date]) -> dict[str, tuple[int, Entry]]:
    """Return the lane of each of `entries` that is on one of `days`, by its key: the lowest that is free."""
    taken: list[date] = []  # the last day on which each lane is taken
    lanes: dict[str, tuple[int, Entry]] = {}
    here = [entry for entry in entries if days and entry.first <= days[-1] and entry.last >= days[0]]
    for entry in sorted(here, key=lambda one: (max(one.first, days[0]), -(one.last - one.first).days, one.key)):
        free = next((lane for lane, until in enumerate(taken) if until < entry.first), len(taken))
        if free == MOST_LANES:
            continue
        taken[free:] = [entry.last, *taken[free + 1 :]]
        lanes[entry.key] = (free + 1, entry)
    return lanes


def _bars(lanes: dict[str, tuple[int, Entry]], day: date, shown: list[date]) -> list[Bar]:
    here = sorted((pair for pair in lanes.values() if pair[1].is_on(day)), key=lambda pair: pair[0])
    bars = []
    for lane, entry in here:
        drawn = max(entry.first, shown[0])
        until = min(entry.last, shown[-1])
        cells = (until - drawn).days + 1 if day == drawn else 0
        bars.append(Bar(entry, lane, cells, entry.first >= shown[0], entry.last <= shown[-1]))
    return bars
