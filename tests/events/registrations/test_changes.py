"""Who is told of a change: those whom it concerns in their language, once, of the newest state, by the worker."""

import datetime
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.db import connection

from coalition.mail.models import Message
from events.days import EventDay
from events.models import Event
from events.registrations import event_changes, models, services
from events.registrations.models import Change
from tests.events.test_emails import rendered
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, register
from tests.factories.mail import said

from .test_services import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def category():
    event = EventFactory(place={"en": "MC93, Bobigny", "fr": "MC93 à Bobigny"})
    return SeatCategoryFactory(capacity=9, event=event_page(event, title="Training").event)


def change(category, telling=None, **facts):
    """Let an editor change the event."""
    event = Event.objects.get(pk=category.event_id)
    for name, value in facts.items():
        setattr(event, name, value)
    return services.save_event(event=event, telling=telling)


def told():
    """Return what each mail on a change is, and to whom, in order."""
    rows = Message.objects.filter(key__contains=":change:").order_by("pk")
    return [(said(mail), mail.to.partition("@")[0]) for mail in rows]


def test_words_of_a_place_in_one_language_are_told_to_its_readers_only(category):
    for language in ("en", "fr", "es", "ar"):  # those without words of their own read the English ones
        RegistrationFactory(category=category, language=language, email=f"{language}@mail.example")

    change(category, place={"en": "MC93, Bobigny", "fr": "MC93, à Bobigny"})
    event_changes.tell()
    assert told() == [("moved", "fr")]

    change(category, place={"en": "Town hall", "fr": "MC93, à Bobigny"})
    event_changes.tell()
    assert told()[1:] == [("moved", "en"), ("moved", "es"), ("moved", "ar")]


def test_a_mail_says_what_was_what_is_and_what_the_host_wrote(category):
    for language in ("en", "fr"):
        RegistrationFactory(category=category, language=language)
    words = event_changes.Telling(words={"en": "The hall is being repaired."})

    change(
        category,
        words,
        place={"en": "Town hall", "fr": "Mairie"},
        wall_end=category.event.wall_end + timedelta(hours=1),
    )
    event_changes.tell()

    english, french = (rendered(mail).text for mail in Message.objects.order_by("pk"))
    for was, now in (("10 March 2027, 10:00 to 17:00, Paris time", "10 March 2027, 10:00 to 18:00, Paris time"),
                     ("MC93, Bobigny", "Town hall")):  # fmt: skip
        assert (f"Before: {was}" in english, f"Now: {now}" in english) == (True, True)
    assert ("The hall is being repaired." in english, "repaired" in french, "Mairie" in french) == (True, False, True)


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_that_it_takes_place_or_does_not_is_told_whatever_a_host_chose(category, state):
    """To tell nobody is for a typo: nobody travels to what does not take place."""
    RegistrationFactory(category=category, email="ada@mail.example")
    for new in (state, "scheduled"):
        change(category, telling=event_changes.Telling(tell=False), state=new)
        event_changes.tell()

    assert told() == [(state, "ada"), ("restored", "ada")]


def test_changes_that_follow_each_other_are_one_mail_of_the_newest_state(category):
    early = RegistrationFactory(category=category, email="early@mail.example")
    change(category, country="BE")
    register(category, person())  # sees Belgium
    change(category, country="IT")
    assert told() == []

    assert (event_changes.tell(), event_changes.tell()) == (2, 0)

    assert told() == [("moved", "early"), ("moved", "ada1")]
    was = [mail.context["changes"] for mail in Message.objects.filter(key__contains=":change:").order_by("pk")]
    assert [[row["was"] for row in rows] for rows in was] == [["France"], ["Belgium"]]
    assert (early.language, models.Change.objects.count()) == ("en", 0)


def test_a_worker_that_dies_tells_the_others_and_nobody_twice(category, monkeypatch):
    monkeypatch.setattr(event_changes, "AT_ONCE", 2)
    RegistrationFactory.create_batch(5, category=category)
    change(category, country="BE")
    send, sent = event_changes.send_change, []

    def dies_once(registration, *more):
        if len(sent) == 3:
            sent.append(None)
            raise SystemExit
        sent.append(registration.pk)
        return send(registration, *more)

    monkeypatch.setattr(event_changes, "send_change", dies_once)
    with pytest.raises(SystemExit):
        event_changes.tell()
    assert len(told()) == 2  # what the dead one did not finish is not there
    change(category, state="cancelled")

    event_changes.tell()

    everyone = [
        email.partition("@")[0] for email in category.registrations.order_by("pk").values_list("email", flat=True)
    ]
    assert [to for template, to in told() if template == "moved"] == everyone[:2]
    assert [to for template, to in told() if template == "cancelled"] == everyone


def test_who_cancelled_before_the_worker_came_and_what_is_over_is_told_nothing(category):
    registration = RegistrationFactory(category=category)
    other = RegistrationFactory(category=category)
    change(category, country="BE")
    services.cancel_registration(registration=registration)

    with time_machine.travel(category.event.end, tick=False):
        assert event_changes.tell() == 0
    change(category, country="IT")
    event_changes.tell()

    assert told() == [("moved", other.email.partition("@")[0])]


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
