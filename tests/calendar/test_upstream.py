"""The defects of libraries that docs/upstream.md reports: what fails here has ended, and its detour may end too."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import RequestFactory
from django_ical.views import ICalFeed

from tests.calendar.readers import lines


@pytest.mark.parametrize(
    ("zone", "written", "right"),
    [
        ("Europe/Paris", "20270328T030000", "20270328T020000"),
        ("America/Santiago", "20270905T010000", "20270905T000000"),
        ("Asia/Hebron", "20270327T030000", "20270327T020000"),
    ],
)
def test_icalendar_begins_daylight_time_an_hour_late(zone, written, right):
    made = icalendar.Timezone.from_tzinfo(
        ZoneInfo(zone), zone, first_date=date(2027, 1, 1), last_date=date(2028, 1, 1)
    ).to_ical()

    assert (f"DTSTART:{written}" in lines(made), f"DTSTART:{right}" in lines(made)) == (True, False)


def test_icalendar_drops_the_name_of_a_zone_and_a_type():
    calendar = icalendar.Calendar()
    calendar.add("DTSTART", datetime(2027, 1, 1, 12, tzinfo=ZoneInfo("Africa/Banjul")))
    calendar.add("REFRESH-INTERVAL", icalendar.vDuration(timedelta(hours=1)))

    assert {"DTSTART:20270101T120000Z", "REFRESH-INTERVAL:PT1H"} <= {*lines(calendar.to_ical())}


class Feed(ICalFeed):
    title = "Meetings"
    items = ["A meeting"]

    def item_title(self, item):
        return item

    def item_link(self, item):
        return "https://example.org/"

    def item_guid(self, item):
        return "1"

    def item_start_datetime(self, item):
        return datetime(2027, 7, 1, 14, tzinfo=ZoneInfo("Europe/Paris"))

    def item_updateddate(self, item):
        return datetime(2027, 1, 1, tzinfo=UTC)

    def item_sequence(self, item):
        return 3


def test_django_ical_writes_what_no_feed_should():
    with time_machine.travel(datetime(2027, 1, 10, 10), tick=False):
        answer = Feed()(RequestFactory().get("/"))

    written = lines(answer.content)
    assert {"DTSTART;TZID=Europe/Paris:20270701T140000", "METHOD:PUBLISH", "CATEGORIES:"} <= {*written}
    assert [line for line in written if line.startswith(("BEGIN:VTIMEZONE", "SEQUENCE"))] == []
    here = datetime(2027, 1, 10, 10, tzinfo=UTC).astimezone()
    assert f"DTSTAMP:{here:%Y%m%dT%H%M%SZ}" in written  # the time of the request, by the clock of the server
    assert answer["Last-Modified"] == "Fri, 01 Jan 2027 00:00:00 GMT"  # of the newest item that is left
