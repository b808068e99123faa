"""`schedule.json` and `schedule.xml` are valid by the schemas of the formats, which stand in `schemas/`."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from lxml import etree

from events.models import Event
from events.programme import release
from events.programme.details import SessionLanguage, SessionSpeaker
from events.programme.models import Session
from tests.factories.events import EventFactory, event_page
from tests.factories.programmes import ProgrammeFactory, RoomFactory, SessionFactory, SpeakerFactory, TrackFactory

pytestmark = pytest.mark.django_db
NODE = Path(sys.executable).with_name("node")
SCHEMAS = Path(__file__).with_name("schemas")
XSD = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd"))


def against_json(document):
    """Return what the JSON schema has against `document`."""
    asked = [NODE, SCHEMAS / "validate.mjs"]
    done = subprocess.run(asked, input=json.dumps(document).encode(), capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def against_xml(root):
    """Return what the XSD has against the tree `root`."""
    XSD.validate(root)
    return [error.message for error in XSD.error_log]


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


def both(client, address):
    """Return the two files of the programme at `address`, read."""
    document = json.loads(client.get(f"{address}schedule.json").content)
    return document, etree.fromstring(client.get(f"{address}schedule.xml").content)


def test_both_are_valid(client, address):
    document, root = both(client, address)

    assert (against_json(document), against_xml(root)) == ([], [])
    assert [event.findtext("title") for event in root.iter("event")] == ["<Opening> & more", "Lunch"]
    (day,) = document["schedule"]["conference"]["days"]
    ((_hall, (opening,)), (nowhere, (lunch,))) = day["rooms"].items()
    assert (opening["title"], opening["language"], lunch["persons"]) == ("<Opening> & more\a", "fr", [])
    assert opening["description"] == "Spoken: French\nInterpreted into: English"
    assert nowhere == "–"


def test_the_schemas_would_refuse_what_is_wrong(client, address):
    document, root = both(client, address)
    del document["schedule"]["conference"]["days"][0]["rooms"]["–"][0]["guid"]
    document["schedule"]["conference"]["acronym"] = "A B"
    event = next(root.iter("event"))
    event.attrib.pop("guid")
    event.find("duration").text = "an hour"

    assert len(against_json(document)) >= 2
    assert len(against_xml(root)) >= 2


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
def test_they_are_valid_whatever_the_event_is(client, facts, language):
    event = EventFactory(**{"end": datetime(2027, 3, 12, 16, tzinfo=UTC), **facts})
    page = event_page(event, language, slug="ab", title="ندوة")
    programme = ProgrammeFactory(event=event)
    for day in (10, 11, 12):
        for code in (f"-{day}_x-", f"Z{day}"):
            SessionFactory(programme=programme, code=code, day=date(2027, 3, day), minutes=5, spoken=["gsw"])
    release.release(programme=programme)
    address = f"/{language}/e/{event.short_id}/" if event.neutral_address else page.url

    document, root = both(client, address)

    assert (against_json(document), against_xml(root)) == ([], [])
    assert len(list(root.iter("event"))) == 6


def test_a_session_keeps_its_identifier_through_versions(client, address):
    def guids():
        root = etree.fromstring(client.get(f"{address}schedule.xml").content)
        return {event.attrib["guid"] for event in root.iter("event")}

    before = guids()
    session = Session.objects.get(code="A")
    session.begins, session.titles = time(15), {"en": "Another title"}
    session.save()
    release.release(programme=session.programme)

    assert guids() == before


def test_files_of_open_events_may_be_kept_and_those_of_closed_ones_not_found(client, address):
    for name in ("schedule.json", "schedule.xml"):
        response = client.get(f"{address}{name}")
        assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == ("public, no-cache", "*")
    Event.objects.update(closed=True)

    assert [client.get(f"{address}{name}").status_code for name in ("schedule.json", "schedule.xml")] == [404, 404]
