"""What a feed holds and says, what one event is in each feed, and how a feed is fetched."""

import gzip
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from icalendar import Calendar

from events.calendar import feeds
from events.models import Event
from tests.calendar.readers import built, lines
from tests.factories.events import LANGUAGES, NOW, EventFactory, WebinarFactory, call_off, event_page, reschedule

pytestmark = pytest.mark.django_db
NAMES = ["all", *Event.Kind.values]
MIDNIGHT = datetime(2027, 1, 10)
ALL = "/en/calendar/all.ics"


def titles(body):
    return [str(item["SUMMARY"]) for item in Calendar.from_ical(body).events]


def test_a_feed_holds_what_is_public(client):
    event_page(title="Training")
    event_page(EventFactory(kind="seminar"), title="Seminar")
    event_page(EventFactory(closed=True), title="Closed meeting")
    event_page(title="Draft").unpublish()
    EventFactory(name="Without a page")

    held = {name: sorted(titles(client.get(f"/en/calendar/{name}.ics").content)) for name in NAMES}

    assert {name: found for name, found in held.items() if found} == {
        "all": ["Seminar", "Training"], "seminar": ["Seminar"], "training": ["Training"],
    }  # fmt: skip


def test_27_two_fetches_are_the_same_bytes(client):
    event_page()
    first = client.get(ALL)
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        second = client.get(ALL)

    assert (first.content, first["ETag"], first["Last-Modified"]) == (
        second.content, second["ETag"], second["Last-Modified"],
    )  # fmt: skip
    assert built() == first.content
    assert first["ETag"].startswith('"')


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_27_an_unchanged_feed_is_not_sent_again(client, form, django_assert_num_queries, monkeypatch):
    event_page()
    first = client.get(ALL)
    monkeypatch.setattr(feeds, "built", None)

    with django_assert_num_queries(2):
        response = client.get(ALL, headers={"If-None-Match": form.format(first["ETag"])})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", first["ETag"])


def delete(page):
    page.delete()
    page.event.delete()


def rename(page):
    page = page.specific
    page.slug = f"{page.slug}-anew"
    page.save_revision().publish()


CHANGES = {
    "unpublish": lambda page: page.unpublish(),
    "delete": delete,
    "reschedule": lambda page: reschedule(event=page.event, start=MIDNIGHT, end=MIDNIGHT + timedelta(days=9)),
    "cancel": lambda page: call_off(event=page.event),
    "new words": lambda page: page.save_revision().publish(),
    "other address of the section": lambda page: rename(page.get_parent()),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_28_every_change_moves_etag_and_last_modified(client, change, django_capture_on_commit_callbacks):
    event_page()  # the newest event stays
    page = event_page(EventFactory(revised_at=NOW - timedelta(days=9)))
    first = client.get(ALL)

    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](page)
    second = client.get(ALL, headers={"If-Modified-Since": first["Last-Modified"]})

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert parsedate_to_datetime(second["Last-Modified"]) > parsedate_to_datetime(first["Last-Modified"])
    assert second.content == built()


def test_what_was_postponed_and_is_cancelled_after_its_former_day_is_told_for_as_long(client):
    event = EventFactory(state="postponed")
    event_page(event, title="Talk")
    later = event.end + timedelta(days=100)
    with time_machine.travel(later, tick=False):
        call_off(event=event)
    with time_machine.travel(later + timedelta(days=59), tick=False):
        first = client.get(ALL)
    with time_machine.travel(later + timedelta(days=61), tick=False):
        second = client.get(ALL, headers={"If-None-Match": first["ETag"]})

    assert (titles(first.content), second.status_code, titles(second.content)) == (["Cancelled: Talk"], 200, [])


def test_29_head_gzip_no_accept_and_no_cookie(client):
    event_page()
    plain = client.get(ALL)
    packed = client.get(ALL, headers={"Accept-Encoding": "gzip"})
    refused = client.get(ALL, headers={"Accept-Encoding": "br, gzip;q=0"})
    head = client.head(ALL)

    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] != plain["ETag"]
    assert (refused.content, refused["ETag"], "Content-Encoding" in refused) == (plain.content, plain["ETag"], False)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", plain["ETag"])
    for response in (plain, packed, head):
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert not response.cookies
        assert response["Vary"] == "Accept-Encoding"
        assert "X-Robots-Tag" not in response


@pytest.mark.parametrize("events", [1, 3])
def test_building_costs_the_same_for_any_number_of_events(events, django_assert_num_queries):
    for _number in range(events):
        event_page()
    built()

    with django_assert_num_queries(2):  # the pages, and hours of days
        body = built()

    assert len(titles(body)) == events


def test_24_no_room_of_a_webinar_in_any_feed(client):
    event_page(WebinarFactory(room="https://rooms.example/secret-room"))

    bodies = [client.get(f"/{language}/calendar/{name}.ics").content.replace(b"\r\n ", b"")
              for language in LANGUAGES for name in ("all", "webinar")]  # fmt: skip

    assert [body.count(b"BEGIN:VEVENT") for body in bodies] == [1] * 8
    assert [body for body in bodies if b"rooms.example" in body] == []


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
