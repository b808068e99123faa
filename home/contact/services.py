"""What may happen to a message that somebody writes to the network."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.contact import emails
from home.contact.models import ContactMessage, ContactTopic, working_days_after

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is read or heard as another
SAME_WITHIN = timedelta(hours=1)
ANSWERED = "home.contact_answered"  # the action in the site history


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody typed into the form. Without an `email` nobody is answered."""

    topic: str
    text: str
    name: str = ""
    email: str = ""
    safely: str = ""


def new_reference() -> str:
    """Return a random number that people can read aloud: eight letters and digits."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


@transaction.atomic
def write(*, written: Written, language: str) -> ContactMessage:
    """Keep what was `written` on a page in `language`, and owe the email that carries it to the topic's readers.

    The same words from the same address within an hour are one message: a button that was pressed twice writes once.
    The topic's row is locked, so that the second press waits for the first.
    """
    topic = ContactTopic.objects.select_for_update(no_key=True).get(topic=written.topic)
    recent = ContactMessage.objects.filter(written_at__gt=timezone.now() - SAME_WITHIN)
    same = recent.filter(topic=written.topic, text=written.text, email=written.email).first()
    if same is not None:
        return same
    answer_by = working_days_after(timezone.localdate(), topic.days)
    message = ContactMessage.objects.create(
        **vars(written), reference=new_reference(), language=language, answer_by=answer_by
    )
    emails.send_to_team(message, topic)
    return message


@transaction.atomic
def mark_answered(*, message: ContactMessage, by: Any) -> ContactMessage:
    """Note that `by` answered `message`, or that nothing is to be answered; the first note stays."""
    message = ContactMessage.objects.select_for_update().get(pk=message.pk)
    if message.answered_at is None:
        message.answered_at = timezone.now()
        message.save(update_fields=["answered_at"])
        log(instance=message, action=ANSWERED, user=by, title=message.shown_reference)
    return message
