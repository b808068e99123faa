from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.calendar.builder import transitions, vtimezone

CHANGES = {
    "Europe/Paris": [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)],
    "Asia/Hebron": [datetime(2027, 3, 27, 0, tzinfo=UTC), datetime(2027, 10, 29, 23, tzinfo=UTC)],
    "Indian/Comoro": [],
    "America/Mexico_City": [],
    "Africa/Banjul": [],
}


def offset_by_component(component, instant):
    """Return the offset at `instant` as a calendar client reads it from a VTIMEZONE (RFC 5545 section 3.6.5)."""
    onsets = []
    for part in component.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        onsets.append((part["DTSTART"].dt.replace(tzinfo=UTC) - before, after))
    return max(onset for onset in onsets if onset[0] <= instant)[1]


@pytest.mark.parametrize("zone", CHANGES)
def test_clocks_change_when_the_tables_say(zone):
    found = transitions(ZoneInfo(zone), datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))

    assert found == CHANGES[zone]


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("year", [2021, 2022, 2027])
def test_a_client_reads_the_right_offset_around_every_change(zone, year):
    component = vtimezone(zone, year, year)
    days = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(364)]
    changes = transitions(ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    moments = [*days, *(change + timedelta(seconds=step) for change in changes for step in (-1, 0, 3600, -3600))]

    read = {moment: offset_by_component(component, moment) for moment in moments}

    assert read == {moment: moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments}
