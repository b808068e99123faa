"""Rooms of our own, against a server that checks each call as BigBlueButton's documentation says."""

import logging
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core.cache import caches

from coalition.logs import mask
from coalition.outbound import fetch
from coalition.users.models import User
from events.models import Event
from events.online import bigbluebutton, providers, services
from events.online.models import Joining, OnlineRoom
from events.online.services import rooms_that_failed
from events.team import permissions as team
from tests.events.door.test_door import host
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

from . import bbb_server

DURING = datetime(2027, 3, 10, 9, 30, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(DURING, tick=False)]
AFTER = datetime(2027, 3, 11, 9, 30, tzinfo=UTC)


@pytest.fixture
def server(settings):
    caches["memory"].clear()
    with bbb_server.serving() as meetings:
        settings.BIGBLUEBUTTON_URL, settings.BIGBLUEBUTTON_SECRET = meetings.url, bbb_server.SECRET
        settings.BIGBLUEBUTTON_ALLOW_LOOPBACK = True
        yield meetings


@pytest.fixture
def event():
    event = event_page(EventFactory(mode="online"), title="Training & more").event
    services.set_room(event=event, address=providers.RECORDED)
    return event


@pytest.fixture
def seat(event):
    return RegistrationFactory(
        category=SeatCategoryFactory(event=event), event=event, name="Amina Hidden", discreet=False
    )


def press(client, seat, **typed):
    return client.post(f"/en/registrations/{seat.token}/join/", typed)


def told(address):
    """Return what an address of the server says, beside its checksum."""
    return {name: value for name, value in parse_qsl(urlsplit(address).query) if name != "checksum"}


def test_the_checksum_is_the_one_of_the_documentation(settings):
    settings.BIGBLUEBUTTON_URL = "https://bbb.example/bigbluebutton/"
    settings.BIGBLUEBUTTON_SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"

    address = bigbluebutton.signed("create", {"name": "Test Meeting", "meetingID": "abc123"})

    assert address == (
        "https://bbb.example/bigbluebutton/api/create?name=Test+Meeting&meetingID=abc123&checksum="
        "170d3c83c9685196dfec254390b06130829bca4bcce5ec2960ea632de6b448a2"
    )


def test_the_meeting_is_made_when_the_first_person_comes_and_each_gets_an_address_of_their_own(client, server, seat):
    first = press(client, seat, name="  Nour\nB ")["Location"]
    second = press(client, seat)["Location"]

    room = OnlineRoom.objects.get()
    meeting = providers.meeting_of(room)
    assert [call for call, _asked in server.calls] == ["create"]
    assert server.meetings[providers.meeting_of(room)] == {
        "name": "Training & more", "meetingID": providers.meeting_of(room), "record": "true",
        "autoStartRecording": "false", "allowStartStopRecording": "true",
    }  # fmt: skip
    assert (told(first), told(second)) == tuple(
        {"fullName": name, "meetingID": meeting, "role": "VIEWER", "createTime": server.began[meeting]}
        for name in ("Nour B", "Participant")
    )
    assert b"successfullyJoined" in fetch(first, allow_loopback=True)
    providers.close(room)
    press(client, seat)
    assert b"mismatchCreateTime" in fetch(first, allow_loopback=True)  # it opens no later meeting
    assert b"checksumError" in fetch(first.replace("Nour", "Nora"), allow_loopback=True)
    assert Joining.objects.count() == 1


def test_no_page_or_log_holds_the_address_the_secret_or_the_name(client, server, seat, caplog):
    with caplog.at_level(logging.DEBUG):
        page = client.get(f"/en/registrations/{seat.token}/join/").text
        press(client, seat, name="Nour")
    assert 'name="name"' in page
    for hidden in (bbb_server.SECRET, server.url, providers.meeting_of(OnlineRoom.objects.get()), "Amina Hidden"):
        assert hidden not in page
    logged = mask(caplog.text)  # as every line is written
    for hidden in (bbb_server.SECRET, "Amina Hidden", "Nour"):
        assert hidden not in logged
    assert re.search("[0-9a-f]{32}", logged) is None
    assert not OnlineRoom.objects.filter(address__contains=bbb_server.SECRET).exists()


@pytest.mark.parametrize(
    "says",
    [
        b"", b"no xml", b"<response><returncode>FAILED</returncode></response>", b"<other/>",
        b"<response><returncode>success</returncode></response>",
        b'<!DOCTYPE r [<!ENTITY a "SUCCESS">]><response><returncode>&a;</returncode></response>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><response><returncode>SUCCESS</returncode></response>',
        b"<response><returncode>SUCCESS</returncode>" + b"<a/>" * 100_000 + b"</response>",
        b"<response>" + b"<a>" * 5000 + b"</a>" * 5000 + b"<returncode>SUCCESS</returncode></response>",
    ],
)  # fmt: skip
def test_a_room_that_cannot_be_made_is_told_to_who_comes_and_to_the_hosts(client, server, seat, event, says, caplog):
    team.name_team(event=event, users=[(runner := host(client))])
    client.logout()
    server.says = says

    response = press(client, seat)

    assert (response.status_code, "The room could not be opened" in response.text) == (503, True)
    assert Joining.objects.count() == 0
    [warned] = rooms_that_failed(runner)
    assert (warned.count, rooms_that_failed(User.objects.create_user("other"))) == (1, [])
    assert "Amina" not in caplog.text
    assert bbb_server.SECRET not in caplog.text

    server.says = None
    assert press(client, seat).status_code == 302
    assert rooms_that_failed(runner) == []


def test_hosts_enter_end_and_use_a_recording_which_nothing_publishes_by_itself(client, server, event):
    room = OnlineRoom.objects.get()
    team.name_team(event=event, users=[host(client)])
    page = f"/cms/event-live/{event.pk}/"
    assert client.post(page, {"room": room.pk, "do": "enter"}).context["way"].startswith(server.url)
    client.post(page, {"room": room.pk, "do": "end"})
    assert server.meetings == {}
    assert client.post(page, {"room": room.pk, "do": "end"}).status_code == 200  # it is over already

    row = {"key": "r1", "published": "true", "address": "https://bbb.example/r1"}
    bad = [
        {**row, "key": "r2", "published": "false"}, {**row, "key": "r3", "address": "http://bbb.example/r3"},
        {**row, "key": "r4", "address": "javascript:alert(1)"}, {**row, "key": "r5", "meeting": "another"},
        {**row, "key": "r6", "address": "https://ada@bbb.example/r6"},
    ]  # fmt: skip
    server.recordings = [*bad, row]
    with time_machine.travel(AFTER, tick=False):
        host_again = User.objects.get(username="host")
        client.force_login(host_again)
        [found] = client.post(page, {"room": room.pk, "do": "look"}).context["recordings"]
        assert (found.address, found.minutes) == ("https://bbb.example/r1", 61)
        assert Event.objects.get().recording_url == ""
        client.post(page, {"room": room.pk, "do": "use", "recording": "r3"})
        assert Event.objects.get().recording_url == ""
        client.post(page, {"room": room.pk, "do": "use", "recording": "r1"})
    assert Event.objects.get().recording_url == "https://bbb.example/r1"
