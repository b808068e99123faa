"""Who was there."""

from django.db.models import Exists, OuterRef, Q

from events.door.models import CheckIn
from events.rooms.models import Joining


def was_there() -> Q:
    """Return which registrations are of people who came, by whichever way."""
    at_a_door = CheckIn.objects.standing().filter(registration=OuterRef("pk")).order_by()
    return Q(Exists(at_a_door)) | Q(Exists(Joining.objects.filter(registration=OuterRef("pk"))))
