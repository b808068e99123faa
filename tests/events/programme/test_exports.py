"""`schedule.json` is valid by the schema of its format, which stands in `schemas/`."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from icalendar import Calendar

from events.models import Event
from events.programme import release
from events.programme.models import Session, SessionLanguage, SessionSpeaker
from tests.factories.events import EventFactory, call_off, event_page
from tests.factories.programmes import ProgrammeFactory, RoomFactory, SessionFactory, SpeakerFactory, TrackFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
NODE = Path(sys.executable).with_name("node")
SCHEMAS = Path(__file__).with_name("schemas")


def against_json(document):
    """Return what the JSON schema has against `document`."""
    asked = [NODE, SCHEMAS / "validate.mjs"]
    done = subprocess.run(asked, input=json.dumps(document).encode(), capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.fixture
def address():
    """Return the address of a programme with what could be wrong: no room, no track, markup and a bell in words."""
    programme = ProgrammeFactory()
    event_page(programme.event, slug="a-b")
    hall = RoomFactory(programme=programme)
    track = TrackFactory(programme=programme, names={"en": "Law & “order”"})
    full = SessionFactory(programme=programme, code="A", room=hall, track=track, titles={"en": "<Opening> & more\a"})
    SessionSpeaker.objects.create(session=full, speaker=SpeakerFactory(programme=programme, name="Ada"))
    SessionLanguage.objects.create(session=full, language="en", way="interpreted", booked=True)
    SessionFactory(programme=programme, code="lunch", kind="break", begins=time(12), titles={"en": "Lunch"})
    SessionFactory(programme=programme, titles={"en": "Not at all"}, state="cancelled", begins=time(14))
    release.release(programme=programme)
    return "/en/events/a-b/"


def read(client, address):
    """Return the file of the programme at `address`, and its sessions."""
    document = json.loads(client.get(f"{address}schedule.json").content)
    days = document["schedule"]["conference"]["days"]
    return document, [row for day in days for rows in day["rooms"].values() for row in rows]


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    "facts",
    [
        {"zone": "America/Argentina/Buenos_Aires"},
        {"zone": "Asia/Kathmandu", "mode": "online"},
        {"zone": "UTC"},
        {"neutral_address": True},
        {"all_day": True, "wall_start": datetime(2027, 3, 10), "wall_end": datetime(2027, 3, 13)},
    ],
)
def test_it_is_valid_whatever_the_event_is(client, facts, language):
    event = EventFactory(**{"end": datetime(2027, 3, 12, 16, tzinfo=UTC), **facts})
    page = event_page(event, language, slug="ab", title="ندوة")
    programme = ProgrammeFactory(event=event)
    for day in (10, 11, 12):
        for code in (f"-{day}_x-", f"Z{day}"):
            SessionFactory(programme=programme, code=code, day=date(2027, 3, day), minutes=5, spoken=["gsw"])
    release.release(programme=programme)
    address = f"/{language}/e/{event.short_id}/" if event.neutral_address else page.url

    document, sessions = read(client, address)

    assert against_json(document) == []
    assert len(sessions) == 6


def test_the_file_of_an_open_event_may_be_kept_and_that_of_a_closed_one_is_not_found(client, address):
    response = client.get(f"{address}schedule.json")
    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == ("public, no-cache", "*")
    Event.objects.update(closed=True)

    assert client.get(f"{address}schedule.json").status_code == 404


FEED = "/en/events/seminar/programme.ics"


@pytest.fixture
def programme():
    """Two tracks with a session each, lunch for all, and a session that is no more than a draft."""
    programme = ProgrammeFactory(event=EventFactory(kind="seminar"))
    event_page(programme.event, slug="seminar", title="The seminar")
    for number, name in enumerate(("Shelter", "Law")):
        track = TrackFactory(programme=programme, names={"en": name, "ar": f"{name} ع"})
        SessionFactory(programme=programme, code=name, track=track, titles={"en": f"On {name}"},
                       begins=time(10 + number), spoken=["fr", "ar"] if number else ["fr"])  # fmt: skip
    SessionFactory(programme=programme, code="lunch", kind="break", titles={"en": "Lunch"}, begins=time(12))
    release.release(programme=programme)
    SessionFactory(programme=programme, code="draft", titles={"en": "A draft"}, begins=time(15))
    return programme


def said(answer) -> list[tuple[str, str]]:
    events = Calendar.from_ical(answer.content).events
    return sorted((str(item["SUMMARY"]), str(item["STATUS"])) for item in events)


def test_it_holds_the_sessions_as_released(client, programme):
    found = client.get(FEED)

    assert [title for title, _state in said(found)] == ["Lunch", "On Law", "On Shelter"]
    calendar = Calendar.from_ical(found.content)
    assert str(calendar["NAME"]) == "The seminar"
    assert str(calendar["SOURCE"]).endswith(FEED)
    [item] = [item for item in calendar.events if item["SUMMARY"] == "On Law"]
    assert UUID(str(item["UID"])) == Session.objects.get(code="Law").guid
    assert found["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_moves_moves_there_and_what_did_not_change_is_not_sent_again(client, programme):
    first = client.get(FEED)
    etag = {"If-None-Match": first["ETag"]}
    same = client.get(FEED, headers=etag)

    Session.objects.filter(code="Law").update(begins=time(16))
    release.release(programme=programme)
    moved = client.get(FEED, headers=etag)
    call_off(event=programme.event)
    off = client.get(FEED, headers={"If-None-Match": moved["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    items = [
        next(item for item in Calendar.from_ical(answer.content).events if "On Law" in item["SUMMARY"])
        for answer in (first, moved, off)
    ]
    assert [(str(item["STATUS"]), item["DTSTART"].dt.hour, item["SEQUENCE"]) for item in items] == [
        ("CONFIRMED", 11, 0), ("CONFIRMED", 16, 1), ("CANCELLED", 16, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("facts", [{"closed": True}, {"neutral_address": True}])
def test_what_is_kept_from_lists_and_histories_has_none(client, programme, facts):
    Event.objects.filter(pk=programme.event_id).update(**facts)

    assert client.get(FEED, follow=True).status_code == 404
