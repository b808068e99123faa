"""What a webinar adds to its page."""

from typing import Any

from events.models import Event
from events.pages.models import EventPage

from .models import Webinar


def recording(page: EventPage) -> dict[str, Any]:
    """Return the recording of a past webinar, for its page."""
    event = page.event
    if event.kind != Event.Kind.WEBINAR or not event.is_past:
        return {}
    url = Webinar.objects.filter(pk=event.pk).values_list("recording_url", flat=True).first()
    return {"recording_url": url or ""}
