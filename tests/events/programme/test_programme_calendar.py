"""The sessions of a programme in one's own calendar: as released, and moved when they move."""

from datetime import time
from uuid import UUID

import pytest
from icalendar import Calendar

from events.models import Event
from events.programme import release
from events.programme.models import Session
from events.registrations import services
from tests.factories.events import EventFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, TrackFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
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
    services.cancel(event=programme.event)
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
