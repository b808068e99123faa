"""The times of one event: one, or as many as its rule, its dates and what is said of single times make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self

from . import lines
from .lines import Properties
from .times import NO_TIME, Budget, Clocks, NoTime, When, key_of, said, times_of, wall_of, when_of, with_wall_until

TITLE, TEXT, PLACE = 200, 1_000, 200  # characters
MOST_DATES = 1_000  # of one line
STATES = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}


class Window(NamedTuple):
    """What is looked at: instants."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Words:
    """What one event says, in plain words."""

    title: str
    text: str
    place: str
    url: str
    state: str


@dataclass(frozen=True)
class Occurrence:
    """One time of one event. `key` names it among the times of an event that recurs, by the time it had at first."""

    uid: str
    key: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    title: str
    text: str
    place: str
    url: str
    state: str


class Series:
    """One event with everything that its calendar says of it under one UID."""

    def __init__(self, uid: str, master: Properties | None, changed: list[Properties], clocks: Clocks) -> None:
        """Take what is said of all its times, and of `changed` single ones. Raises NoTime."""
        self.uid, self.master, self.changed, self.clocks = uid, master, changed, clocks
        self.when = when_of(master, clocks) if master else None

    def without_rule(self) -> Self:
        """Return the event at its first time, whatever its rule is."""
        once = self.master and {name: rows for name, rows in self.master.items() if name not in ("RRULE", "EXRULE")}
        return type(self)(self.uid, once, self.changed, self.clocks)

    def within(self, window: Window, budget: Budget) -> Iterator[Occurrence]:
        """Yield its times within `window`. Raises NotFollowed and NoTime."""
        for row in chain(self._by_rule(window, budget), self._single()):
            if row.end >= window.since and row.start <= window.until:
                yield row

    @cached_property
    def _changed(self) -> dict[str, Properties]:
        """What is said of single times, by their keys; what cannot be read says nothing."""
        keyed = ((key_of(event["RECURRENCE-ID"][0], self.clocks, self.when), event) for event in self.changed)
        return {key: event for key, event in keyed if key}

    def _by_rule(self, window: Window, budget: Budget) -> Iterator[Occurrence]:
        """Yield the times of which nothing else is said."""
        if self.master is None or self.when is None:
            return
        recurs = any(name in self.master for name in ("RRULE", "RDATE"))
        walls = self._walls(self.master, self.when, window, budget) if recurs else [self.when.wall]
        words = _words(self.master)
        ranges = sorted(key for key, event in self._changed.items() if event["RECURRENCE-ID"][0].from_here_on)
        for wall in walls:
            key = self.when.key(wall) if recurs or self._changed else ""
            if key in self._changed:
                continue
            since = [first for first in ranges if first < key]
            if since:
                yield self._moved(key, wall, self.when, self._changed[since[-1]])
            else:
                yield self._occurrence(key, wall, self.when, words)

    def _single(self) -> Iterator[Occurrence]:
        """Yield the times of which something else is said."""
        for key, event in self._changed.items():
            try:
                own = when_of(event, self.clocks, like=self.when)
                yield self._occurrence(key, own.wall, own, _words({**(self.master or {}), **event}))
            except NoTime:
                continue

    def _moved(self, key: str, wall: datetime, when: When, event: Properties) -> Occurrence:
        """Return the time `key` as `event` says of all from an earlier one on (RANGE=THISANDFUTURE)."""
        own = when_of(event, self.clocks, like=when)
        first = wall_of(event["RECURRENCE-ID"][0], self.clocks, when) or own.wall
        return self._occurrence(key, wall + (own.wall - first), own, _words(event))

    def _walls(self, master: Properties, when: When, window: Window, budget: Budget) -> list[datetime]:
        """Return when an event that recurs begins, on its own clock, in order. Raises NotFollowed."""
        since, until = (when.clock.wall(moment) for moment in window)
        since -= when.length

        def by_rules(name: str) -> Iterator[datetime]:
            for row in master.get(name, []):
                yield from times_of(with_wall_until(row.value, when), when.wall, until, budget)

        out = set(by_rules("EXRULE"))
        out_days: set[date] = set()
        for wall, is_day in self._dates(master, when, "EXDATE"):
            if is_day and not when.all_day:  # some name the day alone
                out_days.add(wall.date())
            out.add(wall)
        dates = (wall for wall, _is_day in self._dates(master, when, "RDATE"))
        walls = {wall for wall in chain([when.wall], by_rules("RRULE"), dates) if since <= wall <= until}
        return sorted(wall for wall in walls if wall not in out and wall.date() not in out_days)

    def _dates(self, master: Properties, when: When, name: str) -> Iterator[tuple[datetime, bool]]:
        """Yield the dates of each line `name` on the clock of the event, and whether each is a day alone."""
        for row in master.get(name, []):
            for value in row.value.split(",")[:MOST_DATES]:
                one = replace(row, value=value.partition("/")[0])  # of a period, its start
                if wall := wall_of(one, self.clocks, when):
                    yield wall, "T" not in one.value.upper()

    def _occurrence(self, key: str, wall: datetime, when: When, words: Words) -> Occurrence:
        """Return the time that begins at `wall`. Raises NoTime for a year that is not of our time."""
        try:
            start, end = when.instants(wall)
        except (OverflowError, ValueError) as error:
            raise NoTime(NO_TIME) from error
        return Occurrence(self.uid, key, start, end, when.clock.zone, when.all_day, **vars(words))


def _words(event: Properties) -> Words:
    return Words(
        title=lines.one_line(said(event, "SUMMARY"), TITLE),
        text=lines.paragraphs(said(event, "DESCRIPTION"), TEXT),
        place=lines.place(said(event, "LOCATION"), PLACE),
        url=lines.address(said(event, "URL")),
        state=STATES.get(said(event, "STATUS").strip().upper(), "scheduled"),
    )
