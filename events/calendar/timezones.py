"""VTIMEZONE components (RFC 5545 section 3.6.5), bounded to the years used.

Made here because `icalendar` 7.3 writes the start of daylight time on the new clock, where the RFC asks for the
old one (`TZOFFSETFROM`): every client would change an hour late.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

STEP = timedelta(days=7)  # no zone changes its clocks twice within a week


@lru_cache(maxsize=256)
def vtimezone(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """Return the VTIMEZONE of zone `name`, right from the start of `first_year` to the end of `last_year`."""
    import icalendar

    zone = ZoneInfo(name)
    component = icalendar.Timezone()
    component.add("TZID", name)
    start = datetime(first_year, 1, 1, tzinfo=zone).astimezone(UTC)
    _add_observance(component, zone, start, start.astimezone(zone).utcoffset() or timedelta())
    for instant in transitions(zone, start, datetime(last_year + 1, 1, 2, tzinfo=UTC)):
        before = (instant - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
        _add_observance(component, zone, instant, before)
    return component


def transitions(zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """Return the instants in UTC, after `start` and until `end`, at which the offset of `zone` changes."""
    found = []
    low = start
    while low < end:
        high = low + STEP
        if _offset(low, zone) != _offset(high, zone):
            left, right = low, high
            while right - left > timedelta(seconds=1):
                middle = left + timedelta(seconds=int((right - left).total_seconds()) // 2)
                if _offset(middle, zone) == _offset(low, zone):
                    left = middle
                else:
                    right = middle
            found.append(right)
        low = high
    return found


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()


def _add_observance(component: icalendar.Timezone, zone: ZoneInfo, instant: datetime, before: timedelta) -> None:
    """Add the offset that holds from `instant`. Its DTSTART is on the clock before the change."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local = instant.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("DTSTART", (instant + before).replace(tzinfo=None))
    observance.add("TZOFFSETFROM", before)
    observance.add("TZOFFSETTO", local.utcoffset())
    observance.add("TZNAME", local.tzname() or "")
    component.add_component(observance)
