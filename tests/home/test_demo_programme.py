"""The demonstration's seminar: 24 sessions on three days, breaks beside them, 20 speakers, four languages, no clash."""

from datetime import UTC, datetime

import pytest

from events.programme import plan
from events.programme.models import Programme, Speaker
from events.programme.reading import Reading, by_day, last_version
from home.demo.loaders.events import load_programme, uid_of
from home.demo.reading import read
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "fr", "es", "ar"}


def test_the_seminar_to_come_has_a_whole_programme_in_four_languages():
    content = read("programme")
    begins, ends = datetime(2027, 3, 10, 8, 0, tzinfo=UTC), datetime(2027, 3, 12, 16, 0, tzinfo=UTC)
    event = EventFactory(uid=uid_of(content["event"]), start=begins, end=ends)

    for _time in range(2):  # the second changes nothing
        load_programme(read("programme"))

    made = Programme.objects.get()
    reading = Reading(last_version(event.pk), event)
    rows = reading.version.content["sessions"]
    assert reading.version.number == 1
    assert (len(reading.items), len(reading.people), Speaker.objects.count()) == (28, 20, 20)
    assert len([item for item in reading.items if not item.is_break]) == 24
    assert [len(day.items) for day in by_day(reading.items)] == [9, 10, 9]
    assert {code for item in reading.items for code, way in item.languages if way == "floor"} == LANGUAGES
    assert [row["code"] for row in rows if set(row["titles"]) != LANGUAGES] == []
    assert [row["code"] for row in rows if row["kind"] != "break" and set(row["summaries"]) != LANGUAGES] == []
    assert plan.clashes(made) == []
