"""The link of a registration is mailed again until the event is over, also after registration closed.

As with registering (decision 0010-confirm-then-count), nothing that happens when the form is sent depends on whether
its address is known: it causes one row and one neutral mail. Who presses that mail's button holds the mailbox.
"""

from django.conf import settings
from django.db import transaction

from coalition.mail.services import send
from events.models import Event
from events.registrations import emails
from events.registrations.models import Registration

from .models import LinkRequest


class EventOver(Exception):
    """The event has ended: there is nothing to see or to give back any more."""


@transaction.atomic
def ask(*, event: Event, email: str, language: str) -> None:
    """Owe `email` one neutral mail with a button, whoever it is. Raises EventOver."""
    if event.is_over:
        raise EventOver(event.pk)
    token = LinkRequest.issue(event=event, email=email, language=language)
    asked = LinkRequest.behind(token).get()
    send(
        key=f"registration-link:{asked.digest}",
        template="events/mail/confirm",
        to=asked.email,
        language=language,
        context={"confirm_url": f"{settings.SITE_URL}/{language}/e/{event.short_id}/l/{token}/"},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def find(token: str) -> LinkRequest | None:
    """Return what `token` opens, with its event; None when it is unknown or over."""
    asked = LinkRequest.behind(token).select_related("event").first()
    return None if asked is None or asked.is_over else asked


@transaction.atomic
def give(*, asked: LinkRequest) -> Registration | None:
    """Return the registration of who asked, and owe them its link; None where that address has none."""
    active = Registration.objects.active().filter(event_id=asked.event_id, email_digest=asked.email_digest)
    found = active.select_related("event").first()
    if found is not None:
        emails.send_link_again(found)
    return found
