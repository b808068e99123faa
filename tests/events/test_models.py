from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from events.models import Event, RegistrationClosed
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.django_db


def test_an_event_ends_after_it_starts():
    event = EventFactory.build()
    event.wall_end = event.wall_start

    with pytest.raises(ValidationError) as raised:
        event.full_clean()

    assert raised.value.messages == ["An event ends after it starts."]
    with pytest.raises(IntegrityError, match="event_ends_after_it_starts"):
        event.save()


@pytest.mark.parametrize(
    ("field", "value", "rise"),
    [
        ("wall_start", datetime(2027, 1, 10, 11), 1),
        ("wall_end", datetime(2028, 1, 10, 11), 1),
        ("zone", "Asia/Hebron", 1),
        ("place", {"en": "Elsewhere"}, 1),
        ("mode", "hybrid", 1),
        ("state", "cancelled", 1),
        ("name", "A better name", 0),
        ("spoken", ["ar"], 0),
        ("closed", True, 0),
    ],
)
def test_sequence_rises_with_the_schedule_only(field, value, rise):
    event = EventFactory()
    before = event.revised_at
    setattr(event, field, value)

    event.save()

    stored = Event.objects.get(pk=event.pk)
    assert stored.sequence == rise
    assert stored.revised_at > before


@pytest.mark.parametrize("change", [{"sequence": 0}, {"uid": "9e1f7b9a-8a5c-4d5e-9d0b-0f8a5b0c1d2e"}])
def test_the_database_keeps_revision_and_uid(change):
    event = EventFactory(sequence=3)

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**change)

    assert Event.objects.get(pk=event.pk).sequence == 3


def test_one_active_registration_per_address():
    first = RegistrationFactory(email="ada@mail.example")
    other = SeatCategoryFactory(event=first.event)

    with pytest.raises(IntegrityError, match="one_active_registration_per_address"), transaction.atomic():
        RegistrationFactory(category=other, email="ADA@mail.example ")

    RegistrationFactory(category=other, email="ada@mail.example", state="cancelled")


@pytest.mark.parametrize(
    ("facts", "is_open"),
    [
        ({}, True),
        ({"state": "postponed"}, False),
        ({"state": "cancelled"}, False),
        ({"registration_opens": NOW + timedelta(hours=1)}, False),
        ({"registration_closes": NOW}, False),
        ({"registration_closes": NOW + timedelta(hours=1)}, True),
        ({"start": NOW - timedelta(hours=1)}, False),
    ],
)
def test_registration_window(facts, is_open):
    event = EventFactory.build(**facts)

    with time_machine.travel(NOW, tick=False):
        assert event.is_open_for_registration is is_open
        if not is_open:
            with pytest.raises(RegistrationClosed):
                event.check_open_for_registration()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, 1, tzinfo=UTC)),
        (datetime(2099, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)),
    ],
)
def test_an_event_is_of_our_time(start, end):
    event = EventFactory.build(start=start, end=end)

    with pytest.raises(ValidationError) as raised:
        event.full_clean()

    assert raised.value.messages == ["An event takes place between the years 2000 and 2099."]
    with pytest.raises(IntegrityError, match="event_is_of_our_time"):
        event.save()
