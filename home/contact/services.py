"""What may happen to a message that somebody writes to the network."""

import re
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send

from .models import ContactMessage, ContactTopic, Topic, working_days_after

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
PLAIN = re.compile(rf"{ATOM}(\.{ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")  # RFC 5322 3.4.1, dot-atoms alone
TEMPLATE = "home/mail/contact"


def key_of(message: ContactMessage) -> str:
    """Return the idempotency key of the email that carries `message`."""
    return f"contact:{message.pk}"


def send_to_team(message: ContactMessage, topic: ContactTopic) -> Message:
    """Owe the email that carries `message` to the readers of `topic`, in their language."""
    with translation.override(topic.language):
        context = {
            "reference": message.shown_reference,
            "topic": str(message.get_topic_display()),
            "text": message.text.splitlines(),
            "text_language": message.language,
            "name": message.name,
            "email": message.email,
            "safely": message.safely,
            "answer_by": dates.day(message.answer_by),
            "reply_goes_there": bool(safe_reply_to(message.email)),
            "about_data": message.topic == Topic.PRIVACY,
            "url": settings.SITE_URL.rstrip("/") + reverse("contact_messages:inspect", args=[message.pk]),
        }
    return send(
        key=key_of(message),
        template=TEMPLATE,
        to=topic.reader,
        language=topic.language,
        context=context,
        sensitive=True,  # the row keeps the words, for those who may read it
        reply_to=safe_reply_to(message.email),
        unasked=False,  # the team's own mailbox, which an editor named
    )


def safe_reply_to(address: str) -> str:
    """Return `address` where it may stand in a header as it is, one mailbox in plain ASCII; else nothing."""
    return address if PLAIN.fullmatch(address) else ""


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
    send_to_team(message, about)
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
