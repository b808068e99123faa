"""What the server sends, read by programs that share nothing with what wrote it."""

from datetime import UTC, datetime, timedelta

import pytest

from events.registrations import emails
from tests.calendar.readers import everybody_reads, iso
from tests.factories.events import EventFactory, RegistrationFactory, event_page

pytestmark = pytest.mark.django_db
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


def test_every_instant_is_understood(client):
    expected = {}
    for zone, starts in STARTS.items():
        for text in starts:
            start = datetime.fromisoformat(text).replace(tzinfo=UTC)
            event = EventFactory(zone=zone, start=start, end=start + timedelta(hours=5))
            event_page(event)
            expected[str(event.uid)] = (iso(event.start), iso(event.end))

    found = everybody_reads(client.get("/en/calendar/all.ics").content)

    assert {event["uid"]: (event["start"], event["end"]) for event in found} == expected


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Hebron", "America/Mexico_City"])
def test_feed_download_and_mail_mean_the_same_to_every_reader(client, zone):
    start = datetime.fromisoformat(STARTS["Europe/Paris"][3]).replace(tzinfo=UTC)
    event = EventFactory(zone=zone, start=start, end=start + timedelta(hours=3), place={"en": "Salle 1; étage, 2 \\ ب"})
    page = event_page(event, title="لقاء, first; second", summary='One\nTwo, "three"')
    invitation = emails.send_receipt(RegistrationFactory(category__event=event)).attachments[0]["content"].encode()
    download = client.get(f"/en/events/{page.slug}/event.ics").content
    feed = client.get("/en/calendar/all.ics").content

    found = [everybody_reads(body) for body in (feed, download, invitation)]

    kept = ("uid", "summary", "location", "status", "sequence", "start", "end")
    facts = [[event[name] for name in kept] for [event] in found]
    assert facts == [[str(event.uid), page.title, event.place["en"], "CONFIRMED", 0, iso(start), iso(event.end)]] * 3
