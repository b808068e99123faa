"""What a feed says, and what one event is in each feed. What holds for every calendar: test_properties.py."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from tests.calendar.readers import built, lines
from tests.factories.events import EventFactory, event_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Coalition: all events"),
        ("fr", "Coalition\xa0: tous les événements"),
        ("es", "Coalición: todos los eventos"),
        ("ar", "التحالف: كل الفعاليات"),
    ],
)
def test_19_20_21_a_feed_says_its_name_source_and_when_to_come_again(client, settings, language, name):
    event_page(language=language)

    found = lines(client.get(f"/{language}/calendar/all.ics").content)

    assert [line for line in found if line.split(":")[0].split(";")[0] in
            ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")] == [
        f"NAME:{name}", f"X-WR-CALNAME:{name}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
    ]  # fmt: skip
    assert f"SOURCE;VALUE=URI:{settings.SITE_URL}/{language}/calendar/all.ics" in found
    assert [line for line in found if line.startswith("COLOR")] == ["COLOR:indigo"]  # one of the 147 names of CSS3


def test_11_every_zone_of_a_feed_is_declared_once(client):
    for zone in ("Asia/Hebron", "Europe/Paris", "Europe/Paris", "UTC"):
        event_page(EventFactory(zone=zone))

    parsed = Calendar.from_ical(client.get("/en/calendar/all.ics").content)

    assert [str(component["TZID"]) for component in parsed.timezones] == ["Asia/Hebron", "Europe/Paris"]
    assert parsed.get_missing_tzids() == set()


def test_10_a_cancelled_event_stays_60_days_after_its_end_and_leaves_as_a_change(client):
    event = EventFactory(state="cancelled")
    event_page(event)
    with time_machine.travel(event.end + timedelta(days=59), tick=False):
        first = client.get("/en/calendar/all.ics")
    with time_machine.travel(event.end + timedelta(days=60), tick=False):
        second = client.get("/en/calendar/all.ics", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert [len(Calendar.from_ical(answer.content).events) for answer in (first, second)] == [1, 0]


def test_words_are_in_the_language_of_the_feed_else_in_one_there_is(client):
    event = EventFactory()
    event_page(event, title="Training")
    event_page(event, "fr", title="Formation")

    titles = {
        language: [str(item["SUMMARY"]) for item in Calendar.from_ical(built(language)).events]
        for language in ("en", "fr", "ar")
    }

    assert titles == {"en": ["Training"], "fr": ["Formation"], "ar": ["Training"]}
