"""A host gives a seat to who waits, before others who wait longer."""

from django.db import transaction

from coalition.users.models import User
from events.models import Event, RegistrationClosed
from events.registrations.moves.models import SeatMove

from . import emails, services
from .models import Registration
from .waiting_list import NoSeat


@transaction.atomic
def promote(*, registration: Registration, host: User) -> Registration:
    """Give a seat to who waits, before others who wait longer, as `host` decides, and mail it.

    Raises NoSeat where none is free for them in every quota, services.NothingToCancel where nobody waits.
    """
    seating = services.locked_seating(registration.event_id)
    registration = Registration.objects.select_related("category").get(pk=registration.pk)
    registration.event = seating.event
    if registration.state != Registration.State.WAITING or not registration.email or seating.event.is_over:
        raise services.NothingToCancel(registration.pk)
    if seating.event.state != Event.State.SCHEDULED:
        raise RegistrationClosed(seating.event.uid)
    if not seating.admits(registration):
        raise NoSeat(registration.category_id)
    seating.move(registration, Registration.State.CONFIRMED, SeatMove.Kind.PROMOTED, by=host)
    if registration.email:
        emails.send_promotion(registration)
    return registration
