"""The live page: in the window, for confirmed seats, without an address of a room."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.users.models import User
from events.online.channels import set_channels
from events.online.models import Channel, Joining
from events.online.services import set_room
from events.programme import release
from events.programme.models import Session, SessionLanguage, SessionSpeaker
from events.registrations.models import Registration
from events.team import permissions as team
from tests.events.door.test_door import host
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

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
    first = session(programme, "opening", 10, interpreted="en")
    own = session(programme, "workshop", 11)
    session(programme, "closing", 12)
    session(programme, "off", 13, state="cancelled")
    SessionSpeaker.objects.create(session=first, speaker=SpeakerFactory(programme=programme, name="Amina Diallo"))
    SessionSpeaker.objects.create(session=own, speaker=SpeakerFactory(programme=programme, name="Lena Ortiz"))
    set_room(event=event, address=HALL, captions=CAPTIONS)
    set_channels(event=event, typed={"fr": ("Channel 2", ""), "en": ("", FRENCH), "es": ("Channel 9", "")})
    set_room(event=event, part=own.guid, address=OWN, captions=OWN_CAPTIONS)
    release.release(programme=programme)
    return event


@pytest.fixture
def seat(event):
    return RegistrationFactory(category=SeatCategoryFactory(event=event, capacity=9), discreet=False)


def url(seat):
    return f"/en/registrations/{seat.token}/live/"


def seen(client, seat):
    return client.get(url(seat)).content.decode()


def followed(client, seat, **where):
    """Return where a button of the page leads."""
    return client.post(url(seat), where)["Location"]


@pytest.mark.parametrize(
    ("hour", "minute", "state"),
    [(8, 44, "early"), (8, 45, "open"), (17, 29, "open"), (17, 30, "over")],
)
def test_it_is_there_in_the_window_of_the_room_only(client, seat, hour, minute, state):
    with at(hour, minute):
        page, linked = seen(client, seat), client.get(f"/en/registrations/{seat.token}/").content.decode()

    opens = state == "open"
    words = {"early": "It opens on 10 March 2027, 08:45, Paris time.", "over": "This event has taken place",
             "open": "The room is open."}  # fmt: skip
    assert words[state] in page
    assert [("Enter the room" in page), (f'href="{url(seat)}"' in linked)] == [opens] * 2


@pytest.mark.parametrize("state", ["waiting", "applied", "cancelled"])
def test_it_is_for_confirmed_seats_only(client, seat, state):
    other = RegistrationFactory(category=seat.category, state=Registration.State(state))

    with at(10, 30):
        page = seen(client, other)
        assert followed(client, other) == url(other)

    assert "The room is for people with a seat" in page
    assert ("The opening" in page, "Amina Diallo" in page) == (False, False)


def test_it_says_what_is_on_what_comes_next_and_who_speaks(client, seat):
    with at(10, 30):
        early = seen(client, seat)
    with at(11, 30):
        late = seen(client, seat)

    on, following = (
        early.split("On now")[1].split(">Next<")[0],
        early.split(">Next<")[1].split("Back to my registration")[0],
    )
    assert [title in on for title in ("The opening", "The workshop", "The closing")] == [True, False, False]
    assert [title in following for title in ("The opening", "The workshop", "The closing")] == [False, True, True]
    assert "10 March 2027, 10:00 to 11:00, Paris time" in on
    assert 'data-zone="Europe/Paris"' in on  # in the reader's own time too, by js/local-time.js
    assert "The off" not in early
    assert "Amina Diallo" in on
    assert ("Amina Diallo" in late, "Lena Ortiz" in late) == (False, True)


def test_languages_are_those_that_are_booked_each_with_its_channel(client, seat):
    with at(10, 30):
        room = seen(client, seat).split(">The room<")[1].split("On now")[0]

    assert "Spoken: French" in room
    assert "Interpreted into: English" in room
    assert ("Channel 2" in room, "Channel 9" in room) == (True, False)  # nobody interprets into Spanish
    assert room.count("Open this channel") == 1


def test_buttons_lead_to_captions_and_channels_and_only_the_room_counts_as_joining(client, seat, event):
    own = str(Session.objects.get(code="workshop").guid)
    with at(11, 30):
        assert followed(client, seat) == CAPTIONS
        assert followed(client, seat, language="en") == FRENCH
        assert followed(client, seat, part=own) == OWN_CAPTIONS
        assert not Joining.objects.exists()
        for nowhere in ({"language": "fr"}, {"language": "xx"}, {"part": "x"}, {"part": own, "language": "en"}):
            assert followed(client, seat, **nowhere) == url(seat)
        page = seen(client, seat)
        assert f'action="/en/registrations/{seat.token}/join/{own}/"' in page
        assert client.post(f"/en/registrations/{seat.token}/join/{own}/")["Location"] == OWN

    assert [str(row.part) for row in Joining.objects.all()] == [own]


def test_somebody_of_another_event_neither_sees_nor_follows(client, seat, event):
    """Nor does who holds an ordinary page learn anything: what a partner has is a link of their own."""
    other = RegistrationFactory(category=SeatCategoryFactory(event=EventFactory(mode="online", start=event.start,
                                end=event.end)), discreet=False)  # fmt: skip
    with at(10, 30):
        page = seen(client, other)
        follows = client.post(f"/en/e/{event.short_id}/r/{other.token}/live/")
        unknown = client.post(f"/en/registrations/{'x' * 43}/live/")

    assert [words in page for words in ("Refuge", "The opening", "Channel 2")] == [False] * 3
    assert follows["Location"] == url(other)
    assert unknown.status_code == 404


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
