"""Send what the ledger owes. Any number of workers may drain at once; any of them may be killed.

A worker claims a few rows by a lease (`next_attempt_at` lies in the future while it works) and renews the
lease of each row before it sends it; a row whose lease it lost is left alone. A killed worker's rows come
due again when their lease ends, and go out under the same Message-ID.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from . import mime, rendering
from .models import Message, Suppression
from .transport import Ambiguous, Outage, Refused, Transport, open_transport

logger = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=5)  # longer than one batch at the SMTP timeout of ten seconds a mail
OUTAGE_PAUSE = timedelta(seconds=30)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MAX_ATTEMPTS = 10  # about twelve hours in all


@dataclass
class Outcome:
    """What one drain did. `more` says that rows may still be due."""

    sent: int = 0
    failed: int = 0
    outage: bool = False
    more: bool = False


def drain(*, seconds: float = 20) -> Outcome:
    """Send due mails for about `seconds`, over one connection, and say what happened.

    It ends early when nothing is due, or when the server cannot be reached: the mails then wait, and
    none of their attempts is used up.
    """
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    with open_transport() as transport:
        while batch := claim(now=timezone.now()):
            send_batch(batch, transport, outcome)
            if outcome.outage:
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    return outcome


@transaction.atomic
def claim(*, now: datetime, limit: int = BATCH) -> list[Message]:
    """Take up to `limit` due mails that no other worker holds, and lease them until `now` + LEASE."""
    due = Message.objects.filter(state__in=[Message.State.QUEUED, Message.State.SENDING], next_attempt_at__lte=now)
    batch = list(due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True)[:limit])
    lease = now + LEASE
    Message.objects.filter(pk__in=[message.pk for message in batch]).update(
        state=Message.State.SENDING, next_attempt_at=lease
    )
    for message in batch:
        message.state, message.next_attempt_at = Message.State.SENDING, lease
    return batch


def send_batch(batch: Sequence[Message], transport: Transport, outcome: Outcome) -> None:
    """Send each claimed mail in turn; at an outage give the rest back and stop."""
    digests = [message.to_digest for message in batch]
    suppressed = set(Suppression.objects.filter(address_digest__in=digests).values_list("address_digest", flat=True))
    for place, message in enumerate(batch):
        if not _renew(message):
            continue
        if message.to_digest in suppressed or not message.to:
            _settle(message, Message.State.SUPPRESSED)
            continue
        try:
            data = _build(message)
        except Exception as error:  # whatever is wrong with one mail must not hold up the others
            logger.exception("a mail could not be made from %s", message.template)
            _try_again(message, error)
            outcome.failed += message.state == Message.State.FAILED
            continue
        try:
            transport.send(sender=mime.sender(message.discreet)[1], recipient=message.to, data=data)
        except Outage as error:
            logger.warning("mail server unreachable: %s", error)
            _give_back(batch[place:])
            outcome.outage = True
            return
        except (Refused, Ambiguous) as error:
            _try_again(message, error)
            outcome.failed += message.state == Message.State.FAILED
        else:
            _mark_sent(message)
            outcome.sent += 1


def _renew(message: Message) -> bool:
    """Prolong our lease just before sending; False when another worker took the row meanwhile."""
    lease = timezone.now() + LEASE
    renewed = Message.objects.filter(
        pk=message.pk, state=Message.State.SENDING, next_attempt_at=message.next_attempt_at
    ).update(next_attempt_at=lease)
    message.next_attempt_at = lease
    return bool(renewed)


def _build(message: Message) -> bytes:
    """Render `message`, keep its words on it, and return what goes over the wire."""
    body = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )
    message.subject, message.html, message.text = body.subject, body.html, body.text
    mail = mime.head(
        subject=body.subject,
        recipient=message.to,
        discreet=message.discreet,
        key=message.key,
        language=message.language,
        headers={**message.headers, **({"Reply-To": message.reply_to} if message.reply_to else {})},
    )
    mime.add_body(mail, text=body.text, html=body.html, attachments=message.attachments)
    return mail.as_bytes()


def _mark_sent(message: Message) -> None:
    message.attempts += 1
    message.sent_at = timezone.now()
    message.last_error = ""
    if message.sensitive and not settings.DEMO:  # the demonstration's visitor reads the code at /demo/mail/
        message.context, message.attachments, message.html, message.text = {}, [], "", ""
    _settle(message, Message.State.SENT)


def _settle(message: Message, state: Message.State) -> None:
    message.state = state
    message.save()


def _try_again(message: Message, error: Exception) -> None:
    """Count a failed attempt: later, longer each time; never, when the server said so or enough is enough."""
    message.attempts += 1
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    if (isinstance(error, Refused) and error.permanent) or message.attempts >= MAX_ATTEMPTS:
        message.state = Message.State.FAILED
        if message.sensitive:
            message.context, message.html, message.text = {}, "", ""
    else:
        message.state = Message.State.QUEUED
        pause = min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
        message.next_attempt_at = timezone.now() + pause
    message.save()


def _give_back(rest: Sequence[Message]) -> None:
    for message in rest:
        Message.objects.filter(
            pk=message.pk, state=Message.State.SENDING, next_attempt_at=message.next_attempt_at
        ).update(state=Message.State.QUEUED, next_attempt_at=timezone.now() + OUTAGE_PAUSE)
