"""No session is shown, or typed, as if it were held when its event is not: cancelled, postponed, moved or shorter."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
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
from tests.cms.typed import form_of
from tests.factories.charter import staff
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
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
    return [client.get(path).text.partition("<main")[2] for path in ("/en/events/talk/", agenda)]


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
        assert [f">Day {number}<" in text.replace(" <", "<") for number in (1, 2, 3)] == [True] * 3
    mine = client.get(f"/en/registrations/{seat.token}/agenda/").content.decode()
    assert "March" not in mine
    assert (refusal(seat, "workshop-10"), file(client)) == (services.UNDATED, 404)


def test_a_moved_event_says_that_its_programme_is_of_the_days_before_until_it_is_released(client, seat):
    services.star(registration=seat, session=key("talk-10"))
    move(28)

    for text in pages(client, seat):
        assert (NEW_DAYS in text, "March" in text, ">Day 1<" in text.replace(" <", "<")) == (True, False, True)
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


def plan():
    return reverse("wagtailsnippets_events_programme:plan", args=[Programme.objects.get().pk])


STAYED = "6 sessions of the programme are outside the days of the event"


def test_the_first_page_and_the_plan_say_so_to_the_team_and_one_button_moves_all(client, seat, host):
    user = User.objects.get()
    name_team(event=seat.event, users=[user])
    assert (drafts.of_hosts(user), "Move all sessions" in client.get(plan()).text) == ([], False)
    move(28)

    assert [[item.title for item in line.items] for line in drafts.of_hosts(user)] == [[str(seat.event)]]
    assert drafts.of_hosts(staff(roles.EVENT_HOSTS, "other")) == []
    shown = client.get(plan())
    assert (STAYED in shown.text, shown.context["shift"]["days"].value()) == (True, 28)
    seen = shown.context["shift"]["seen"].value()
    refused = client.post(plan(), {"days": "27", "seen": seen}).text
    assert "Nothing was moved: 2 sessions would be outside the days of the event." in refused
    answer = client.post(plan(), {"days": "28", "seen": seen}, follow=True).text

    assert "6 sessions are moved. Readers see it after the next release." in answer
    assert {*Session.objects.values_list("day", flat=True)} == {date(2027, 4, day) for day in (7, 8, 9)}
    assert (drafts.of_hosts(user), STAYED in answer, Programme.objects.get().versions.count()) == ([], False, 1)


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


EARLY = "The session would begin before the event, which is: {}. Choose a later hour, or change the event first."
LATE = (
    "The session would end after the event, which is: {}. Choose an earlier hour or a shorter session, or change the "
    "event first."
)
HOURS = "10 March 2027, 10:00 to 17:00, Paris time"


@pytest.fixture
def programme():
    """The programme of a training from ten to five."""
    return ProgrammeFactory(event=event_page(EventFactory()).event)


def edit(of, pk):
    return reverse(f"wagtailsnippets_events_{of}:edit", args=[pk])


def refused(programme, **facts):
    """Return what is said of a session with these facts, by field."""
    session = Session(programme=programme, code="one", titles={"en": "One"}, **{"day": date(2027, 3, 10)} | facts)
    try:
        session.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("begins", "minutes", "said"),
    [
        (time(10), 420, {}),
        (time(16), 60, {}),
        (time(9, 55), 60, {"begins": [EARLY.format(HOURS)]}),
        (time(16), 61, {"minutes": [LATE.format(HOURS)]}),
        (time(18), 60, {"minutes": [LATE.format(HOURS)]}),
    ],
)
def test_a_session_is_within_the_hours_of_its_event(programme, begins, minutes, said):
    assert refused(programme, begins=begins, minutes=minutes) == said


SHORTER = "1 session of the programme begins before the event or ends after it: Evening."


def test_who_changes_the_hours_of_an_event_reads_before_and_after_which_sessions_are_outside(host, programme):
    evening = SessionFactory(programme=programme, begins=time(15), titles={"en": "Evening"})
    SessionFactory(programme=programme)
    SessionFactory(programme=programme, begins=time(16), state="cancelled")
    RegistrationFactory(category=SeatCategoryFactory(event=programme.event))

    address = edit("event", programme.event_id)
    typed = form_of(host.get(address)) | {"end": "2027-03-10 15:00"}

    asked, saved = (host.post(address, typed | more, follow=True).text for more in ({}, {"telling": "yes"}))

    assert [SHORTER in text for text in (asked, saved)] == [True, True]
    assert f'href="{edit("session", evening.pk)}"' in saved
    assert Event.objects.get().wall_end == datetime(2027, 3, 10, 15)


@pytest.mark.parametrize(("begins", "minutes", "number"), [(time(10), 420, 0), (time(9, 59), 60, 1), (time(16), 61, 1)])
def test_the_hours_of_an_event_are_the_same_to_the_database(programme, begins, minutes, number):
    SessionFactory(programme=programme, begins=begins, minutes=minutes)

    assert (Session.objects.astray().count(), len(drafts.strays(programme.event)[1])) == (number, number)


@pytest.mark.parametrize("minutes", [1441, 10**9, 10**18])
def test_a_session_without_end_is_refused_in_words(programme, minutes):
    assert [*refused(programme, begins=time(10), minutes=minutes)] in (["minutes"], ["__all__"])
