"""The email that carries a message to the team. Nothing is mailed to the address that was typed: nobody proved it."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from home.contact.models import ContactMessage, ContactTopic, Topic

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
