"""The weeks of a month as a table draws them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from coalition import dates

from .reading import Entry, Found

MOST_DOTS = 3


@dataclass(frozen=True)
class Cell:
    """One day of a table."""

    day: date
    inside: bool  # of the month that is shown
    today: bool
    rest: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def dots(self) -> range:
        """As many as there are events, up to MOST_DOTS."""
        return range(min(len(self.entries), MOST_DOTS))

    @property
    def lines(self) -> list[tuple[str, Entry]]:
        """Each event with the hour at which it begins, or in words what of the day it takes."""
        return [(entry.begins(self.day) or entry.hours(self.day), entry) for entry in self.entries]


def week_begins(day: date) -> date:
    """Return the first day of the week of `day`, where the active language is spoken."""
    return day - timedelta(days=(day.weekday() - dates.first_weekday()) % 7)


def weeks(first: date, last: date, found: Found, today: date) -> list[list[Cell]]:
    """Return whole weeks, from that of `first` to that of `last`; days before and after these show nothing."""
    rest, begin = dates.weekend(), week_begins(first)
    days = [begin + timedelta(days=number) for number in range((last - begin).days + 1)]
    days += [last + timedelta(days=number + 1) for number in range(-len(days) % 7)]
    cells = [
        Cell(
            day=day,
            inside=first <= day <= last,
            today=day == today,
            rest=day.weekday() in rest,
            entries=found.on(day) if first <= day <= last else [],
        )
        for day in days
    ]
    return [cells[number : number + 7] for number in range(0, len(cells), 7)]


def weekdays(first: date) -> list[tuple[str, str]]:
    """Return, for the head of a table, the name of each day of a week, in short and whole."""
    begin = week_begins(first)
    week = [begin + timedelta(days=number) for number in range(7)]
    return [(dates.weekday(day, short=True), dates.weekday(day)) for day in week]
