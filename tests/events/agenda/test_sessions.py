"""Sessions online: a room and a window of their own, told by nothing but the button of who may enter."""

import json
import logging
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.users.models import User
from events.agenda import private_calendar as own_calendar
from events.agenda import services
from events.online.models import Joining, OnlineRoom
from events.online.services import set_room
from events.programme import release
from events.programme.models import ProgrammeVersion, Session
from events.registrations.models import Registration
from events.team import permissions as team
from tests.cms.typed import form_of
from tests.crawling import crawl
from tests.events.door.test_door import host
from tests.events.online.test_doors import ELSEWHERE, HOST
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.django_db
EIGHT = datetime(2027, 3, 10, 7, 0, tzinfo=UTC)  # in Paris
OWN, LIMITED, HALL = (f"https://{HOST}/{name}" for name in ("own", "limited", "hall"))


@pytest.fixture(params=["online", "hybrid"])
def event(request):
    """An event of which two sessions have a room of their own, one of them with limited seats, and two have none."""
    event = EventFactory(mode=request.param, name="Online training")
    event_page(event, slug="talk", title="Online training")
    programme = ProgrammeFactory(event=event)
    for code, hour, more in (
        ("own", 10, {}), ("limited", 11, {"capacity": 1}), ("none", 12, {}), ("off", 13, {"state": "cancelled"}),
    ):  # fmt: skip
        facts = {"code": code, "titles": {"en": f"The {code}"}, "begins": time(hour), **more}
        session = SessionFactory(programme=programme, **facts)
        if code != "none":
            set_room(event=event, part=session.guid, address=f"https://{HOST}/{code}", opens_before=20)
    set_room(event=event, address=HALL)
    release.release(programme=programme)
    return event


@pytest.fixture
def seat(event):
    return RegistrationFactory(category=SeatCategoryFactory(event=event, capacity=9), discreet=False)


def at(hour, minute=0):
    """In Paris, on the day of the event."""
    return time_machine.travel(EIGHT.replace(hour=hour - 1, minute=minute), tick=False)


def door(seat, code):
    return f"/en/registrations/{seat.token}/join/{Session.objects.get(code=code).guid}/"


def pressed(client, seat, code):
    """Return where the button of a session leads; None where it leads nowhere."""
    return client.post(door(seat, code)).get("Location")


def test_no_page_feed_version_index_or_log_holds_the_room_of_a_session(client, seat, caplog):
    for code in ("own", "limited"):
        services.star(registration=seat, session=Session.objects.get(code=code).pk)
    services.take_place(registration=seat, session=Session.objects.get(code="limited").pk)
    agenda = f"/en/calendar/own/{own_calendar.make(registration=seat, shows_titles=True)}.ics"
    own = f"/en/registrations/{seat.token}/"
    starts = ["events/", "events/talk/", "events/talk/schedule.json", "events/talk/programme.ics",
              "events/talk/event.ics", "calendar/all.ics",
              "search/?q=limited"]  # fmt: skip

    with caplog.at_level(logging.DEBUG), at(10, 30):
        paths = [*(f"/en/{path}" for path in starts), own, f"{own}agenda/", f"{own}agenda/?all=1", agenda]
        said = crawl(client, paths, leave=ELSEWHERE)
        assert pressed(client, seat, "own") == OWN  # the rows that could leak are there
    with at(11):
        assert pressed(client, seat, "limited") == LIMITED

    assert {door(seat, "own"), f"{own}agenda/"} <= set(said)
    assert "BEGIN:VEVENT" in said[agenda].text
    assert [path for path, one in said.items() if HOST in one.text] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(i::text, '') FROM wagtailsearch_indexentry AS i")
        indexed = cursor.fetchone()[0]
    versions = json.dumps(ProgrammeVersion.objects.get().content)
    assert ("The own" in versions, "train" in indexed) == (True, True)
    assert [HOST in kept for kept in (versions, indexed, caplog.text)] == [False] * 3


@pytest.mark.parametrize(
    ("hour", "minute", "opens", "attends"),
    [
        (9, 39, False, False),
        (9, 40, True, True),
        (10, 59, True, True),
        (11, 0, True, False),
        (11, 29, True, False),
        (11, 30, False, False),
    ],
)
def test_session_has_a_window_of_its_own(client, seat, hour, minute, opens, attends):
    with at(hour, minute):
        shown = client.get(door(seat, "own")).content.decode()
        assert pressed(client, seat, "own") == (OWN if opens else None)

    assert ("The own" in shown, "Enter the room" in shown) == (True, opens)
    assert [row.part for row in Joining.objects.all()] == [Session.objects.get(code="own").guid] * attends


def test_a_limited_session_opens_to_its_places_and_every_session_to_confirmed_seats_only(client, seat):
    waiting = RegistrationFactory(category=seat.category, state=Registration.State.WAITING)
    with at(8):
        services.take_place(registration=seat, session=Session.objects.get(code="limited").pk)
    other = RegistrationFactory(category=seat.category)

    with at(11):
        assert [pressed(client, row, "limited") for row in (seat, other, waiting)] == [LIMITED, None, None]
        assert "for people with a place in it" in client.get(door(other, "limited")).content.decode()
        services.give_place_back(registration=seat, session=Session.objects.get(code="limited").pk)
        assert pressed(client, seat, "limited") is None
    with at(10):
        assert [pressed(client, row, "own") for row in (other, waiting)] == [OWN, None]


def test_a_session_without_a_room_is_in_the_events_where_all_of_it_is_online(client, seat, event):
    online = event.mode == "online"

    with at(12):
        response = client.post(door(seat, "none"))
    with at(13):
        assert client.get(door(seat, "off")).status_code == 404

    assert (response.status_code, response.get("Location")) == ((302, HALL) if online else (404, None))


def test_hosts_swap_the_room_without_a_mail_and_only_the_team_sees_it(client, seat, event):
    session = Session.objects.get(code="own")
    address = reverse("wagtailsnippets_events_session:edit", args=[session.pk])
    member = host(client)
    opened = client.get(address)
    assert OWN in opened.text

    typed = {"room_address": "https://other.example/2", "room_opens_before": "5"}
    response = client.post(address, form_of(opened) | typed)

    assert response.status_code == 302, response.context["form"].errors
    with at(10):
        assert pressed(client, seat, "own") == "https://other.example/2"
    assert Message.objects.count() == 0
    assert [entry for entry in ModelLogEntry.objects.all() if "other.example" in f"{entry.label}{entry.data}"] == []

    team.name_team(event=event, users=[User.objects.create_user("owner")])
    client.force_login(member)
    assert "other.example" not in client.get(address).content.decode()
    client.post(address, form_of(opened) | {"room_address": "https://stranger.example/3"})
    assert OnlineRoom.objects.get(part=session.guid).address == "https://other.example/2"
