"""Reminders and thanks. Their calendar knows all already: they carry nothing for it."""

from django.utils import translation

from coalition.mail.models import Message
from events.models import Event, Reminder
from events.papers.views import offer_certificate
from events.registrations.emails import send_about
from events.registrations.models import Registration

from . import recordings

THANKS_KEY = "thanks"


def reminder_key(event: Event, kind: Reminder) -> str:
    """Return what makes a reminder go once for each time at which `event` is to begin."""
    return f"reminder:{kind}:{int(event.start.timestamp())}"


def send_reminder(registration: Registration, event: Event, kind: Reminder) -> Message:
    key = reminder_key(event, kind)
    return send_about(registration, event, "reminder", key=key, method="", told={"lead": str(kind)})


def send_thanks(registration: Registration, event: Event) -> Message:
    """Thank somebody who was there, with what there is for them."""
    registration.event = event
    with translation.override(registration.language):
        found = (offer_certificate(registration), recordings.in_thanks(registration))
    links = [{"label": link.label, "url": link.url} for link in found if link]
    return send_about(registration, event, "thanks", key=THANKS_KEY, method="", told={"links": links})
