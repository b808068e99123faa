"""Who may enter the room of a webinar, and when."""

from datetime import timedelta

from django.utils import timezone

from events.models import Event
from events.registrations.models import Registration

from .models import Webinar

OPENS_BEFORE = timedelta(minutes=30)


class RoomClosed(Exception):
    """The room is not open: too early, over, not scheduled, no seat, or no room set."""


def room_for(*, registration: Registration) -> str:
    """Return the address of the room for the holder of a confirmed `registration`, from 30 minutes before the start.

    Raises RoomClosed otherwise.
    """
    webinar = Webinar.objects.filter(pk=registration.event_id).first()
    now = timezone.now()
    if (
        webinar is None
        or not webinar.join_url
        or registration.state != Registration.State.CONFIRMED
        or webinar.state != Event.State.SCHEDULED
        or not webinar.start - OPENS_BEFORE <= now < webinar.end
    ):
        raise RoomClosed(registration.event_id)
    return webinar.join_url
