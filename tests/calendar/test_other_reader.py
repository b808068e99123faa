"""What the server sends, read by ical.js: a parser that shares nothing with the one that wrote it."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from events import emails
from tests.factories.events import EventFactory, RegistrationFactory, event_page

pytestmark = pytest.mark.django_db
NODE = Path(sys.executable).with_name("node")
READER = Path(__file__).with_name("read.mjs")
STARTS = {
    "Europe/Paris": [
        "2027-03-28T00:30",
        "2027-03-28T01:00",
        "2027-10-31T00:59",
        "2027-10-31T01:30",
        "2027-07-01T12:00",
    ],
    "Asia/Hebron": ["2027-03-26T23:30", "2027-03-27T00:00", "2027-10-29T21:30", "2027-10-30T00:30", "2027-07-01T12:00"],
    "Indian/Comoro": ["2027-03-28T00:30"],
    "America/Mexico_City": ["2022-04-03T07:59", "2022-04-03T08:30", "2022-10-30T07:30", "2027-07-01T12:00"],
    "Africa/Banjul": ["2027-03-28T00:30"],
    "UTC": ["2027-03-28T00:30"],
}


def read(body: bytes) -> list[dict]:
    """Return the events of `body` as ical.js understands them."""
    done = subprocess.run([NODE, READER], input=body, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_every_instant_is_understood(client):
    expected = {}
    for zone, starts in STARTS.items():
        for text in starts:
            start = datetime.fromisoformat(text).replace(tzinfo=UTC)
            event = EventFactory(zone=zone, start=start, end=start + timedelta(hours=5))
            event_page(event)
            expected[str(event.uid)] = (iso(event.start), iso(event.end))

    found = read(client.get("/en/calendar/all.ics").content)

    assert {event["uid"]: (event["start"], event["end"]) for event in found} == expected


def test_words_and_states_are_understood(client):
    words = 'Comma, semicolon; backslash \\ "quotes" and كلمة'
    event = EventFactory(state="cancelled", start=datetime(2099, 3, 10, 9, tzinfo=UTC),
                         end=datetime(2099, 3, 10, 10, tzinfo=UTC), place={"en": words})  # fmt: skip
    event_page(event, title=words, summary=words * 5)

    [found] = read(client.get("/en/calendar/all.ics").content)

    assert (found["summary"], found["location"]) == (f"Cancelled: {words}", words)
    assert found["description"].startswith(words * 5)
    assert (found["status"], found["sequence"], found["all_day"]) == ("CANCELLED", 0, False)


def test_days_are_understood(client):
    start = datetime(2099, 3, 10, tzinfo=UTC)
    event_page(EventFactory(zone="UTC", all_day=True, start=start, end=start + timedelta(days=2)))

    [found] = read(client.get("/en/calendar/all.ics").content)

    assert (found["all_day"], found["start"], found["end"]) == (True, "2099-03-10", "2099-03-12")


def as_icalendar_reads(body: bytes) -> list[dict]:
    """Return the events of `body` as icalendar understands them, in the shape of `read`."""
    return [
        {
            "uid": str(item["UID"]), "summary": str(item["SUMMARY"]), "description": str(item["DESCRIPTION"]),
            "location": str(item["LOCATION"]), "status": str(item["STATUS"]), "sequence": int(item["SEQUENCE"]),
            "all_day": False, "start": iso(item["DTSTART"].dt), "end": iso(item["DTEND"].dt),
        }
        for item in Calendar.from_ical(body).events
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Hebron", "America/Mexico_City"])
def test_feed_download_and_mail_mean_the_same_to_both_readers(client, zone):
    start = datetime.fromisoformat(STARTS["Europe/Paris"][3]).replace(tzinfo=UTC)
    event = EventFactory(zone=zone, start=start, end=start + timedelta(hours=3), place={"en": "Salle 1; étage, 2 \\ ب"})
    page = event_page(event, title="لقاء, first; second", summary='One\nTwo, "three"')
    invitation = emails.send_receipt(RegistrationFactory(category__event=event)).attachments[0]["content"].encode()
    download = client.get(f"/en/events/{page.slug}/event.ics").content
    feed = client.get("/en/calendar/all.ics").content

    found = [read(body) for body in (feed, download, invitation)]

    assert found == [as_icalendar_reads(body) for body in (feed, download, invitation)]
    kept = ("uid", "summary", "location", "status", "sequence", "start", "end")
    facts = [[event[name] for name in kept] for [event] in found]
    assert facts == [[str(event.uid), page.title, event.place["en"], "CONFIRMED", 0, iso(start), iso(event.end)]] * 3
