"""What a webinar adds to the page of one's registration."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import Event
from events.pages.models import EventPage
from events.registrations.actions import Action
from events.registrations.models import Registration

from .models import Webinar


def join_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the door of the room, for confirmed registrations of webinars that are not over."""
    event = registration.event
    if event.kind != Event.Kind.WEBINAR or registration.state != Registration.State.CONFIRMED or event.is_past:
        return None
    return Action(label=_("Go to the webinar"), url=f"{own_url}join/")


def recording(page: EventPage) -> dict[str, Any]:
    """Return the recording of a past webinar, for its page."""
    event = page.event
    if event.kind != Event.Kind.WEBINAR or not event.is_past:
        return {}
    url = Webinar.objects.filter(pk=event.pk).values_list("recording_url", flat=True).first()
    return {"recording_url": url or ""}
