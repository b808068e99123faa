"""When the next of a series are: by a rule, on clocks where the event is.

The dates come from the recurrence rules of iCalendar (RFC 5545 section 3.3.10), as `dateutil` reads them. Each meeting
is an event of its own, so no calendar that we send holds such a rule.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.db import models
from django.utils.translation import gettext_lazy as _

SHORTEST_MONTH = 28  # days


class Rule(models.TextChoices):
    """How the meetings of a series follow each other."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month, on the same date")
    MONTHLY_WEEKDAY = "monthly-weekday", _("every month, on the same weekday, such as the second Tuesday")
    YEARLY = "yearly", _("every year, on the same date")
    ONCE = "once", _("once, on a date of your choice")


def _date(start: datetime) -> dict[str, Any]:
    """Name the date of `start` in any month: of a month that has no such date, its last day."""
    if start.day <= SHORTEST_MONTH:
        return {"bymonthday": start.day}
    return {"bymonthday": range(SHORTEST_MONTH, start.day + 1), "bysetpos": -1}


def _weekday(start: datetime) -> dict[str, Any]:
    """Name the weekday of `start` in any month: the second Tuesday, and instead of a fifth one the last."""
    place = (start.day - 1) // 7 + 1
    return {"byweekday": weekday(start.weekday(), place if place < 5 else -1)}


RULES: dict[str, Callable[[datetime], dict[str, Any]]] = {
    Rule.WEEKLY: lambda start: {"freq": WEEKLY},
    Rule.FORTNIGHTLY: lambda start: {"freq": WEEKLY, "interval": 2},
    Rule.MONTHLY: lambda start: {"freq": MONTHLY, **_date(start)},
    Rule.MONTHLY_WEEKDAY: lambda start: {"freq": MONTHLY, **_weekday(start)},
    Rule.YEARLY: lambda start: {"freq": YEARLY, "bymonth": start.month, **_date(start)},
}


def next_starts(
    start: datetime,
    rule: str,
    count: int,
    day: date | None = None,
    *,
    until: date | None = None,
    without: Collection[date] = (),
) -> list[datetime]:
    """Return the wall times of the next `count` meetings after the one at the wall time `start`, by `rule`.

    None is after `until`, and those on the days `without` are left out, though they count. By *once* there is one, at
    the same hour of `day`.
    """
    if rule == Rule.ONCE:
        return [datetime.combine(day, start.time())] if day else []
    found = list(rrule(dtstart=start, count=count + 1, **RULES[rule](start)))[1:]
    return [wall for wall in found if wall.date() not in without and (until is None or wall.date() <= until)]
