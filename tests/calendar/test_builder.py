"""Properties of the bytes that the server sends, read by another parser than the one that wrote them: lines."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from events import calendar, feeds
from tests.factories.events import NOW, EventFactory, RegistrationFactory, event_page

pytestmark = pytest.mark.django_db
NASTY = 'Comma, semicolon; backslash \\ "quotes" and كلمة عربية طويلة'


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def download(client, page):
    return client.get(f"/en/events/{page.slug}/event.ics").content


def lines(body: bytes) -> list[str]:
    """Return the unfolded content lines."""
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def test_lines_end_with_crlf_and_are_at_most_75_octets(client):
    body = download(client, event_page(title=NASTY, summary="ع" * 300))

    assert body.replace(b"\r\n", b"").count(b"\n") == body.replace(b"\r\n", b"").count(b"\r") == 0
    physical = body.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert [line.decode() for line in physical]  # no character is split by a fold


def test_text_survives(client):
    item = Calendar.from_ical(download(client, event_page(title=NASTY, summary="One\nTwo, three"))).events[0]

    assert str(item["SUMMARY"]) == NASTY
    assert str(item["DESCRIPTION"]).startswith("One\nTwo, three\n\n")


def test_head_of_a_feed(client):
    event_page()

    found = lines(client.get("/en/calendar/all.ics").content)

    assert [line for line in found if line.split(":")[0].split(";")[0] in
            ("VERSION", "PRODID", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")] == [
        "VERSION:2.0",
        "PRODID:-//Coalition of local governments//Events//EN",
        "NAME:Coalition: all events",
        "X-WR-CALNAME:Coalition: all events",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]  # fmt: skip


def test_one_event_is_the_same_in_feed_and_download(client):
    page = event_page()
    of_feed = Calendar.from_ical(client.get("/en/calendar/all.ics").content).events[0]
    of_download = Calendar.from_ical(download(client, page)).events[0]

    assert of_feed.to_ical() == of_download.to_ical()
    assert str(of_feed["UID"]) == str(page.event.uid)


def test_stamps_are_the_last_revision_in_utc(client):
    page = event_page()
    revised = page.event.revised_at

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        found = lines(client.get("/en/calendar/all.ics").content)

    stamp = f"{revised:%Y%m%dT%H%M%SZ}"
    assert [line for line in found if line.startswith(("DTSTAMP", "LAST-MODIFIED"))] == [
        f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}",
    ]  # fmt: skip


def test_new_words_are_a_revision_without_a_new_sequence(client):
    page = event_page()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        page.summary = "Better words"
        page.save_revision().publish()
        item = Calendar.from_ical(download(client, page)).events[0]

    assert (int(item["SEQUENCE"]), item["LAST-MODIFIED"].dt) == (0, NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        ("scheduled", "CONFIRMED", "Formation"),
        ("postponed", "TENTATIVE", None),
        ("cancelled", "CANCELLED", None),
    ],
)
def test_status_and_a_summary_that_says_so(state, status, summary):
    page = event_page(EventFactory(state=state), title="Formation")

    item = Calendar.from_ical(calendar.build([calendar.entry_for(page, "en")], language="en")).events[0]

    assert str(item["STATUS"]) == status
    assert str(item["SUMMARY"]) == (summary or f"{state.capitalize()}: Formation")


@pytest.mark.parametrize(("days", "there"), [(59, True), (60, False)])
def test_a_cancelled_event_stays_60_days_after_its_end(client, days, there):
    event = EventFactory(state="cancelled")
    event_page(event)

    with time_machine.travel(event.end + timedelta(days=days), tick=False):
        found = Calendar.from_ical(client.get("/en/calendar/all.ics").content).events

    assert bool(found) is there


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Paris", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("Europe/Paris", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("Europe/Paris", datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
        ("Asia/Hebron", datetime(2027, 3, 26, 23, 30, tzinfo=UTC)),
        ("Asia/Hebron", datetime(2027, 3, 27, 0, 30, tzinfo=UTC)),
        ("Asia/Hebron", datetime(2027, 10, 30, 1, 0, tzinfo=UTC)),
        ("Indian/Comoro", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("America/Mexico_City", datetime(2022, 10, 30, 12, 0, tzinfo=UTC)),
        ("America/Mexico_City", datetime(2027, 4, 4, 12, 0, tzinfo=UTC)),
        ("Africa/Banjul", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
    ],
)
def test_times_around_a_clock_change(client, zone, start):
    page = event_page(EventFactory(zone=zone, start=start, end=start + timedelta(hours=2)))
    body = download(client, page)
    parsed = Calendar.from_ical(body)
    item = parsed.events[0]
    local = start.astimezone(ZoneInfo(zone))

    assert f"DTSTART;TZID={zone}:{local:%Y%m%dT%H%M%S}" in lines(body)
    assert item["DTEND"].dt - item["DTSTART"].dt == timedelta(hours=2) or item["DTEND"].dt.astimezone(
        UTC
    ) == start + timedelta(hours=2)
    assert [str(component["TZID"]) for component in parsed.timezones] == [zone]


def test_utc_has_no_tzid(client):
    body = download(client, event_page(EventFactory(zone="UTC")))

    assert "DTSTART:20270310T090000Z" in lines(body)
    assert b"TZID" not in body


def test_an_all_day_event_has_dates_and_an_exclusive_end(client):
    zone = ZoneInfo("America/Mexico_City")
    event = EventFactory(
        zone=zone.key,
        all_day=True,
        start=datetime(2027, 3, 10, tzinfo=zone),
        end=datetime(2027, 3, 12, tzinfo=zone),
    )
    body = download(client, event_page(event))

    assert [line for line in lines(body) if line.startswith(("DTSTART", "DTEND"))] == [
        "DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270312",
    ]  # fmt: skip
    assert Calendar.from_ical(body).events[0]["DTEND"].dt == date(2027, 3, 12)


def test_every_zone_of_a_feed_is_declared_once(client):
    for zone in ("Asia/Hebron", "Europe/Paris", "Europe/Paris"):
        event_page(EventFactory(zone=zone))

    parsed = Calendar.from_ical(client.get("/en/calendar/all.ics").content)

    assert [str(component["TZID"]) for component in parsed.timezones] == ["Asia/Hebron", "Europe/Paris"]
    assert parsed.get_missing_tzids() == set()


def test_nobody_who_registered_is_in_a_feed(client):
    event = event_page().event
    RegistrationFactory(category__event=event, name="Ada Secret", email="ada@secret.example")

    body = client.get("/en/calendar/all.ics").content.replace(b"\r\n ", b"")

    assert [word for word in (b"ATTENDEE", b"ORGANIZER", b"Ada", b"secret.example") if word in body] == []


def test_words_are_in_the_language_of_the_feed_else_in_one_there_is(client):
    event = EventFactory()
    event_page(event, title="Training")
    event_page(event, "fr", title="Formation")

    titles = {
        language: [str(item["SUMMARY"]) for item in Calendar.from_ical(feeds.build("all", language)).events]
        for language in ("en", "fr", "ar")
    }

    assert titles == {"en": ["Training"], "fr": ["Formation"], "ar": ["Training"]}
