"""Changed hours of a day are a change of the event: calendars take them over, and who registered is told."""

import datetime

import icalendar
import pytest
from django.db import connection

from coalition.mail.models import Message
from events.days import EventDay
from events.models import Event
from events.registrations import event_changes, services
from events.registrations.models import Change
from tests.factories.events import EventFactory, RegistrationFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
DAYS = [datetime.date(2027, 3, day) for day in (10, 11)]
NINE, TEN, ELEVEN, NOON = (datetime.time(hour) for hour in (9, 10, 11, 12))


@pytest.fixture
def event():
    """An event of two days with hours of their own, and a page."""
    event = EventFactory(
        wall_start=datetime.datetime(2027, 3, 10, 9), wall_end=datetime.datetime(2027, 3, 11, 18), place={"en": "MC93"}
    )
    for day in DAYS:
        EventDay.objects.create(event=event, day=day, begins=NINE, ends=NOON)
    event_page(event, slug="two-days", summary="What it is about.")
    return Event.objects.get()


def begin_later(event, at=TEN):
    """Let an editor change the hours of the second day."""
    event = Event.objects.get(pk=event.pk)
    first, second = event.days.get_object_list()
    second.begins = at
    event.days = [first, second]
    return services.save_event(event=event)


def feed_entry(client):
    (entry,) = icalendar.Calendar.from_ical(client.get("/en/calendar/all.ics").content).events
    return int(entry["SEQUENCE"]), str(entry["DESCRIPTION"])


def test_changed_hours_are_told_once_and_calendars_take_them_over(event, client):
    seat = RegistrationFactory(category__event=event)
    sequence, description = feed_entry(client)
    assert "11 March 2027, 09:00 to 12:00, Paris time" in description

    begin_later(event)
    event_changes.tell()
    begin_later(event)  # which is so already

    (mail,) = Message.objects.filter(key__contains=":change:")
    hours = "10 March 2027, 09:00 to 12:00, Paris time · 11 March 2027, {} to 12:00, Paris time"
    assert mail.context["changes"] == [
        {"label": "Hours of each day", "was": hours.format("09:00"), "now": hours.format("10:00")}
    ]
    (entry,) = icalendar.Calendar.from_ical(mail.attachments[0]["content"]).events
    said = "11 March 2027, 10:00 to 12:00, Paris time"
    assert (int(entry["SEQUENCE"]), said in entry["DESCRIPTION"]) == (sequence + 1, True)
    raised, description = feed_entry(client)
    assert (raised, said in description, mail.to) == (sequence + 1, True, seat.email)
    assert Change.objects.count() == 0


def test_hours_that_are_changed_while_the_worker_reads_are_told_after_those_before(event):
    """The editor saves right after the statement by which the worker reads the change that is owed."""
    RegistrationFactory(category__event=event)
    begin_later(event)
    edits = [lambda: begin_later(event, at=ELEVEN)]

    def editing(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if edits and "events_change" in sql and "FOR NO KEY UPDATE" in sql:
            edits.pop()()
        return found

    with connection.execute_wrapper(editing):
        event_changes.tell()

    told = [mail.context["changes"] for mail in Message.objects.filter(key__contains=":change:").order_by("pk")]
    hours = "10 March 2027, 09:00 to 12:00, Paris time · 11 March 2027, {} to 12:00, Paris time"
    said = [hours.format(hour) for hour in ("09:00", "10:00", "11:00")]
    assert [[(change["was"], change["now"]) for change in one] for one in told] == [[(said[0], said[1])],
                                                                                    [(said[1], said[2])]]  # fmt: skip
