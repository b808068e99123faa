"""When an event that recurs takes place (RFC 5545 section 3.8.5), on its own clock, at a cost that is bounded.

The dates are `dateutil`'s. What a rule costs is the days that are looked at, and a calendar has so many and no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr

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
