"""What pages of events cost, in the CMS and in public: as many queries for three rows as for one."""

from collections.abc import Callable
from datetime import time, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.users.models import User
from events.agenda import private_calendar
from events.messages import letters
from events.models import Event
from events.online.channels import set_channels
from events.online.services import set_room
from events.programme import release
from events.programme.models import SessionLanguage, SessionSpeaker
from events.registrations import delegations, emails
from events.registrations.admission import PersonalInvitation
from events.registrations.models import Registration
from events.seats.models import Question
from events.team import permissions as team
from tests.factories.doors import CheckInFactory, DoorFactory
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.mail import MessageFactory
from tests.factories.outside import OutsideEventFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
NUMBERS = count()
CALENDARS: dict[int, str] = {}  # the secrets of private calendars, by event
SOON = {"start": NOW + timedelta(days=3), "end": NOW + timedelta(days=3, hours=8)}


@pytest.fixture
def event() -> Event:
    """An event in three days with a page, a programme, a door and seats."""
    event = EventFactory(approval=False, mode="hybrid", **SOON)
    event_page(event)
    SeatCategoryFactory(event=event, capacity=99, brings=9)
    DoorFactory(event=event)
    ProgrammeFactory(event=event)
    return event


def person(event: Event, **facts: Any) -> Registration:
    return RegistrationFactory(category=event.seat_categories.get(), name="Ada", **facts)


def somebody_came(event: Event) -> None:
    CheckInFactory(registration=person(event), door=event.doors.get())


def somebody_waits(event: Event) -> None:
    person(event, state="waiting")


def in_the_team(event: Event) -> None:
    team.join(event=event, user=User.objects.create_user(f"member{next(NUMBERS)}"))


def another_door(event: Event) -> None:
    CheckInFactory(registration=person(event), door=DoorFactory(event=event))


def a_session_with_channels(event: Event) -> None:
    session(event)
    row = event.programme.sessions.latest("pk")
    set_room(event=event, part=row.guid, address="https://rooms.example/own")
    set_channels(event=event, part=row.guid, typed={"en": ("Channel 2", "")})
    release.release(programme=event.programme)


def another_event(event: Event) -> None:
    """One of ours, with a page and somebody who came, and one of others."""
    category = SeatCategoryFactory(event=event_page(EventFactory(**SOON)).event)
    CheckInFactory(registration=RegistrationFactory(category=category))
    OutsideEventFactory(**SOON)


def another_programme(event: Event) -> None:
    ProgrammeFactory(event=EventFactory(**SOON))


def session(event: Event, hour: int | None = None) -> None:
    """A session with a speaker and interpretation, and somebody who needs a language."""
    programme = event.programme
    begins = time(hour or 9 + programme.sessions.count())
    made = SessionFactory(programme=programme, day=SOON["start"].date(), begins=begins, minutes=30)
    who = programme.speakers.first() or SpeakerFactory(programme=programme)
    SessionSpeaker.objects.create(session=made, speaker=who)
    SessionLanguage.objects.create(session=made, language="en", way="interpreted", booked=True)
    registered = person(event)
    registered.languages_needed = ["en"]
    registered.save()


