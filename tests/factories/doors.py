"""Doors, devices and check-ins."""

from datetime import UTC, datetime
from uuid import UUID

import factory

from events.door.models import CheckIn, Door
from events.door.services import Device
from tests.factories.events import EventFactory, RegistrationFactory

PHONE_A = Device(UUID(int=1), "Phone A")
PHONE_B = Device(UUID(int=2), "Phone B")


class DoorFactory(factory.django.DjangoModelFactory):
    """The main entrance of an event."""

    class Meta:
        model = Door

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Entrance {number}")


class CheckInFactory(factory.django.DjangoModelFactory):
    """Somebody who came to an entrance, by phone A."""

    class Meta:
        model = CheckIn

    registration = factory.SubFactory(RegistrationFactory)
    door = factory.LazyAttribute(lambda row: DoorFactory(event=row.registration.event))
    device = PHONE_A.id
    device_name = PHONE_A.name
    moment = datetime(2027, 3, 10, 8, 31, tzinfo=UTC)
