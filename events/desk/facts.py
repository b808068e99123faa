"""The facts of an event as one editor sees them: which version they are, and what they say."""

import hashlib

from events.models import Event
from events.registrations.emails import when
from events.registrations.models import SeatCategory


def version(event: Event) -> str:
    """Return a digest of the typed facts of `event` and of its seats, as they are stored."""
    stored = Event.objects.filter(pk=event.pk).values_list(*Event.revised_fields).first()
    seats = SeatCategory.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", "names", "capacity")
    return hashlib.sha256(repr((stored, list(seats))).encode()).hexdigest()


def told(event: Event) -> str:
    """Return what matters most of `event` in words: when, on its own clock, in which state and in which mode."""
    return " · ".join((when(event), str(event.get_state_display()), str(event.get_mode_display())))
