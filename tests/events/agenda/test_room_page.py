"""The page of a room: its languages and captions, for confirmed seats, without an address."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.users.models import User
from events.models import Event
from events.online.channels import set_channels
from events.online.models import Channel, Joining
from events.online.services import set_room
from events.programme import release
from events.programme.models import Session, SessionLanguage
from events.registrations.models import Registration, SeatCategory
from events.team import permissions as team
from tests.events.door.test_door import host
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.django_db
HOST = "secret-place.example"
HALL, CAPTIONS, FRENCH, OWN, OWN_CAPTIONS = (
    f"https://{HOST}/{name}" for name in ("hall", "captions", "french", "own", "own-captions")
)
EIGHT = datetime(2027, 3, 10, 7, 0, tzinfo=UTC)  # in Paris; the event is from nine to half past five


def at(hour, minute=0):
    """In Paris, on the day of the event."""
    return time_machine.travel(EIGHT.replace(hour=hour - 1, minute=minute), tick=False)


def session(programme, code, hour, *, interpreted="", **facts):
    row = SessionFactory(programme=programme, code=code, titles={"en": f"The {code}"}, begins=time(hour), **facts)
    if interpreted:
        SessionLanguage.objects.create(session=row, language=interpreted, way="interpreted", booked=True)
    return row


@pytest.fixture
def event():
    """An online event: two sessions in its room, one with a room of its own, one cancelled."""
    event = EventFactory(mode="online", name="Refuge meeting", start=EIGHT + timedelta(hours=1),
                         end=EIGHT + timedelta(hours=9, minutes=30))  # fmt: skip
    event_page(event, slug="talk", title="Refuge meeting")
    programme = ProgrammeFactory(event=event)
    session(programme, "opening", 10, interpreted="en")
    own = session(programme, "workshop", 11)
    session(programme, "closing", 12)
    session(programme, "off", 13, state="cancelled")
    set_room(event=event, address=HALL, captions=CAPTIONS)
    set_channels(event=event, typed={"fr": ("Channel 2", ""), "en": ("", FRENCH), "es": ("Channel 9", "")})
    set_room(event=event, part=own.guid, address=OWN, captions=OWN_CAPTIONS)
    release.release(programme=programme)
    return event


@pytest.fixture
def seat(event):
    return RegistrationFactory(category=SeatCategoryFactory(event=event, capacity=9), discreet=False)


def url(seat, code=""):
    own = f"{Session.objects.get(code=code).guid}/" if code else ""
    return f"/en/registrations/{seat.token}/join/{own}"


def followed(client, seat, language, code=""):
    """Return where a button of the page leads; None where it leads nowhere."""
    return client.post(url(seat, code), {"follow": language}).get("Location")


@pytest.mark.parametrize("state", ["waiting", "applied", "cancelled"])
def test_it_is_for_confirmed_seats_only(client, seat, state):
    other = RegistrationFactory(category=seat.category, state=Registration.State(state))

    with at(10, 30):
        page = client.get(url(other)).text
        assert [followed(client, other, ""), client.post(url(other)).get("Location")] == [None, None]

    assert ("The room is for people with a seat" in page, "Channel 2" in page) == (True, False)


def test_languages_are_those_that_are_booked_each_with_its_channel(client, seat):
    with at(10, 30):
        room, own = (client.get(url(seat, code)).text for code in ("", "workshop"))

    assert ("Spoken: French" in room, "Interpreted into: English" in room) == (True, True)
    assert ("Channel 2" in room, "Channel 9" in room) == (True, False)  # nobody interprets into Spanish
    assert room.count("Open this channel") == 1
    assert ("Spoken: French" in own, "Channel 2" in own) == (True, False)


def test_buttons_lead_to_captions_and_channels_and_only_the_room_counts_as_joining(client, seat):
    with at(11, 30):
        assert [followed(client, seat, language) for language in ("", "en")] == [CAPTIONS, FRENCH]
        assert followed(client, seat, "", "workshop") == OWN_CAPTIONS
        assert [followed(client, seat, *nowhere) for nowhere in (("fr",), ("xx",), ("en", "workshop"))] == [None] * 3
        assert not Joining.objects.exists()
        assert client.post(url(seat, "workshop"))["Location"] == OWN

    assert [row.part for row in Joining.objects.all()] == [Session.objects.get(code="workshop").guid]


def test_who_sits_in_the_hall_is_led_there_while_the_room_is_open(client, seat, event):
    Event.objects.update(mode="hybrid")
    SeatCategory.objects.update(kind="on-site")
    for hour, is_led in ((8, False), (10, True)):
        with at(hour):
            assert (f'href="{url(seat)}"' in client.get(f"/en/registrations/{seat.token}/").text) is is_led


def test_hosts_say_channels_and_captions_and_nobody_else_reads_them(client, seat, event):
    own = Session.objects.get(code="workshop")
    member = host(client)
    address = reverse("events_live:channels", args=[event.pk])
    page = client.get(address).content.decode()
    assert ("The event" in page, "The workshop" in page, "The opening" in page) == (True, True, False)
    assert FRENCH in page

    wrong = client.post(address, {"event-name_en": "Two", "event-address_fr": "http://plain.example"})
    assert wrong.status_code == 200
    assert "begins with https://" in wrong.content.decode()
    assert 'value="Two"' in wrong.content.decode()
    said = {"event-name_en": "Two", f"{own.guid}-address_fr": f"https://{HOST}/new"}
    assert client.post(address, said).status_code == 302
    assert set(Channel.objects.values_list("room__part", "language", "name", "address")) == {
        (None, "en", "Two", ""), (own.guid, "fr", "", f"https://{HOST}/new"),
    }  # fmt: skip

    team.name_team(event=event, users=[User.objects.create_user("owner")])
    client.force_login(member)
    assert client.get(address).status_code == 302  # found nowhere
