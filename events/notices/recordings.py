"""The recording of an event that took place: on its page, in its thanks, and on the pages of those who had a seat."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import Event
from events.pages.models import EventPage
from events.registrations.actions import Action
from events.registrations.models import Registration

from .attendance import Link


def on_page(page: EventPage) -> dict[str, Any]:
    """Return the recording for the page of an event that took place."""
    return {"recording_url": page.event.recording_url} if _took_place(page.event) else {}


def in_thanks(registration: Registration) -> Link | None:
    """Return the way to the recording, for the thanks of who was there."""
    url = _of(registration)
    return Link(_("Watch the recording"), url) if url else None


def on_own_page(registration: Registration, own_url: str) -> Action | None:
    """Return the way to the recording, for the page of who has a seat: discreet thanks lead there alone."""
    url = _of(registration)
    return Action(_("Watch the recording"), url) if url else None


def _took_place(event: Event) -> bool:
    return event.is_over and event.state == Event.State.SCHEDULED


def _of(registration: Registration) -> str:
    """Return the address of the recording of what `registration` was for, once it is over; "" without a seat."""
    has_seat = registration.state == Registration.State.CONFIRMED
    return registration.event.recording_url if has_seat and _took_place(registration.event) else ""
