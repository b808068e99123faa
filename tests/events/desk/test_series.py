"""The next of a series: when they are, what comes along, and who may make them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.users.models import User
from events.desk import meetings
from events.desk.meetings import Rule, next_starts
from events.models import Event
from events.pages.models import EventPage
from events.registrations import event_changes
from events.registrations.models import Registration, SeatCategory
from events.team import permissions as team
from tests.events.desk.test_cms import edit
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

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


def known_by(event, people):
    category = SeatCategoryFactory(event=event)
    RegistrationFactory.create_batch(people, event=event, category=category)


def test_a_series_is_changed_together_each_date_on_its_own_day_and_everybody_registered_is_told(weekly, admin_client):
    first, second, third, fourth = weekly
    known_by(first, 1)
    known_by(third, 2)
    EventPage.objects.get(event=second).save_revision().publish()
    Event.objects.filter(pk=fourth.pk).update(place={"en": "Elsewhere"}, country="BE")
    new = {"place_en": "Library", "place_fr": "Médiathèque", "start": "2027-03-10 19:00", "end": "2027-03-10 21:00"}

    asked = edit(admin_client, first, **new)
    assert {*asked.context["form"].errors} == {"dates", "telling"}
    assert "This date only: emails to 1" in asked.text
    assert "This date and all later ones, up to 31 March 2027 (dates: 4): emails to 3" in asked.text
    assert Event.objects.get(pk=first.pk).place["en"] == "MC93, Bobigny"

    assert edit(admin_client, first, **new, dates="later", telling="yes").status_code == 302
    found = [Event.objects.get(pk=row.pk) for row in weekly]
    assert [f"{row.wall_start:%m-%d %H:%M} {row.wall_end:%H:%M} {row.place['en']} {row.country}" for row in found] == [
        "03-10 19:00 21:00 Library FR", "03-17 19:00 21:00 Library FR", "03-24 19:00 21:00 Library FR",
        "03-31 19:00 21:00 Library BE",
    ]  # fmt: skip
    assert event_changes.tell() == 3
    assert found[2].latest_revision.user.username == "admin"


def test_one_date_alone_is_changed_where_the_others_do_not_follow(weekly, admin_client):
    edit(admin_client, weekly[0], place_en="Library", dates="one")

    assert [row.place["en"] for row in Event.objects.order_by("start")] == ["Library", *["MC93, Bobigny"] * 3]


def test_the_rest_is_cancelled_as_any_change(weekly, admin_client):
    known_by(weekly[2], 1)

    asked = edit(admin_client, weekly[1], state="cancelled")
    assert "1 person will be told of this change by email (English: 1)." in asked.text
    assert asked.text.count('type="radio" name="telling"') == 0  # of what does not take place everybody is told
    edit(admin_client, weekly[1], state="cancelled", dates="later", telling="yes")

    assert list(Event.objects.order_by("start").values_list("state", flat=True)) == ["scheduled", *["cancelled"] * 3]
    assert event_changes.tell() == 1


def test_dates_that_cannot_follow_are_named_and_nothing_is_saved(weekly, admin_client):
    """The third date is on the day on which clocks skip 02:30."""
    Event.objects.filter(pk=weekly[2].pk).update(
        wall_start=datetime(2027, 3, 28, 10), wall_end=datetime(2027, 3, 28, 17)
    )
    night = {"start": "2027-03-10 02:30", "end": "2027-03-10 05:00"}

    refused = edit(admin_client, weekly[0], **night, dates="later")

    assert "28 March 2027" in str(refused.context["form"].errors["dates"])
    assert {row.wall_start.hour for row in Event.objects.all()} == {10}


def test_what_is_wrong_in_a_row_is_said_before_the_change_is_confirmed(weekly, admin_client):
    rows = {"days-TOTAL_FORMS": "1", "days-0-day": "tomorrow", "days-0-id": "", "days-0-DELETE": ""}

    shown = edit(admin_client, weekly[0], place_en="Library", **rows)

    assert "events/cms/mails.html" not in [template.name for template in shown.templates]
    assert "day" in shown.context["form"].formsets["days"].errors[0]


def test_no_later_date_with_people_follows_into_the_past(weekly, admin_client):
    """Of the first nobody has a seat, so a slip in its year would be taken; it would erase who is on the later ones."""
    known_by(weekly[2], 1)
    slip = {"start": "2026-03-10 10:00", "end": "2026-03-10 17:00"}

    refused = edit(admin_client, weekly[0], **slip, dates="later", telling="yes")

    told = "24 March 2027: This end has passed, and people are registered. Check the dates."
    assert refused.context["form"].errors["dates"] == [told]
    assert {row.wall_start.year for row in Event.objects.all()} == {2027}


def test_seats_of_all_dates_are_locked_first_and_in_one_order(weekly, admin_client):
    """Who registers for several dates locks theirs in that order too: neither waits for the other (deadlock)."""
    for row in reversed(weekly):
        known_by(row, 1)
    asked = edit(admin_client, weekly[0], place_en="Library")
    assert "dates" in asked.context["form"].errors

    with CaptureQueriesContext(connection) as captured:
        edit(admin_client, weekly[0], place_en="Library", dates="later", telling="yes")

    of_seats = (query["sql"] for query in captured if 'FROM "events_seatcategory"' in query["sql"])
    locks = [sql for sql in of_seats if "FOR NO KEY UPDATE" in sql]
    assert f"\"series\" = '{weekly[0].series.hex}'::uuid" in locks[0]
    assert locks[0].endswith('ORDER BY "events_seatcategory"."id" ASC FOR NO KEY UPDATE')


def test_who_does_not_run_the_others_changes_none_of_them(weekly, sign_in):
    host = sign_in("Event hosts")
    for row in weekly[1:]:
        team.name_team(event=row, users=[User.objects.get(username="admin")])
    team.join(event=weekly[0], user=User.objects.exclude(username="admin").get())

    assert edit(host, weekly[0], state="cancelled", dates="later").status_code == 302

    assert Event.objects.filter(state="cancelled").get() == weekly[0]
