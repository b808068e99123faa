"""The recording of an event that took place: on its page, in its thanks, and on the pages of those who had a seat."""

from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.skeleton import path_of
from events.models import Event
from events.pages.models import EventPage
from events.registrations import emails
from events.registrations.actions import Action
from events.registrations.models import Registration


def on_page(page: EventPage) -> dict[str, Any]:
    """Return the recording for the page of an event that took place."""
    event = page.event
    if not _took_place(event):
        return {}
    own = f"{path_of(page)}{event.recording_path}{page.invitation}"
    return {"recording_url": own if event.recording_path else event.recording_url}


def in_thanks(registration: Registration) -> Action | None:
    """Return the way to the recording, for the thanks of who was there."""
    url = _of(registration)
    return Action(_("Watch the recording"), url) if url else None


def is_awaited(event: Event) -> bool:
    """Say whether `event` is a webinar whose recording is still to come."""
    return event.kind == Event.Kind.WEBINAR and not event.recording_url and not event.recording_path


def on_own_page(registration: Registration, own_url: str) -> Action | None:
    """Return the same way, for the page of who has a seat: discreet thanks lead there alone."""
    return in_thanks(registration)


def _took_place(event: Event) -> bool:
    return event.is_over and event.state == Event.State.SCHEDULED


def _of(registration: Registration) -> str:
    """Return the address of the recording of what `registration` was for, once it is over; "" without a seat.

    It stands below the event's page; the page of a closed event opens to its invitation, which no mail holds.
    """
    event = registration.event
    if registration.state != Registration.State.CONFIRMED or not _took_place(event):
        return ""
    page = emails.entry(event, registration.language).url if event.recording_path else ""
    return f"{page}{event.recording_path}" if page else event.recording_url
