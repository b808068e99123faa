"""A postponed event is still to come for a year after its former day (decision 0016-wall-time-is-the-fact)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from coalition.mail.models import Message
from events.agenda import personal_data as agenda_data
from events.desk.figures import next_steps
from events.models import Event
from events.querysets import POSTPONED_FOR, over, to_come
from events.registrations import event_changes, personal_data
from events.registrations.models import Registration
from tests.events.desk.test_cms import edit
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    call_off,
    event_page,
    reschedule,
)
from tests.factories.mail import said

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 6, 20, 10, tzinfo=UTC)  # over three months after the day that the event had
TOO_LATE = datetime(2027, 3, 10, 16, tzinfo=UTC) + POSTPONED_FOR


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


@pytest.fixture
def seat():
    """A seat at an event that was postponed, and whose former day has passed."""
    event = event_page(EventFactory(state="postponed"), slug="talk", title="A talk").event
    category = SeatCategoryFactory(event=event, capacity=1)
    return RegistrationFactory(category=category, email="ada@mail.example", access_needs="Ramp", needs={"1": "No meat"})


@pytest.mark.parametrize("state", ["scheduled", "postponed", "cancelled"])
@pytest.mark.parametrize("since", [timedelta(), POSTPONED_FOR])
@pytest.mark.parametrize("left", [timedelta(0), timedelta(seconds=1)])
def test_the_condition_and_the_property_say_the_same(state, since, left):
    end = LATER - since + left
    event = EventFactory(state=state, end=end, start=end - timedelta(hours=2))

    has_passed = bool(since) or not left
    is_over = bool(since) and not left if state == "postponed" else has_passed

    assert event.is_over is is_over
    assert Event.objects.filter(over(LATER)).exists() is is_over
    assert Event.objects.filter(to_come(LATER)).exists() is not is_over


def test_a_host_cancels_it_and_everybody_is_told(editor, seat):
    late = EventFactory(start=LATER - timedelta(days=2), end=LATER - timedelta(days=1))
    RegistrationFactory(category__event=late)

    asked = edit(editor, seat.event, state="cancelled")
    assert "1 person will be told of this change by email (English: 1)." in asked.content.decode()
    assert edit(editor, seat.event, state="cancelled", telling="yes").status_code == 302

    assert (event_changes.tell(), event_changes.tell()) == (1, 0)
    [mail] = Message.objects.all()
    assert (said(mail), mail.to) == ("cancelled", "ada@mail.example")
    assert "STATUS:CANCELLED" in mail.attachments[0]["content"]


def test_whom_nobody_tells_is_forgotten_a_week_later(clock, seat):
    call_off(event=seat.event)
    late = RegistrationFactory(category=seat.category, email="late@mail.example")  # who knew of it: nothing is owed
    assert personal_data.purge_registrations(LATER) == 1
    assert list(Registration.objects.exclude(email="")) == [seat]

    for left, gone in ((timedelta(seconds=1), 0), (timedelta(0), 1)):
        assert personal_data.purge_registrations(LATER + personal_data.OWED_FOR - left) == gone
    assert event_changes.tell() == 0
    late.refresh_from_db()
    assert late.email == ""


def test_names_and_needs_stay_for_a_year_and_go_then(seat):
    def kept():
        return Registration.objects.values_list("name", "access_needs", "needs").get()

    for now in (LATER, TOO_LATE - timedelta(seconds=1)):
        assert (personal_data.purge_registrations(now), agenda_data.purge_agendas(now)) == (0, 0)
        assert kept() == ("Ada", "Ramp", {"1": "No meat"})
    assert seat.event.forgets_people_at == TOO_LATE

    assert personal_data.purge_registrations(TOO_LATE) == 1
    assert kept() == ("", "", {})


def test_nobody_is_approved_or_declined_before_there_is_a_date(editor, seat):
    row = RegistrationFactory(category=seat.category, state="applied")
    namespace = "wagtailsnippets_events_registration"
    inspected, listed = reverse(f"{namespace}:inspect", args=[row.pk]), reverse(f"{namespace}:list")
    words = "1 stays as it is: the event is over, cancelled or postponed"

    for decision in ("approve", "decline"):
        action = reverse("wagtail_bulk_action", args=["events", "registration", decision])
        decide = f"{action}?id={row.pk}&next={inspected}"
        assert [escape(decide) in editor.get(page).text for page in (inspected, listed)] == [False, False]
        assert words in editor.post(decide, follow=True).text
    assert next_steps(seat.event)[0].words == (
        "1 person waits for your decision. You can decide once the event has a new date."
    )
    row.refresh_from_db()
    assert (row.state, Message.objects.count()) == ("applied", 0)

    reschedule(event=seat.event, start=datetime(2027, 9, 1, 10), end=datetime(2027, 9, 1, 12))
    assert escape(decide) in editor.get(inspected).text
    editor.post(decide.replace("decline", "approve"))
    assert Registration.objects.get(pk=row.pk).state == "waiting"
    call_off(event=seat.event)
    assert next_steps(Event.objects.get()) == next_steps(Event.objects.get())[-1:]
