"""The next of a series: when they are, what comes along, and who may make them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from coalition.users.models import User
from events.desk import meetings
from events.desk.meetings import Rule, next_starts
from events.models import Event
from events.online import services as rooms
from events.online.models import OnlineRoom
from events.pages.models import EventPage
from events.programme import release
from events.programme.models import Programme, Session, SessionChoice, SessionLanguage, SessionSpeaker
from events.registrations.models import Registration, SeatCategory
from events.team import permissions as team
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import (
    PairFactory,
    ProgrammeFactory,
    RoomFactory,
    SessionFactory,
    SpeakerFactory,
    TrackFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        ("2027-03-10", Rule.WEEKLY, ["2027-03-17", "2027-03-24", "2027-03-31"]),
        ("2027-03-10", Rule.FORTNIGHTLY, ["2027-03-24", "2027-04-07", "2027-04-21"]),
        ("2027-01-31", Rule.MONTHLY, ["2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2027-03-09", Rule.MONTHLY_WEEKDAY, ["2027-04-13", "2027-05-11", "2027-06-08"]),  # the second Tuesday
        ("2027-03-31", Rule.MONTHLY_WEEKDAY, ["2027-04-28", "2027-05-26", "2027-06-30"]),  # the fifth: the last
        ("2028-02-29", Rule.YEARLY, ["2029-02-28", "2030-02-28", "2031-02-28"]),
    ],
)
def test_the_dates_of_a_rule(start, rule, days):
    found = next_starts(datetime.fromisoformat(f"{start}T18:30"), rule, 3)
    assert found == [datetime.fromisoformat(f"{day}T18:30") for day in days]


@pytest.fixture
def evening(django_user_model):
    """An evening in Paris with seats, a page in two languages and somebody who registered."""
    event = EventFactory(
        name="Evening",
        closed=True,
        registration_opens=datetime(2027, 3, 1, 8, tzinfo=UTC),
        state=Event.State.POSTPONED,
    )
    seats = SeatCategoryFactory(event=event, names={"en": "Front row"}, capacity=7, peak=5)
    RegistrationFactory(category=seats, event=event)
    for language in ("en", "fr"):
        event_page(event, language)
    return event


def made_from(event, user, *starts, publish=False):
    return meetings.make_next(event=event, starts=starts, publish=publish, user=user)


def test_facts_seats_and_words_come_along_and_nobody_does(evening, admin_user):
    [made] = made_from(evening, admin_user, datetime(2027, 4, 10, 10))

    same = ("name", "kind", "zone", "place", "country", "spoken", "closed", "mode")
    assert [getattr(made, name) for name in same] == [getattr(evening, name) for name in same]
    assert (made.state, made.sequence) == (Event.State.SCHEDULED, 0)
    assert made.uid != evening.uid
    assert made.short_id != evening.short_id
    seats = SeatCategory.objects.get(event=made)
    assert (seats.names, seats.capacity, seats.peak) == ({"en": "Front row"}, 7, 0)
    assert [member.user for member in made.team.all()] == [admin_user]
    assert Registration.objects.filter(event=made).count() == 0
    assert Registration.objects.filter(event=evening).count() == 1


def test_hours_stay_where_they_are_on_a_clock_though_it_changes_between(evening, admin_user):
    [made] = made_from(evening, admin_user, datetime(2027, 4, 10, 10))

    assert (made.wall_start, made.wall_end) == (datetime(2027, 4, 10, 10), datetime(2027, 4, 10, 17))
    assert made.start == datetime(2027, 4, 10, 8, tzinfo=UTC)  # summer time: it was 09:00 in March
    assert made.registration_opens == datetime(2027, 4, 1, 7, tzinfo=UTC)  # 9 o'clock on the same clock


def next_url(event, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('wagtailsnippets_events_event:next', args=[event.pk])}?{query}"


def test_one_more_on_a_day_of_ones_choice(evening, admin_client):
    button = admin_client.get(next_url(evening, rule="once")).text
    assert ("Duplicate" in button, "Choose the day." in button) == (True, False)
    for day, count, message in (("", "1", "Choose the day."), ("soon", "1", "Enter a real date."),
                                ("2027-05-20", "2", "A single date makes a single event: enter 1."),
                                ("0001-01-01", "1", "Give a year from 2000 to 2099.")):  # fmt: skip
        page = admin_client.post(next_url(evening), {"rule": "once", "count": count, "day": day}).text
        assert (message in page, Event.objects.count()) == (True, 1)

    admin_client.post(next_url(evening), {"rule": "once", "count": "1", "day": "2027-05-20"})
    assert Event.objects.exclude(pk=evening.pk).get().wall_start == datetime(2027, 5, 20, 10)


@pytest.fixture
def programme(evening):
    """Two sessions on the day of the evening, with all that hangs on them, a third that is cancelled; released."""
    programme = ProgrammeFactory(event=evening, languages_asked_until=date(2027, 3, 1))
    speaker = SpeakerFactory(programme=programme, name="Ada", portrait=None)
    held = {"room": RoomFactory(programme=programme), "track": TrackFactory(programme=programme)}
    opening, _closing = (SessionFactory(programme=programme, **held) for _each in range(2))
    SessionFactory(programme=programme, state="cancelled")
    SessionSpeaker.objects.create(session=opening, speaker=speaker, moderates=True)
    pair = PairFactory(programme=programme)
    SessionLanguage.objects.create(session=opening, language="fr", way="interpreted", pair=pair, booked=True)
    registered = Registration.objects.get(event=evening)
    SessionChoice.objects.create(session=opening, registration=registered, kind="star")
    rooms.set_room(event=evening, address="https://meet.example/opening", part=opening.guid)
    release.release(programme=programme)
    return programme


def test_the_programme_comes_along_as_a_draft_on_the_new_days(evening, programme, admin_client):
    asked = {"rule": "monthly", "count": "1", "with_programme": "on"}
    admin_client.post(next_url(evening), asked)

    made = Programme.objects.exclude(pk=programme.pk).get()
    old = Session.objects.filter(programme=programme, state="scheduled").order_by("pk")
    new = Session.objects.filter(programme=made).order_by("pk")
    same = ("code", "kind", "titles", "begins", "minutes", "capacity")
    assert list(new.values(*same)) == list(old.values(*same))
    assert [(row.day - was.day).days for row, was in zip(new, old, strict=True)] == [31, 31]
    assert {row.guid for row in new} & {row.guid for row in old} == set()
    [speaks] = SessionSpeaker.objects.filter(session__in=new)
    [language] = SessionLanguage.objects.filter(session__in=new, way="interpreted")
    owners = {row.programme_id for row in (speaks.speaker, language.pair, new[0].room, new[0].track)}
    assert (speaks.speaker.name, speaks.moderates, language.booked, owners) == ("Ada", True, False, {made.pk})
    assert (made.languages_asked_until, made.versions.count()) == (date(2027, 4, 1), 0)
    assert list(OnlineRoom.objects.filter(event=made.event).values_list("part", "address")) == [
        (new[0].guid, "https://meet.example/opening")
    ]
    assert SessionChoice.objects.exclude(session__in=old).count() == 0


def series_url(event):
    return reverse("wagtailsnippets_events_event:series", args=[event.pk])


@pytest.fixture
def weekly(admin_client):
    """A meeting in March, and the three that were made of it by the form."""
    event = EventFactory(name="Evening")
    event_page(event)
    asked = {"rule": "weekly", "count": "3"}
    admin_client.post(next_url(event), asked)
    return list(Event.objects.order_by("start"))


def test_later_meetings_that_nobody_knows_yet_take_over_what_one_says(weekly, admin_client):
    first, second, third, _fourth = weekly
    RegistrationFactory(event=third, category=SeatCategoryFactory(event=third))
    first.wall_start, first.wall_end = datetime(2027, 3, 10, 19), datetime(2027, 3, 10, 21)
    first.place, first.registration_opens = {"en": "Library"}, datetime(2027, 3, 1, 8, tzinfo=UTC)
    first.save()

    admin_client.post(series_url(first), {"do": "follow"})

    found = [Event.objects.get(pk=row.pk) for row in weekly]
    assert [f"{row.wall_start:%m-%d %H:%M} {row.wall_end:%H:%M} {row.place['en']}" for row in found] == [
        "03-10 19:00 21:00 Library", "03-17 19:00 21:00 Library", "03-24 10:00 17:00 MC93, Bobigny",
        "03-31 19:00 21:00 Library",
    ]  # fmt: skip
    assert found[3].registration_opens == datetime(2027, 3, 22, 8, tzinfo=UTC)
    EventPage.objects.get(event=second).save_revision().publish()
    assert [
        row.pk for row in meetings.followers(Event.objects.get(pk=first.pk), User.objects.get(username="admin"))
    ] == [weekly[3].pk]


def test_the_rest_is_cancelled_after_one_more_question(weekly, admin_client):
    first, second, third, _fourth = weekly
    RegistrationFactory(event=third, category=SeatCategoryFactory(event=third))

    refused = admin_client.post(series_url(second), {"do": "cancel"}).text
    assert "Tick the box to cancel them." in refused
    assert "1 person is told by email." in refused
    assert not Event.objects.filter(state="cancelled").exists()

    admin_client.post(series_url(second), {"do": "cancel", "sure": "on"})
    assert list(Event.objects.order_by("start").values_list("state", flat=True)) == [
        "scheduled", "scheduled", "cancelled", "cancelled",
    ]  # fmt: skip
    assert first.series == Event.objects.get(pk=third.pk).series


def test_who_does_not_run_the_others_cancels_none_of_them(weekly, sign_in):
    for row in weekly:
        team.name_team(event=row, users=[User.objects.get(username="admin")])
    host = sign_in("Event hosts")

    host.post(series_url(weekly[0]), {"do": "cancel", "sure": "on"})

    assert not Event.objects.filter(state="cancelled").exists()
