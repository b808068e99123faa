"""Reminders and thanks. Their calendar knows all already: they carry nothing for it."""

from dataclasses import asdict

from django.utils import translation

from coalition.mail.models import Message
from events.models import Event, Reminder
from events.registrations.emails import send_about
from events.registrations.models import Registration

from . import attendance

THANKS_KEY = "thanks"


def reminder_key(event: Event, kind: Reminder) -> str:
    """Return what makes a reminder go once for each time at which `event` is to begin."""
    return f"reminder:{kind}:{int(event.start.timestamp())}"


def send_reminder(registration: Registration, event: Event, kind: Reminder) -> Message:
    """Say that the event is near."""
    key = reminder_key(event, kind)
    return send_about(registration, event, "reminder", key=key, method="", told={"lead": str(kind)})


def send_thanks(registration: Registration, event: Event) -> Message:
    """Thank somebody who was there, with what there is for them."""
    registration.event = event
    with translation.override(registration.language):
        links = [asdict(link) for link in attendance.links(registration)]
    return send_about(registration, event, "thanks", key=THANKS_KEY, method="", told={"links": links})
