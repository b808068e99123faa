"""What may happen to a message that somebody writes to the network."""

import secrets
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


def new_reference() -> str:
    """Return a random number that people can read aloud: eight letters and digits."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


@transaction.atomic
def write(*, language: str, topic: str, text: str, name: str = "", email: str = "", safely: str = "") -> ContactMessage:
    """Keep what was typed on a page in `language`, and owe the email that carries it to the topic's readers.

    Without an `email` nobody is answered.

    The same words from the same address within an hour are one message: a button that was pressed twice writes once.
    The topic's row is locked, so that the second press waits for the first.
    """
    about = ContactTopic.objects.select_for_update(no_key=True).get(topic=topic)
    recent = ContactMessage.objects.filter(written_at__gt=timezone.now() - SAME_WITHIN)
    same = recent.filter(topic=topic, text=text, email=email).first()
    if same is not None:
        return same
    answer_by = working_days_after(timezone.localdate(), about.days)
    message = ContactMessage.objects.create(
        topic=topic,
        text=text,
        name=name,
        email=email,
        safely=safely,
        language=language,
        reference=new_reference(),
        answer_by=answer_by,
    )
    emails.send_to_team(message, about)
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
