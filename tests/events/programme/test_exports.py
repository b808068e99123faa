"""`schedule.json` is valid by the schema of its format, which stands in `schemas/`."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from events.models import Event
from events.programme import release
from events.programme.models import Session, SessionLanguage, SessionSpeaker
from tests.factories.events import EventFactory, event_page
from tests.factories.programmes import ProgrammeFactory, RoomFactory, SessionFactory, SpeakerFactory, TrackFactory

pytestmark = pytest.mark.django_db
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


def test_a_session_keeps_its_identifier_through_versions(client, address):
    def guids():
        return {row["guid"] for row in read(client, address)[1]}

    before = guids()
    session = Session.objects.get(code="A")
    session.begins, session.titles = time(15), {"en": "Another title"}
    session.save()
    release.release(programme=session.programme)

    assert guids() == before


def test_the_file_of_an_open_event_may_be_kept_and_that_of_a_closed_one_is_not_found(client, address):
    response = client.get(f"{address}schedule.json")
    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == ("public, no-cache", "*")
    Event.objects.update(closed=True)

    assert client.get(f"{address}schedule.json").status_code == 404
