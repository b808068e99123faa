"""What the thanks after a webinar wait for."""

from events.models import Event

from .replays.wiring import place_of


def is_awaited(event: Event) -> bool:
    """Say whether `event` is a webinar whose recording is not there yet."""
    return event.kind == Event.Kind.WEBINAR and not event.recording_url and not place_of(event)
