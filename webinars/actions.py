"""What a webinar adds to its page, to the thanks after it, and to the pages of those who have a seat."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import Event
from events.notices.attendance import Link
from events.pages.models import EventPage
from events.registrations.actions import Action
from events.registrations.models import Registration

from .models import Webinar


def recording(page: EventPage) -> dict[str, Any]:
    """Return the recording of a past webinar, for its page."""
    event = page.event
    if event.kind != Event.Kind.WEBINAR or not event.is_over:
        return {}
    return {"recording_url": _address(event)}


def replay(registration: Registration) -> Link | None:
    """Return the way to the recording, for the thanks of who was there."""
    url = _of(registration)
    return Link(_("Watch the recording"), url) if url else None


def replay_action(registration: Registration, own_url: str) -> Action | None:
    """Return the way to the recording, for the page of who has a seat: discreet thanks lead there alone."""
    url = _of(registration)
    return Action(_("Watch the recording"), url) if url else None


def is_awaited(event: Event) -> bool:
    """Say whether `event` is a webinar whose recording is not there yet."""
    return event.kind == Event.Kind.WEBINAR and not _address(event)


def _of(registration: Registration) -> str:
    """Return the address of the recording of what `registration` was for, once it is over; "" without a seat."""
    event = registration.event
    has_seat = registration.state == Registration.State.CONFIRMED
    took_place = event.is_over and event.state == Event.State.SCHEDULED
    return _address(event) if event.kind == Event.Kind.WEBINAR and has_seat and took_place else ""


def _address(event: Event) -> str:
    return Webinar.objects.filter(pk=event.pk).values_list("recording_url", flat=True).first() or ""
