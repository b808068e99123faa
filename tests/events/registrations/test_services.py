from datetime import timedelta

import pytest
from icalendar import Calendar

from coalition.mail.models import Message
from coalition.users.models import User
from events.models import Event
from events.registrations import event_changes, personal_data, services
from events.registrations.fields import Registrant
from events.registrations.models import Registration
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, call_off, event_page, register, reschedule
from tests.factories.mail import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def person(number=1, **fields):
    return Registrant(**{"name": "Ada", "email": f"ada{number}@mail.example", "language": "en"} | fields)


def mails():
    """Return template and recipient of every mail owed after confirming, in order."""
    return [(said(mail), mail.to) for mail in confirmed_mails()]


def confirmed_mails():
    """Return every mail owed but those with a button to confirm, which are all alike; the worker was there first."""
    event_changes.tell()
    return Message.objects.exclude(template="events/mail/confirm").order_by("pk")


def test_seats_go_first_come_first_served_then_the_list_waits():
    category = SeatCategoryFactory(capacity=2)

    states = [register(category, person(number)).state for number in range(3)]

    assert states == ["confirmed", "confirmed", "waiting"]
    assert mails() == [
        ("receipt", "ada0@mail.example"),
        ("receipt", "ada1@mail.example"),
        ("waiting", "ada2@mail.example"),
    ]


def test_registering_twice_returns_the_first_and_mails_its_link_once_an_hour():
    category = SeatCategoryFactory()
    first = register(category, person())

    assert register(category, person(email=" ADA1@mail.example", name="Someone else")) == first
    assert register(category, person()) == first
    assert Registration.objects.get().name == "Ada"
    assert mails() == [("receipt", "ada1@mail.example"), ("again", "ada1@mail.example")]


def test_cancelling_gives_the_seat_to_the_next_once():
    category = SeatCategoryFactory(capacity=1)
    first, second, third = (register(category, person(number)) for number in range(3))
    Message.objects.all().delete()

    services.cancel_registration(registration=first)
    services.cancel_registration(registration=first)

    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {first.pk: "cancelled", second.pk: "confirmed", third.pk: "waiting"}
    assert mails() == [("withdrawal", "ada0@mail.example"), ("promotion", "ada1@mail.example")]


def test_a_host_cancels_for_someone_and_the_reason_stays_here():
    host = User.objects.create_user("host", "host@coalition.example", "x")
    category = SeatCategoryFactory(capacity=1, event=event_page().event)
    first, _second = (register(category, person(number)) for number in range(2))
    Message.objects.all().delete()

    services.cancel_registration_for(registration=first, host=host, reason="Wrote to others in the session.")

    rows = list(Registration.objects.order_by("pk").values_list("state", "cancelled_by", "cancel_reason"))
    assert rows == [("cancelled", host.pk, "Wrote to others in the session."), ("confirmed", None, "")]
    assert mails() == [("removal", "ada0@mail.example"), ("promotion", "ada1@mail.example")]
    assert methods() == [("removal", ("CANCEL", 1, None)), ("promotion", ("REQUEST", 0, "CONFIRMED"))]
    assert "Wrote to others" not in str(list(Message.objects.values()))


def test_a_calendar_cannot_tell_who_cancelled():
    category = SeatCategoryFactory(event=event_page().event)
    by_themselves, by_a_host = (register(category, person(number)) for number in range(2))
    host = User.objects.create_user("host", "host@coalition.example", "x")
    Message.objects.all().delete()

    services.cancel_registration(registration=by_themselves)
    services.cancel_registration_for(registration=by_a_host, host=host, reason="Asked by telephone.")

    entries = [Calendar.from_ical(mail.attachments[0]["content"]) for mail in confirmed_mails()]
    for entry in entries:
        for name in ("ORGANIZER", "ATTENDEE"):  # each person's own
            del entry.events[0][name]
    assert entries[0].to_ical() == entries[1].to_ical()


def test_more_seats_go_to_the_waiting_list():
    category = SeatCategoryFactory(capacity=1)
    register(category, person(1))
    waiting = register(category, person(2))
    category.capacity = 2
    category.save()

    services.save_event(event=Event.objects.get(pk=category.event_id))

    assert Registration.objects.get(pk=waiting.pk).state == "confirmed"


def methods():
    """Return template and METHOD, SEQUENCE, STATUS of the invitation of each mail, None without one."""
    rows = []
    for mail in confirmed_mails():
        invitation = None
        if mail.attachments:
            calendar = Calendar.from_ical(mail.attachments[0]["content"])
            item = calendar.events[0]
            status = item.get("STATUS")
            invitation = (str(calendar["METHOD"]), int(item["SEQUENCE"]), status and str(status))
        rows.append((said(mail), invitation))
    return rows


def test_every_change_reaches_the_calendars_of_those_registered():
    event = event_page().event
    category = SeatCategoryFactory(event=event)
    RegistrationFactory(category=category, state="cancelled")
    register(category, person(1))

    reschedule(event=event, start=event.wall_start + timedelta(days=1), end=event.wall_end + timedelta(days=1))
    event_changes.tell()
    postponed = Event.objects.get(pk=event.pk)
    postponed.state = Event.State.POSTPONED
    services.save_event(event=postponed)
    event_changes.tell()
    call_off(event=event)

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("moved", ("REQUEST", 1, "CONFIRMED")),
        ("postponed", ("REQUEST", 2, "TENTATIVE")),
        ("cancelled", ("CANCEL", 3, "CANCELLED")),
    ]


def test_personal_data_is_exported_erased_and_purged():
    category = SeatCategoryFactory(capacity=1)
    register(category, person(1, access_needs="Ramp"))
    next_one = register(category, person(2))
    register(SeatCategoryFactory(), person(3))

    [row] = personal_data.export_registrations("ADA1@mail.example")
    said = {"name": "Ada", "email": "ada1@mail.example", "access_needs": "Ramp", "state": "confirmed"}
    assert (said.items() <= row.items(), row["event"]) == (True, category.event.kind_and_day)
    assert personal_data.erase_registrations("ada1@mail.example") == 1
    assert personal_data.export_registrations("ada1@mail.example") == []
    assert Registration.objects.get(pk=next_one.pk).state == "confirmed"

    Registration.objects.filter(pk=next_one.pk).update(state="cancelled", cancel_reason="Asked by telephone.")
    assert personal_data.purge_registrations(category.event.end + timedelta(days=90)) == 0
    assert personal_data.purge_registrations(category.event.end + timedelta(days=91)) == 2
    emptied = Registration.objects.values_list("name", "email", "access_needs", "cancel_reason")
    assert set(emptied) == {("", "", "", "")}
