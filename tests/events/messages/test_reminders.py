"""Reminders and thanks: once, at their time, to those who want them."""

from datetime import timedelta

import pytest
import time_machine

from coalition.mail.models import Message
from events.messages import reminders
from events.registrations import services as registrations
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
START = NOW + timedelta(days=30)
WEEK, DAY, HOUR = (START - lead for lead in (timedelta(days=7), timedelta(days=1), timedelta(hours=1)))
MINUTE = timedelta(minutes=1)


def make(people=1, **facts):
    """Return an event that `people` registered for."""
    with time_machine.travel(NOW, tick=False):
        event = EventFactory(**{"start": START, "end": START + timedelta(hours=3), "mode": "online"} | facts)
        event_page(event)
        RegistrationFactory.create_batch(people, category=SeatCategoryFactory(event=event, capacity=500))
    return event


def run(moment, what=reminders.remind):
    """Run the task as it would at `moment`; return how many mails it owed."""
    with time_machine.travel(moment, tick=False):
        return what(moment)


def sent():
    """Return which reminders were owed, by their leads."""
    return [mail.context["lead"] for mail in Message.objects.filter(template="events/mail/reminder").order_by("pk")]


def test_each_reminder_is_owed_once_at_its_time():
    make()

    owed = [
        (run(moment - MINUTE), run(moment), run(moment + 5 * MINUTE), run(moment + 5 * MINUTE))
        for moment in (WEEK, DAY, HOUR)
    ]

    assert owed == [(0, 1, 0, 0)] * 3
    assert sent() == ["week", "day", "hour"]
    assert run(START) == run(START + MINUTE) == 0


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({}, ["week", "day", "hour"]),
        ({"mode": "hybrid"}, ["week", "day", "hour"]),
        ({"mode": "on-site"}, ["week", "day"]),
        ({"reminders": ["hour"]}, ["hour"]),
        ({"reminders": []}, []),
        ({"state": "cancelled"}, []),
        ({"state": "postponed"}, []),
    ],
)
def test_which_reminders_an_event_has(facts, kinds):
    make(**facts)
    for moment in (WEEK, DAY, HOUR):
        run(moment)

    assert sent() == kinds


def test_the_last_hour_calls_nobody_out_of_the_hall():
    event = make(mode="hybrid")
    with time_machine.travel(NOW, tick=False):
        for kind in ("on-site", "online"):
            RegistrationFactory(category=SeatCategoryFactory(event=event, kind=kind), email=f"{kind}@mail.example")

    assert (run(DAY), run(HOUR)) == (3, 2)
    assert not Message.objects.filter(to="on-site@mail.example", context__lead="hour").exists()


@pytest.mark.parametrize(
    ("lead", "late"), [(WEEK, timedelta(hours=12)), (DAY, timedelta(hours=6)), (HOUR, 30 * MINUTE)]
)
def test_a_reminder_that_is_too_late_is_not_sent(lead, late):
    make()

    assert (run(lead + late), run(lead + late - MINUTE)) == (0, 1)


def test_a_moved_events_reminders_move():
    event = make()
    run(DAY)
    with time_machine.travel(DAY + timedelta(hours=1), tick=False):
        later = event.wall_start + timedelta(days=10)
        registrations.reschedule(event=event, start=later, end=later + timedelta(hours=3))

    assert run(HOUR) == 0
    assert [run(moment + timedelta(days=10)) for moment in (WEEK, DAY, HOUR)] == [1, 1, 1]
    assert sent() == ["day", "week", "day", "hour"]


def test_who_gets_no_reminder():
    event = make()
    [seat] = event.registrations.all()
    category = seat.category
    with time_machine.travel(NOW, tick=False):
        RegistrationFactory(category=category, state="waiting")
        RegistrationFactory(category=category, state="cancelled")
        silent = RegistrationFactory(category=category)
        reminders.choose(registration=silent, wanted={"week", "hour"})
        forgotten = RegistrationFactory(category=category)
        type(forgotten).objects.filter(pk=forgotten.pk).update(email="")
    with time_machine.travel(DAY, tick=False):
        RegistrationFactory(category=category)  # the receipt has just told them

    run(DAY + MINUTE)

    assert [mail.to for mail in Message.objects.filter(template="events/mail/reminder")] == [seat.email]


@pytest.mark.parametrize("people", [1, 3])
def test_a_run_costs_a_statement_a_mail_and_no_more(people, django_assert_num_queries):
    make(people)
    run(DAY - MINUTE)

    with django_assert_num_queries(FIXED + people), time_machine.travel(DAY, tick=False):
        reminders.remind(DAY)


FIXED = 17  # looking at three kinds, locking one event, its words, and finding that nobody is left
