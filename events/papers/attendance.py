"""Who was there: at a door, or in the room of their online seat by the button that leads into it."""

from django.db.models import Exists, OuterRef, Q

from events.door.models import CheckIn
from events.registrations.models import Registration
from events.rooms.models import Joining


def was_there() -> Q:
    """Return which registrations are of people who came, by whichever way."""
    at_a_door = CheckIn.objects.standing().filter(registration=OuterRef("pk")).order_by()
    return Q(Exists(at_a_door)) | Q(Exists(Joining.objects.filter(registration=OuterRef("pk"))))


def may_have_certificate(registration: Registration) -> bool:
    """Say whether `registration` is of somebody who was there, at an event that is over."""
    if registration.state != Registration.State.CONFIRMED or not registration.event.is_over:
        return False
    return Registration.objects.filter(was_there(), pk=registration.pk).exists()
