"""Moving the start of an event in the CMS keeps how long it is, as calendars do."""

from datetime import date, datetime, time

import pytest

from events.days import EventDay
from events.models import Event
from tests.events.desk.test_cms import edit
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def make(start, end, **facts):
    """Return an event at these wall times."""
    return EventFactory(wall_start=start, wall_end=end, **facts)


def wall(event):
    event.refresh_from_db()
    return event.wall_start, event.wall_end


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2027-03-12 10:00", datetime(2027, 3, 12, 10), datetime(2027, 3, 12, 17)),
        ("2027-03-10 09:15", datetime(2027, 3, 10, 9, 15), datetime(2027, 3, 10, 16, 15)),
        ("2027-03-10 18:00", datetime(2027, 3, 10, 18), datetime(2027, 3, 11, 1)),
        ("2027-02-10 10:00", datetime(2027, 2, 10, 10), datetime(2027, 2, 10, 17)),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Mexico_City"])
def test_event_with_another_start_keeps_its_duration(host, typed, start, end, zone):
    event = make(datetime(2027, 3, 10, 10), datetime(2027, 3, 10, 17), zone=zone)

    assert edit(host, event, start=typed).status_code == 302
    assert wall(event) == (start, end)


def test_event_moved_over_a_clock_change_keeps_its_hours_on_the_wall(host):
    event = make(datetime(2027, 3, 27, 10), datetime(2027, 3, 28, 12))

    assert edit(host, event, start="2027-04-03 10:00").status_code == 302
    assert wall(event) == (datetime(2027, 4, 3, 10), datetime(2027, 4, 4, 12))


def test_event_of_whole_days_keeps_their_number(host):
    event = make(datetime(2027, 3, 10), datetime(2027, 3, 13), all_day=True)

    assert edit(host, event, start="2027-03-20 00:00").status_code == 302
    assert wall(event) == (datetime(2027, 3, 20), datetime(2027, 3, 23))


def test_event_of_several_days_moves_with_the_hours_of_its_days(host):
    event = make(datetime(2027, 3, 10, 9), datetime(2027, 3, 12, 17))
    for day in (10, 12):
        EventDay.objects.create(event=event, day=date(2027, 3, day), begins=time(9), ends=time(17))

    assert edit(host, event, start="2027-04-20 09:30").status_code == 302
    assert wall(event) == (datetime(2027, 4, 20, 9, 30), datetime(2027, 4, 22, 17, 30))
    assert [row.day for row in event.days.all()] == [date(2027, 4, 20), date(2027, 4, 22)]


@pytest.mark.parametrize(
    "typed",
    [
        {"start": "2027-03-10 11:00", "end": "2027-03-10 18:00"},
        {"start": "2027-03-10 11:00", "end_is_chosen": "on"},
        {"end": "2027-03-10 12:00"},
    ],
)
def test_end_that_was_chosen_stays(host, typed):
    event = make(datetime(2027, 3, 10, 10), datetime(2027, 3, 10, 17))
    shown = {"start": "2027-03-10 10:00", "end": "2027-03-10 17:00"} | typed

    assert edit(host, event, **typed).status_code == 302
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in wall(event)] == [shown["start"], shown["end"]]


def test_moved_end_is_shown_before_people_are_told(host):
    event = make(datetime(2027, 3, 10, 10), datetime(2027, 3, 10, 17))
    RegistrationFactory(category__event=event)

    asked = edit(host, event, start="2027-03-12 10:00")
    told = str([row["now"] for row in asked.context["differences"].data])
    assert ("12 March 2027" in told, "10:00 to 17:00" in told) == (True, True), told
    assert edit(host, event, start="2027-03-12 10:00", telling="yes").status_code == 302
    assert Event.objects.get().wall_end == datetime(2027, 3, 12, 17)
