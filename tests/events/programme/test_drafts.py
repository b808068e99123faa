"""A programme whose event was cancelled, postponed or moved shows no session as if it were held then."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from coalition.users import roles
from coalition.users.models import User
from events.agenda import private_calendar as own_calendar
from events.agenda import services, sessions
from events.door.tickets import languages_on
from events.models import Event
from events.programme import drafts, release
from events.programme.models import Programme, Session
from events.registrations.models import Registration
from events.registrations.services import save_event
from events.team.permissions import name_team
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, run_all
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
NO_DATE = "The new date is not known yet"
NEW_DAYS = "This event has new dates"


@pytest.fixture
def seat():
    """A seat at a seminar of three days with a released programme: one limited session and one more on each day."""
    event = event_page(EventFactory(end=datetime(2027, 3, 12, 16, tzinfo=UTC)), slug="talk", title="A seminar").event
    programme = ProgrammeFactory(event=event)
    for day in (10, 11, 12):
        for name, capacity in (("talk", None), ("workshop", 5)):
            SessionFactory(
                programme=programme, code=f"{name}-{day}", capacity=capacity, day=date(2027, 3, day),
                titles={"en": f"The {name} of {day}"},
            )  # fmt: skip
    release.release(programme=programme)
    return RegistrationFactory(category=SeatCategoryFactory(event=event))


def become(**facts):
    event = Event.objects.get()
    for name, value in facts.items():
        setattr(event, name, value)
    save_event(event=event)


def move(days):
    event = Event.objects.get()
    become(
        state="scheduled",
        wall_start=event.wall_start + timedelta(days=days),
        wall_end=event.wall_end + timedelta(days=days),
    )


def key(code):
    return Session.objects.get(code=code).pk


def fetched(client, seat):
    """Return of each session in a private calendar its status and its sequence."""
    address = f"/en/calendar/own/{own_calendar.make(registration=seat, shows_titles=True)}.ics"
    rows = icalendar.Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return {(str(row["STATUS"]), row["SEQUENCE"]) for row in rows if "The " in str(row["SUMMARY"])}


def pages(client, seat):
    agenda = f"/en/registrations/{seat.token}/agenda/?all=1"
    return [client.get(path).content.decode() for path in ("/en/events/talk/programme/", agenda)]


def file(client):
    return client.get("/en/events/talk/schedule.json").status_code


def refusal(seat, code):
    with pytest.raises(services.Refused) as refused:
        services.take_place(registration=seat, session=key(code))
    return refused.value.reason


def test_the_feed_says_what_the_event_is_and_its_sequence_never_goes_back(client, seat):
    services.star(registration=seat, session=key("talk-10"))
    found = [fetched(client, seat)]
    for state in ("cancelled", "scheduled", "postponed", "scheduled"):
        become(state=state)
        found.append(fetched(client, seat))
    Registration.objects.update(state="cancelled")
    found.append(fetched(client, seat))

    assert found == [
        {("CONFIRMED", 0)}, {("CANCELLED", 1)}, {("CONFIRMED", 2)}, {("TENTATIVE", 3)}, {("CONFIRMED", 4)},
        {("CANCELLED", 5)},
    ]  # fmt: skip


def test_a_cancelled_event_says_so_gives_no_places_and_has_no_schedule_file(client, seat):
    assert file(client) == 200
    become(state="cancelled")

    for text in pages(client, seat):
        assert ("This event is cancelled" in text, "Take a place" in text) == (True, False)
    assert "schedule.json" not in pages(client, seat)[0]
    assert (refusal(seat, "workshop-10"), file(client)) == (services.GONE, 404)
    assert sessions.sessions(Event.objects.get()) == []


def test_a_postponed_event_shows_no_day_of_its_programme(client, seat):
    services.star(registration=seat, session=key("talk-10"))
    become(state="postponed")

    programme, agenda = pages(client, seat)

    for text in (programme, agenda):
        assert [words in text for words in ("2027-03", "March", NO_DATE, "Take a place")] == [False, False, True, False]
        assert [f">Day {number}</h2>" in text for number in (1, 2, 3)] == [True] * 3
    mine = client.get(f"/en/registrations/{seat.token}/agenda/").content.decode()
    assert "March" not in mine
    assert (refusal(seat, "workshop-10"), file(client)) == (services.UNDATED, 404)


def test_a_moved_event_says_that_its_programme_is_of_the_days_before_until_it_is_released(client, seat):
    services.star(registration=seat, session=key("talk-10"))
    move(28)

    for text in pages(client, seat):
        assert (NEW_DAYS in text, "March" in text, ">Day 1</h2>" in text) == (True, False, True)
    assert fetched(client, seat) == {("TENTATIVE", 1)}
    assert (refusal(seat, "workshop-10"), file(client)) == (services.UNDATED, 404)
    assert (sessions.sessions(Event.objects.get()), languages_on(Registration.objects.get())) == ([], [])

    programme = Programme.objects.get()
    seen = drafts.days_of(programme)
    assert drafts.move_all(programme=programme, days=28, seen=seen) == 6
    with pytest.raises(ValidationError, match="somebody has changed the days"):  # pressed twice
        drafts.move_all(programme=programme, days=0, seen=seen)
    release.release(programme=Programme.objects.get())

    for text in pages(client, seat):
        assert (NEW_DAYS in text, "7 April 2027" in text) == (False, True)
    assert (fetched(client, seat), file(client)) == ({("CONFIRMED", 2)}, 200)
    assert len(sessions.sessions(Event.objects.get())) == 6


@pytest.fixture
def host(client):
    user = User.objects.create_user("host", "host@coalition.example", "x", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(user)
    client.force_login(user)
    return user


def plan():
    return reverse("wagtailsnippets_events_programme:plan", args=[Programme.objects.get().pk])


def shifted(client, days):
    """Return what the form of the plan sends."""
    return {"days": days, "seen": client.get(plan()).context["shift"]["seen"].value()}


def days():
    return sorted(Session.objects.values_list("day", flat=True))[::2]


STAYED = "6 sessions of the programme are outside the days of the event"


def test_the_first_page_and_the_plan_say_so_to_the_team_and_one_button_moves_all(client, seat, host):
    name_team(event=seat.event, users=[host])
    other = User.objects.create_user("other", "other@coalition.example", "x", is_staff=True)
    other.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(other)
    assert (drafts.of_hosts(host), "Move all sessions" in client.get(plan()).content.decode()) == ([], False)
    move(28)

    assert [[item.title for item in line.items] for line in drafts.of_hosts(host)] == [[str(seat.event)]]
    assert drafts.of_hosts(other) == []
    shown = client.get(plan())
    assert (STAYED in shown.content.decode(), shown.context["shift"]["days"].value()) == (True, 28)
    answer = client.post(plan(), shifted(client, "28"), follow=True).content.decode()

    assert "6 sessions are moved. Readers see it after the next release." in answer
    assert days() == [date(2027, 4, 7), date(2027, 4, 8), date(2027, 4, 9)]
    assert (drafts.of_hosts(host), STAYED in answer, Programme.objects.get().versions.count()) == ([], False, 1)


@pytest.mark.parametrize(("day", "number"), [(9, 1), (10, 0), (12, 0), (13, 1)])
@pytest.mark.parametrize("all_day", [True, False])
def test_the_days_of_an_event_are_the_same_to_the_database(seat, day, number, all_day):
    event = Event.objects.get()
    if all_day:
        event.wall_start, event.wall_end, event.all_day = datetime(2027, 3, 10), datetime(2027, 3, 13), True
        event.save()
    Session.objects.filter(code="talk-11").update(day=date(2027, 3, day))

    assert Session.objects.astray().count() == number
    assert len(drafts.strays(event)[0]) == number
