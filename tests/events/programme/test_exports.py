"""`schedule.json` and `schedule.xml` hold what the formats of conference apps demand.

The checks are written from the text of two schemas: https://c3voc.de/schedule/schema.json and schedule.xml.xsd of
https://github.com/voc/schedule (validator/, as of June 2026, commit 0a403ee). To ask the schemas themselves:
`xmllint --noout --schema schedule.xml.xsd schedule.xml`, and any validator of JSON schemas (draft 6).
"""

import json
import re
from datetime import date, datetime, time
from uuid import UUID

import pytest
from lxml import etree

from events.models import Event
from events.programme import release
from events.programme.models import Session, SessionLanguage, SessionSpeaker
from tests.factories.events import event_page
from tests.factories.programmes import ProgrammeFactory, RoomFactory, SessionFactory, SpeakerFactory, TrackFactory

pytestmark = pytest.mark.django_db

EVENT = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle",
    "title", "track", "type", "url",
}  # fmt: skip
EVENT_TOO = {"end", "description", "attachments", "code", "logo", "recording_license", "do_not_record", "feedback_url"}
CONFERENCE = {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"}
CONFERENCE_TOO = {"description", "time_zone_name", "url", "tracks", "rooms", "logo", "colors", "keywords", "meta"}
SLUG, ACRONYM = re.compile(r"[a-z0-9_-]+[a-z0-9]"), re.compile(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?")
ZONED = re.compile(r".+(Z|[+-][0-9]{1,2}:[0-9]{2})")
XML_SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}")
# Which elements may stand in which, each once (track apart), and which attributes they may have.
XML_ELEMENTS = {
    "schedule": {"generator", "url", "version", "conference", "day"},
    "conference": CONFERENCE - {"daysCount"} | {"base_url", "color", "logo", "time_zone_name", "track", "url"},
    "event": EVENT - {"guid", "id"} | EVENT_TOO - {"end", "code", "recording_license", "do_not_record"}
    | {"origin_url", "recording", "video_download_url"},
    "persons": {"person"}, "attachments": {"attachment"}, "day": {"room"}, "room": {"event"},
}  # fmt: skip
XML_ATTRIBUTES = {
    "generator": {"name", "system", "version"}, "track": {"name", "color", "slug"}, "room": {"name", "guid"},
    "day": {"date", "start", "end", "index"}, "event": {"code", "id", "guid"}, "person": {"id", "guid"},
    "attachment": {"href", "type"},
}  # fmt: skip
NEEDED_OF_XML = ["room", "title", "type", "date", "start", "duration", "abstract", "track"]


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


def check_json(document):
    """Assert what the JSON schema demands of what we write."""
    assert set(document) <= {"schedule", "$schema", "generator"}
    schedule = document["schedule"]
    assert {"conference", "version"} <= set(schedule)
    assert isinstance(schedule["version"], str)
    conference = schedule["conference"]
    assert CONFERENCE <= set(conference) <= CONFERENCE | CONFERENCE_TOO
    assert ACRONYM.fullmatch(conference["acronym"])
    assert re.match(r"([A-Z][a-z]+/[A-Z][a-z]+)|UTC", conference["time_zone_name"])
    assert all(SLUG.fullmatch(track["slug"]) for track in conference["tracks"])
    assert [set(room) >= {"name", "guid"} and bool(UUID(room["guid"])) for room in conference["rooms"]] == [True]
    for day in conference["days"]:
        assert set(day) == {"date", "day_end", "day_start", "index", "rooms"}
        assert datetime.fromisoformat(day["day_start"]) < datetime.fromisoformat(day["day_end"])
        assert date.fromisoformat(day["date"])
        for events in day["rooms"].values():
            for event in events:
                check_json_event(event)


def check_json_event(event):
    assert EVENT <= set(event) <= EVENT | EVENT_TOO
    assert UUID(event["guid"])
    assert event["id"] >= 1
    assert re.fullmatch(r"(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]", event["start"])
    assert re.fullmatch(r"[0-9]+:[0-9]{2}", event["duration"])
    assert SLUG.fullmatch(event["slug"])
    assert event["url"].startswith("http")
    assert ZONED.fullmatch(event["date"])
    assert all({"url"} <= set(one) <= {"type", "url", "title"} for one in [*event["links"], *event["attachments"]])
    for person in event["persons"]:  # exactly one of the two forms: by `name`, and not by `public_name` and `id`
        assert {"name", "guid"} <= set(person)
        assert "public_name" not in person


def check_xml(root):
    """Assert what the XSD demands of what we write."""
    assert [child.tag for child in root if child.tag != "day"] == ["generator", "url", "version", "conference"]
    assert re.fullmatch(r"[a-z0-9_-]{4,}", root.findtext("conference/acronym"))
    assert root.findtext("url").startswith("http")
    for track in root.iter("track"):
        assert "slug" not in track.attrib or re.fullmatch(r"[a-z][a-z0-9-]+", track.attrib["slug"])
    days = root.findall("day")
    assert days
    assert [day.attrib["index"] for day in days] == [str(number) for number in range(1, len(days) + 1)]
    for day in days:
        assert all(ZONED.fullmatch(day.attrib[name]) for name in ("start", "end"))
    events = list(root.iter("event"))
    for event in events:
        assert [event.findtext(name) is None for name in NEEDED_OF_XML] == [False] * len(NEEDED_OF_XML)
        assert XML_SLUG.fullmatch(event.findtext("slug"))
        assert ZONED.fullmatch(event.findtext("date"))
        assert re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", event.findtext("start"))
        assert re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", event.findtext("duration"))
        assert int(event.attrib["id"]) >= 1
    for element in root.iter():
        assert {child.tag for child in element} <= XML_ELEMENTS.get(element.tag, set())
        assert set(element.attrib) <= XML_ATTRIBUTES.get(element.tag, set())
    for parent in (*root.findall("conference"), *events):
        once = [child.tag for child in parent if child.tag != "track"]
        assert len(set(once)) == len(once)
    assert all(UUID(element.attrib["guid"]) for element in (*events, *root.iter("person")))
    assert all(int(person.attrib["id"]) for person in root.iter("person"))
    for unique in ([event.attrib["guid"] for event in events], [event.findtext("slug") for event in events]):
        assert len(set(unique)) == len(unique)


def test_both_hold_what_their_schemas_demand(client, address):
    document = json.loads(client.get(f"{address}schedule.json").content)
    root = etree.fromstring(client.get(f"{address}schedule.xml").content)

    check_json(document)
    check_xml(root)
    assert [event.findtext("title") for event in root.iter("event")] == ["<Opening> & more", "Lunch"]
    (day,) = document["schedule"]["conference"]["days"]
    ((_hall, (opening,)), (nowhere, (lunch,))) = day["rooms"].items()
    assert (opening["title"], opening["language"], lunch["persons"]) == ("<Opening> & more\a", "fr", [])
    assert opening["description"] == "Spoken: French\nInterpreted into: English"
    assert nowhere == "–"


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
