"""Send what the ledger owes: each mail once. Any number of workers may drain at once; any of them may be killed.

A worker claims a few rows by a lease: `next_attempt_at` lies in the future while it works, and is the proof that
the row is still its own. Just before the dot that ends a mail on the wire it commits the mark `handing over`, if
the row is still its own. Without the mark a mail was certainly not sent: it comes due again when the lease ends.
With the mark and without the server's answer nobody knows: it becomes `uncertain` and waits for an editor.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coalition.privacy import addresses, discretion

from . import epochs, mime, rendering
from .models import Message, Suppression
from .transport import Ambiguous, Outage, Refused, Transport, Withheld, longest_hand_over, open_transport

logger = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=5)  # to claim, render and speak up to the mark; a slower worker loses the row, not the mail
OUTAGE_PAUSE = timedelta(seconds=30)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MAX_ATTEMPTS = 10  # about twelve hours in all
LONGEST_SUBJECT = Message._meta.get_field("subject").max_length
WITHOUT_WORDS: dict[str, Any] = {"context": {}, "attachments": [], "html": "", "text": ""}
State = Message.State
# What ends a worker. All else is one mail's failure, also what is no Exception: the panic of a library in Rust.
ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass
class Outcome:
    """What one drain did. `more` says that rows may still be due, `held` that a person decides first (decision 20)."""

    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    outage: bool = False
    held: bool = False
    more: bool = False


def drain(*, seconds: float = 20) -> Outcome:
    """Send due mails for about `seconds`, over one connection, and say what happened.

    It ends early when nothing is due, or when the server cannot be reached: the mails then wait, and
    none of their attempts is used up. Call it outside any transaction: its marks must be committed at once.
    """
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    recover(now=timezone.now())
    if epochs.holds_mail():
        outcome.held = True
        return outcome
    with open_transport() as transport:
        while batch := claim(now=timezone.now()):
            send_batch(batch, transport, outcome)
            if outcome.outage:
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    return outcome


def recover(*, now: datetime) -> int:
    """Call uncertain what a dead worker was handing over; return how many mails that were."""
    dead = Message.objects.filter(state=State.HANDING_OVER, next_attempt_at__lt=now)
    return dead.update(state=State.UNCERTAIN)


@transaction.atomic
def claim(*, now: datetime, limit: int = BATCH) -> list[Message]:
    """Take up to `limit` due mails that no other worker holds, and lease them until `now` + LEASE."""
    due = Message.objects.filter(state__in=[State.QUEUED, State.SENDING], next_attempt_at__lte=now)
    batch = list(due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True)[:limit])
    lease = now + LEASE
    Message.objects.filter(pk__in=[message.pk for message in batch]).update(state=State.SENDING, next_attempt_at=lease)
    for message in batch:
        message.state, message.next_attempt_at = State.SENDING, lease
    return batch


def send_batch(batch: Sequence[Message], transport: Transport, outcome: Outcome) -> None:
    """Send each claimed mail in turn; give the rest back and stop where the server cannot be relied on."""
    digests = [message.to_digest for message in batch]
    suppressed = set(Suppression.objects.filter(address_digest__in=digests).values_list("address_digest", flat=True))
    discreet = discretion.asked([message.to for message in batch])
    for place, message in enumerate(batch):
        if message.next_attempt_at <= timezone.now():
            continue  # we were too slow: the row is anyone's again
        if message.to_digest in suppressed or not message.to:
            _settle(message, State.SUPPRESSED, **(WITHOUT_WORDS if message.sensitive else {}))
            continue
        message.discreet = message.discreet or message.to in discreet
        try:
            _send(message, transport, outcome)
        except Outage as error:
            logger.warning("mail server unreachable: %s", error)
            _give_back(batch[place + 1 :], pause=OUTAGE_PAUSE - timedelta(seconds=1))
            _give_back([message], pause=OUTAGE_PAUSE)  # last, in case the outage is of its own making
            outcome.outage = True
        except Ambiguous as error:
            logger.warning("mail server left without an answer: %s", error)
            _settle(message, State.UNCERTAIN, last_error=_words(error), html=message.html, text=message.text)
            _give_back(batch[place + 1 :], pause=OUTAGE_PAUSE)
            outcome.uncertain += 1
            outcome.outage = True
        if outcome.outage:
            return


def _send(message: Message, transport: Transport, outcome: Outcome) -> None:
    """Send one mail and record the answer. Raises Outage or Ambiguous.

    Whatever else goes wrong is this mail's failed attempt, and must not hold up the others.
    """
    try:
        data = _build(message)
        sender = mime.sender(message.discreet)[1]
        transport.send(sender=sender, recipient=message.to, data=data, on_wire=partial(_mark, message))
    except (Outage, Ambiguous, *ENDS):
        raise
    except Withheld:
        return  # the row was another worker's, or was erased
    except Refused as error:
        _try_again(message, error, outcome)
    except BaseException as error:
        logger.exception("a mail from %s could not be sent", message.template)
        if message.state == State.HANDING_OVER:
            _settle(message, State.UNCERTAIN, last_error=_words(error), html=message.html, text=message.text)
            outcome.uncertain += 1
        else:
            _try_again(message, error, outcome)
    else:
        _mark_sent(message)
        outcome.sent += 1


def _mark(message: Message) -> bool:
    """Commit that `message` is being handed over, if its row is still ours; say whether it is."""
    lease = timezone.now() + longest_hand_over()
    marked = _held(message, State.SENDING).update(
        state=State.HANDING_OVER,
        next_attempt_at=lease,
        attempts=message.attempts + 1,
        subject=message.subject,
        discreet=message.discreet,
        last_error="",
    )
    if marked:
        message.state, message.next_attempt_at, message.attempts = State.HANDING_OVER, lease, message.attempts + 1
    return bool(marked)


def _build(message: Message) -> bytes:
    """Render `message`, keep its words and deliverable address on it, and return what goes over the wire."""
    message.to = addresses.deliverable(message.to)
    body = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )
    body = rendering.Body(*(_storable(words) for words in (body.subject, body.html, body.text)))
    message.subject, message.html, message.text = body.subject[:LONGEST_SUBJECT], body.html, body.text
    mail = mime.head(
        subject=body.subject,
        recipient=message.to,
        discreet=message.discreet,
        key=message.key,
        language=message.language,
        headers={**message.headers, **({"Reply-To": message.reply_to} if message.reply_to else {})},
    )
    attachments = [] if message.discreet else message.attachments  # a name or a calendar's entry would tell
    mime.add_body(mail, text=body.text, html=body.html, attachments=attachments)
    return mail.as_bytes()


def _mark_sent(message: Message) -> None:
    erased = message.sensitive and not settings.DEMO  # the demonstration's visitor reads the code at /demo/mail/
    words = WITHOUT_WORDS if erased else {"html": message.html, "text": message.text}
    _settle(message, State.SENT, sent_at=timezone.now(), last_error="", **words)


def _try_again(message: Message, error: BaseException, outcome: Outcome) -> None:
    """Count a failed attempt: later, longer each time; never, when the server said so or enough is enough."""
    attempts = message.attempts + (message.state == State.SENDING)  # the mark has counted it already
    counted = {"attempts": attempts, "last_error": _words(error), "subject": message.subject}
    if (isinstance(error, Refused) and error.permanent) or attempts >= MAX_ATTEMPTS:
        words = WITHOUT_WORDS if message.sensitive else {"html": message.html, "text": message.text}
        _settle(message, State.FAILED, **counted, **words)
        outcome.failed += 1
    else:
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        _settle(message, State.QUEUED, **counted, next_attempt_at=timezone.now() + pause)


def _held(message: Message, *states: State) -> QuerySet[Message]:
    """Return the row of `message` if its lease is still ours and its state is one of `states`."""
    return Message.objects.filter(pk=message.pk, state__in=states, next_attempt_at=message.next_attempt_at)


def _settle(message: Message, state: State, **fields: Any) -> None:
    """Record what became of `message`. An answer that comes very late also settles an uncertain one.

    Where the address was erased while the mail was on the wire, its words are not to come back.
    """
    row = _held(message, State.SENDING, State.HANDING_OVER, State.UNCERTAIN)
    if not row.filter(to_digest=message.to_digest).update(state=state, **fields):
        row.update(state=state, sent_at=fields.get("sent_at"))


def _give_back(rest: Sequence[Message], *, pause: timedelta) -> None:
    for message in rest:
        _held(message, State.SENDING).update(state=State.QUEUED, next_attempt_at=timezone.now() + pause)


def _storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()


def _words(error: BaseException) -> str:
    return _storable(f"{type(error).__name__}: {error}")[:300]