def clash(event: Event) -> None:
    """Two sessions at once that need one person."""
    for _session in range(2):
        session(event, hour=9 + event.programme.sessions.count() // 2)


def speaker(event: Event) -> None:
    SpeakerFactory(programme=event.programme)


def a_released_session(event: Event) -> None:
    session(event)
    release.release(programme=event.programme)


def a_letter(event: Event) -> None:
    chosen = {"states": ["confirmed"], "categories": [event.seat_categories.get().pk], "languages": ["en"]}
    words = {"subject": {"en": "The bus"}, "text": {"en": "It leaves at eight."}}
    letters.write(event=event, by=None, words=chosen | words)


def an_invitation(event: Event) -> None:
    PersonalInvitation.issue(event=event, email=f"mayor{next(NUMBERS)}@town.example", language="en")


def a_mail(event: Event) -> None:
    MessageFactory(template="events/mail/registration", about=emails.about(event))


def a_question(event: Event) -> None:
    Question.objects.create(event=event, text={"en": "Your role?"}, asked="first")


def a_named_person(event: Event) -> None:
    people = [delegations.Person(name="Bob", email=f"bob{next(NUMBERS)}@mail.example")]
    delegations.name_people(leader=holder(event), people=people, language="en")


def a_held_registration(event: Event) -> None:
    """One more registration in the private calendar of the first."""
    another_event(event)
    private_calendar.put_into(registration=Registration.objects.latest("pk"), address=own_calendar(event))


def holder(event: Event) -> Registration:
    """Return the first who registered."""
    return event.registrations.exclude(email="").order_by("pk").first() or person(event)


def own_calendar(event: Event) -> str:
    """Return the secret of the private calendar of the first who registered; there is one a test."""
    token = CALENDARS.get(event.pk) or private_calendar.make(registration=holder(event), shows_titles=True)
    return CALENDARS.setdefault(event.pk, token)


def public(path: str) -> Callable[[Event], str]:
    return lambda event: f"/en/{path.format(event.pk)}"


def own(end: str) -> Callable[[Event], str]:
    return lambda event: f"/en/registrations/{holder(event).token}/{end}"


def page_of(name: str, *args: str) -> Callable[[Event], str]:
    return lambda event: reverse(name, args=[getattr(event, arg) for arg in args] or None)


def of_door(name: str) -> Callable[[Event], str]:
    return lambda event: reverse(f"events_door:{name}", args=[event.doors.order_by("pk").first().pk])


def of_programme(name: str) -> Callable[[Event], str]:
    return lambda event: reverse(f"wagtailsnippets_events_programme:{name}", args=[event.programme.pk])


def snippets(model: str, name: str = "list") -> Callable[[Event], str]:
    return lambda event: reverse(f"wagtailsnippets_events_{model}:{name}")


PAGES: dict[str, tuple[Callable[[Event], str], Callable[[Event], None]]] = {
    "events": (snippets("event"), another_event),
    "registrations": (snippets("registration"), somebody_waits),
    "page of an event": (page_of("events_overview:event", "pk"), somebody_came),
    "page of an event, its team": (page_of("events_overview:event", "pk"), in_the_team),
    "interpretation channels": (page_of("events_live:channels", "pk"), a_session_with_channels),
    "figures to publish": (page_of("events_overview:figures", "pk"), somebody_came),
    "first page": (page_of("wagtailadmin_home"), another_event),
    "doors": (page_of("events_door:index"), another_event),
    "doors of an event": (page_of("events_door:event", "pk"), another_door),
    "door": (of_door("door"), somebody_came),
    "list of a door": (of_door("list"), somebody_came),
    "badges": (page_of("events_papers:badges", "pk"), somebody_came),
    "programmes": (snippets("programme"), another_programme),
    "sessions": (snippets("session"), session),
    "speakers": (snippets("speaker"), speaker),
    "plan": (of_programme("plan"), session),
    "plan with clashes": (of_programme("plan"), clash),
    "add a person": (page_of("wagtailsnippets_events_event:add_person", "pk"), somebody_waits),
    "words": (page_of("wagtailsnippets_events_event:words", "pk"), somebody_waits),
    "next of a series": (page_of("wagtailsnippets_events_event:next", "pk"), somebody_waits),
    "letters": (page_of("events_letters:list", "pk"), a_letter),
    "invitations": (page_of("events_invitations:list", "pk"), an_invitation),
    "emails": (page_of("events_mails:list", "pk"), a_mail),
    "month": (public("calendar/2027/01/"), another_event),
    "list of a month": (public("calendar/2027/01/list/"), another_event),
    "subscribe": (public("calendar/subscribe/"), another_event),
    "list of events": (public("events/"), another_event),
    "programme": (public("events/event-{}/"), a_released_session),
    "calendar of a programme": (public("events/event-{}/programme.ics"), a_released_session),
    "form": (public("events/event-{}/register/"), a_question),
    "own page": (own(""), a_question),
    "agenda": (own("agenda/"), a_released_session),
    "page of a room": (own("join/"), a_session_with_channels),
    "delegation": (own("delegation/"), a_named_person),
    "private calendar": (lambda event: f"/en/calendar/own/{own_calendar(event)}.ics", a_held_registration),
}


@pytest.mark.parametrize("page", PAGES)
def test_three_rows_cost_what_one_costs(client, event, page):
    address_of, add = PAGES[page]
    client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))
    session_of_device = client.session
    session_of_device["door_device"] = {"id": "00000000-0000-0000-0000-000000000001", "name": "Phone A"}
    session_of_device.save()
    costs = []
    for rows in (1, 2):
        for _row in range(rows):
            add(event)
        address = address_of(event)
        client.get(address)  # what is read once a process
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200
        costs.append(len(captured))

    assert costs[0] == costs[1]
