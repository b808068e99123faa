"""What the page of one's own registration says of the live page."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.registrations.actions import Action
from events.registrations.models import Registration
from events.rooms import services as rooms
from events.rooms.models import LONGEST_BEFORE

from .showing import Live


def live_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the live page while it is open. No query on other days than those of the event."""
    event = registration.event
    earliest = event.start - timedelta(minutes=LONGEST_BEFORE)
    if not rooms.is_online(event) or not earliest <= timezone.now() < event.end + timedelta(days=1):
        return None
    return Action(label=_("Follow live"), url=f"{own_url}live/") if Live(registration).is_open else None
