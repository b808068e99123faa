"""From the bytes of a calendar to what takes place, when and where, within bounds.

    read(content, zone="Europe/Paris", now=timezone.now())

Nothing that stands in `content` makes it take long, large or another thing than a list: it is read or refused.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from . import lines
from .lines import Parts, Properties, parts_of
from .series import Occurrence, Series, Window
from .times import Budget, Clocks, NotFollowed, NoTime, iana_name, said

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

    Raises `lines.Unreadable`.
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
    uid = lines.one_line(said(event, "UID"), UID + 1)
    if uid and len(uid) <= UID:
        return uid
    told = "|".join([said(event, "UID"), said(event, "DTSTART"), said(event, "SUMMARY")])
    return f"sha256:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"
