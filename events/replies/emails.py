"""The one mail that an answer of a calendar causes."""

from django.utils import timezone

from coalition.mail.models import Message
from events.registrations import emails
from events.registrations.models import Registration


def send_declined(registration: Registration) -> Message:
    """Ask who declined in their calendar whether their seat may go; at most once a day, whoever writes for them."""
    event = registration.event
    key = f"declined:{event.sequence}:{timezone.now():%Y%m%d}"
    own, quiet = emails.manage_url(registration), emails.quiet_url(registration)
    told = {"cancel_url": f"{own}cancel/", "quiet_url": f"{quiet}cancel/"}
    return emails.send_about(registration, event, "declined", key=key, method="", told=told)
