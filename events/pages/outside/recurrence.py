"""The times of one event: one, or as many as its rule, its dates and what is said of single times make of it."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple, Self

from . import content_lines
from .content_lines import Parts, Properties, parts_of
from .times import (
    NO_TIME,
    Budget,
    Clocks,
    NotFollowed,
    NoTime,
    When,
    iana_name,
    key_of,
    said,
    times_of,
    wall_of,
    when_of,
    with_wall_until,
)

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
        title=content_lines.one_line(said(event, "SUMMARY"), TITLE),
        text=content_lines.paragraphs(said(event, "DESCRIPTION"), TEXT),
        place=content_lines.place(said(event, "LOCATION"), PLACE),
        url=content_lines.address(said(event, "URL")),
        state=STATES.get(said(event, "STATUS").strip().upper(), "scheduled"),
    )


BEFORE, AHEAD = timedelta(days=31), timedelta(days=550)  # what is looked at, from now
MOST = 1_000  # times of one calendar: the soonest
MOST_OF_ONE = 120  # times of one event that recurs
ENOUGH = 5 * MOST  # times that are reckoned at all
UID = 255  # characters
HIDDEN = ("PRIVATE", "CONFIDENTIAL")

PRIVATE, BROKEN_RULE, TOO_MANY = "private", "rule", "too-many"  # why an event is left out; others are in `times`


@dataclass
class Found:
    """What a calendar holds: the times of its events, soonest first, and how many events were left out, by reason."""

    occurrences: list[Occurrence] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def read(content: bytes, *, zone: str, now: datetime) -> Found:
    """Return what takes place around `now` by the calendar in `content`; times that name no zone are on that of `zone`.

    Raises `content_lines.Unreadable`.
    """
    parts = parts_of(content)
    named = parts.own.get("X-WR-TIMEZONE", [])
    clocks = Clocks(parts.zones, (named and iana_name(named[0].value)) or zone)
    found = Found(left_out=Counter({TOO_MANY: parts.too_many} if parts.too_many else {}))
    window = Window(now - BEFORE, now + AHEAD)
    rows = sorted(_occurrences(parts, clocks, window, found.left_out), key=lambda row: (row.start, row.uid, row.key))
    if len(rows) > MOST:
        kept = [row for row in rows if row.end >= now][:MOST]
        found.left_out[TOO_MANY] += len(rows) - len(kept)
        rows = kept
    cancelled = any(row.value.strip().upper() == "CANCEL" for row in parts.own.get("METHOD", []))
    found.occurrences = [replace(row, state="cancelled") for row in rows] if cancelled else rows
    return found


def _occurrences(parts: Parts, clocks: Clocks, window: Window, left_out: Counter[str]) -> Iterator[Occurrence]:
    """Yield every time within `window`, once, and count the events that are left out."""
    masters, changed = _grouped(parts.events, left_out)
    budget, reckoned = Budget(), 0
    for uid in {**masters, **changed}:
        if reckoned >= ENOUGH:
            left_out[TOO_MANY] += 1
            continue
        try:
            series = Series(uid, masters.get(uid), changed.get(uid, []), clocks)
            try:
                rows = list(islice(series.within(window, budget), MOST_OF_ONE + 1))
            except NotFollowed:
                left_out[BROKEN_RULE] += 1
                rows = list(islice(series.without_rule().within(window, budget), MOST_OF_ONE + 1))
        except NoTime as error:
            left_out[error.reason] += 1
            continue
        if len(rows) > MOST_OF_ONE:
            left_out[TOO_MANY] += 1
        reckoned += len(rows)
        yield from rows[:MOST_OF_ONE]


def _grouped(
    events: list[Properties], left_out: Counter[str]
) -> tuple[dict[str, Properties], dict[str, list[Properties]]]:
    """Return the events by UID, the newest revision of each; and of those that recur what is said of single times."""
    masters: dict[str, Properties] = {}
    changed: dict[str, dict[str, Properties]] = {}
    for event in events:
        if said(event, "CLASS").strip().upper() in HIDDEN:
            left_out[PRIVATE] += 1
            continue
        uid = _uid(event)
        if which := event.get("RECURRENCE-ID"):
            _keep_newest(changed.setdefault(uid, {}), f"{which[0].tzid} {which[0].value}", event)
        else:
            _keep_newest(masters, uid, event)
    return masters, {uid: list(one.values()) for uid, one in changed.items()}


def _keep_newest(rows: dict[str, Properties], name: str, event: Properties) -> None:
    if name not in rows or _sequence(event) >= _sequence(rows[name]):
        rows[name] = event


def _sequence(event: Properties) -> int:
    value = said(event, "SEQUENCE").strip()[:9]
    return int(value) if value.isascii() and value.isdigit() else 0


def _uid(event: Properties) -> str:
    """Return what names `event` in every calendar; of one that has no name, or a long one, a digest."""
    uid = content_lines.one_line(said(event, "UID"), UID + 1)
    if uid and len(uid) <= UID:
        return uid
    told = "|".join([said(event, "UID"), said(event, "DTSTART"), said(event, "SUMMARY")])
    return f"sha256:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"
