from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from coalition.mail.models import Message
from events import services
from events.models import Event, Registration, RegistrationClosed
from events.services import Registrant
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def person(number=1, **fields):
    return Registrant(**{"name": "Ada", "email": f"ada{number}@mail.example", "language": "en"} | fields)


def mails():
    """Return template and recipient of every mail owed, in order."""
    return [(mail.template.removeprefix("events/mail/"), mail.to) for mail in Message.objects.order_by("pk")]


def register(category, who):
    return services.register(event=category.event, category=category, person=who)


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


def test_a_closed_registration_is_refused():
    category = SeatCategoryFactory(event__state="cancelled")

    with pytest.raises(RegistrationClosed):
        register(category, person())

    assert Registration.objects.count() == 0


def test_a_category_of_another_event_is_refused():
    with pytest.raises(RegistrationClosed):
        services.register(event=EventFactory(), category=SeatCategoryFactory(), person=person())


def test_cancelling_gives_the_seat_to_the_next_once():
    category = SeatCategoryFactory(capacity=1)
    first, second, third = (register(category, person(number)) for number in range(3))
    Message.objects.all().delete()

    services.cancel_registration(registration=first)
    services.cancel_registration(registration=first)

    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {first.pk: "cancelled", second.pk: "confirmed", third.pk: "waiting"}
    assert mails() == [("withdrawal", "ada0@mail.example"), ("promotion", "ada1@mail.example")]


def test_who_cancelled_can_register_again():
    category = SeatCategoryFactory()
    services.cancel_registration(registration=register(category, person()))

    assert register(category, person()).state == "confirmed"


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
    for mail in Message.objects.order_by("pk"):
        invitation = None
        if mail.attachments:
            calendar = Calendar.from_ical(mail.attachments[0]["content"])
            item = calendar.events[0]
            invitation = (str(calendar["METHOD"]), int(item["SEQUENCE"]), str(item["STATUS"]))
        rows.append((mail.template.removeprefix("events/mail/"), invitation))
    return rows


def test_every_change_reaches_the_calendars_of_those_registered():
    event = event_page().event
    category = SeatCategoryFactory(event=event)
    RegistrationFactory(category=category, state="cancelled")
    register(category, person(1))

    services.reschedule(event=event, start=event.start + timedelta(days=1), end=event.end + timedelta(days=1))
    services.postpone(event=event)
    services.cancel(event=event)

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("moved", ("REQUEST", 1, "CONFIRMED")),
        ("postponed", ("REQUEST", 2, "TENTATIVE")),
        ("cancelled", ("CANCEL", 3, "CANCELLED")),
    ]


def test_a_better_text_is_mailed_to_nobody():
    category = SeatCategoryFactory()
    register(category, person())
    event = Event.objects.get(pk=category.event_id)
    event.name = "A better name"

    services.save_event(event=event)

    assert mails() == [("receipt", "ada1@mail.example")]


def test_discreet_mail_leaves_nothing_for_a_calendar_and_waiting_none_either():
    category = SeatCategoryFactory(capacity=1)
    register(category, person(1, discreet=True))
    register(category, person(2))

    assert [(mail.discreet, mail.sensitive, mail.attachments) for mail in Message.objects.order_by("pk")] == [
        (True, True, []),
        (False, True, []),
    ]


def test_personal_data_is_exported_erased_and_purged():
    category = SeatCategoryFactory(capacity=1)
    register(category, person(1, access_needs="Ramp"))
    next_one = register(category, person(2))
    register(SeatCategoryFactory(), person(3))

    [row] = services.export_personal_data("ADA1@mail.example")
    assert row == {
        "event": category.event.name,
        "name": "Ada",
        "email": "ada1@mail.example",
        "language": "en",
        "access_needs": "Ramp",
        "discreet": False,
        "state": "confirmed",
        "registered": NOW.isoformat(),
    }
    assert services.erase_personal_data("ada1@mail.example") == 1
    assert services.export_personal_data("ada1@mail.example") == []
    assert Registration.objects.get(pk=next_one.pk).state == "confirmed"

    assert services.purge_personal_data(category.event.end + timedelta(days=180)) == 0
    assert services.purge_personal_data(category.event.end + timedelta(days=181)) == 2
    assert set(Registration.objects.values_list("name", "email", "access_needs")) == {("", "", "")}
