"""The engine of outgoing mail: what a ledger owes is sent once.

Decision 0005-sent-once: the dot decides. Decision 0004-ledgers-and-a-queue.

Any number of workers may run at once; any of them may be killed. A worker claims a few rows by a lease:
`next_attempt_at` lies in the future while it works, and is the proof that the row is still its own. Just before the
dot that ends a mail on the wire it commits the mark `handing over`, if the row is still its own. Without the mark a
mail was certainly not sent: it comes due again when its worker's heart is silent, or when the lease ends. With the
mark and without the server's answer nobody knows: it becomes `uncertain` and is never sent again by itself.

A ledger may let its marks not wait for the disk (`marks_wait = False`). A worker that dies loses none of them, since
PostgreSQL lives on. The claim waits in any case: if PostgreSQL itself restarted after it, marks may be lost, so the
claimed rows of that time become uncertain too.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from . import epochs, rows, signing
from .carriers import open_transport
from .claims import claim, quick_marks, recover
from .ledger import Envelope, Ledger, Outcome
from .models import Outgoing
from .rows import Fields
from .transport import Ambiguous, Outage, Refused, Transport, Withheld, longest_hand_over

__all__ = ["Envelope", "Ledger", "Outcome", "claim", "mark", "recover", "run", "send_batch", "settle"]
logger = logging.getLogger(__name__)

OUTAGE_PAUSE = timedelta(seconds=30)
CHANGED_PAUSE = timedelta(seconds=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
State = Outgoing.State
OURS = (State.SENDING, State.HANDING_OVER, State.UNCERTAIN)  # an answer that comes very late settles an uncertain one
# What ends a worker. All else is one mail's failure, also what is no Exception: the panic of a library in Rust.
ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


def run(ledger: Ledger[Any], *, seconds: float) -> Outcome:
    """Send what `ledger` owes for about `seconds`, over one connection, and say what happened.

    It ends early when nothing is due, or when the server cannot be reached: the mails then wait, and none of their
    attempts is used up. Call it outside any transaction: its marks must be committed at once.
    """
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    recover(ledger, now=timezone.now())
    if epochs.holds_mail():
        outcome.held = True
        return outcome
    with open_transport() as transport, quick_marks(ledger):
        while batch := claim(ledger, now=timezone.now()):
            send_batch(ledger, batch, transport, outcome)
            if outcome.outage or ledger.is_crowded():
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    return outcome


def send_batch[Row: Outgoing](
    ledger: Ledger[Row], batch: Sequence[Row], transport: Transport, outcome: Outcome
) -> None:
    """Send each claimed mail in turn; give the rest back and stop where the server cannot be relied on."""
    ledger.look_up(batch)
    try:
        _send_each(ledger, batch, transport, outcome)
    finally:
        _record(ledger)
    ledger.ended()


def _send_each(ledger: Ledger[Any], batch: Sequence[Any], transport: Transport, outcome: Outcome) -> None:
    for place, row in enumerate(batch):
        if row.next_attempt_at <= timezone.now():
            return  # we were too slow: the rows are anyone's again
        if refusal := ledger.refusal(row):
            settle(ledger, row, refusal)
            continue
        if later := ledger.waits(row):
            rows.give_back([row], until=later)
            continue
        began = time.monotonic()
        try:
            _send(ledger, row, transport, outcome)
            ledger.took(row, time.monotonic() - began)
        except (Outage, Ambiguous) as error:
            logger.warning("the mail server is out: %s: %s", type(error).__name__, error)
            rows.give_back(batch[place + 1 :], until=timezone.now() + OUTAGE_PAUSE - timedelta(seconds=1))
            if isinstance(error, Ambiguous):
                _doubt(ledger, row, error, outcome)
            else:  # last, in case the outage is of its own making
                later = timezone.now() + OUTAGE_PAUSE
                unused = row.attempts - (row.state == State.HANDING_OVER)
                settle(ledger, row, State.QUEUED, attempts=unused, next_attempt_at=later, last_error=_told(error))
            outcome.outage = True
            return


def _send(ledger: Ledger[Any], row: Outgoing, transport: Transport, outcome: Outcome) -> None:
    """Send one mail and record the answer. Raises Outage or Ambiguous.

    Whatever else goes wrong is this mail's failed attempt, and must not hold up the others.
    """
    try:
        mail = ledger.build(row)
        on_wire = partial(mark, ledger, row)
        data = signing.signed(mail.data)
        transport.send(sender=mail.sender, recipient=mail.recipient, data=data, on_wire=on_wire)
    except (Outage, Ambiguous, *ENDS):
        raise
    except Withheld:  # the row is another worker's, or was erased or changed: then it is built anew
        rows.give_back([row], until=timezone.now() + CHANGED_PAUSE)
    except Refused as error:
        _try_again(ledger, row, error, outcome)
    except BaseException as error:
        logger.exception("%s could not be sent", row._meta.label)
        if row.state == State.HANDING_OVER:
            _doubt(ledger, row, error, outcome)
        else:
            _try_again(ledger, row, error, outcome)
    else:
        _sent(ledger, row)
        outcome.sent += 1


def _sent(ledger: Ledger[Any], row: Outgoing) -> None:
    """Record that the server took `row`: at once, or together with the next mark where no mark waits for the disk.

    So no more than one answer at a time is known to this worker alone.
    """
    if ledger.marks_wait:
        settle(ledger, row, State.SENT, sent_at=timezone.now())
        return
    _record(ledger)
    fields = {"state": State.SENT, "sent_at": timezone.now()} | ledger.words(row, State.SENT)
    ledger.answered = rows.Change(row, fields, OURS)


def _record(ledger: Ledger[Any]) -> None:
    """Write the answer that waits for the next mark, if one does."""
    if ledger.answered is not None:
        rows.write(ledger.answered)
        ledger.answered = None


def mark(ledger: Ledger[Any], row: Outgoing) -> bool:
    """Commit that `row` is being handed over, if it is still ours and unchanged; say whether it is."""
    lease, attempts = timezone.now() + longest_hand_over(), row.attempts + 1
    fields: Fields = {"state": State.HANDING_OVER, "next_attempt_at": lease, "attempts": attempts}
    fields |= ({"last_error": ""} if row.last_error else {}) | ledger.words(row, State.HANDING_OVER)
    change = rows.Change(row, fields, (State.SENDING,), ledger.unchanged(row))
    marked = rows.write(change) if ledger.answered is None else rows.write_both(ledger.answered, change)
    ledger.answered = None
    if marked:
        row.state, row.next_attempt_at, row.attempts = State.HANDING_OVER, lease, attempts
    return marked


def settle(ledger: Ledger[Any], row: Outgoing, state: State, *, last_error: str = "", **facts: Any) -> bool:
    """Record what became of `row`, and say whether it was ours and unchanged.

    Where it was erased or changed meanwhile, its words are not to come back.
    """
    facts["state"] = state
    told = {"last_error": last_error} if last_error else {}
    unchanged = ledger.unchanged(row)
    if rows.write(rows.Change(row, facts | told | ledger.words(row, state), OURS, unchanged)):
        return True
    if unchanged:
        rows.write(rows.Change(row, facts, OURS))
    return False


def _tell(ledger: Ledger[Any], row: Outgoing, error: Refused, outcome: Outcome) -> None:
    """Let the ledger take note of a refusal; whatever goes wrong with that holds up no other mail."""
    try:
        with transaction.atomic():
            ledger.given_up(row, error, outcome)
    except Exception:
        logger.exception("a refusal of %s was not noted", row._meta.label)


def _doubt(ledger: Ledger[Any], row: Outgoing, error: BaseException, outcome: Outcome) -> None:
    settle(ledger, row, State.UNCERTAIN, last_error=_told(error))
    outcome.uncertain += 1


def _try_again(ledger: Ledger[Any], row: Outgoing, error: BaseException, outcome: Outcome) -> None:
    """Count a failed attempt: later, longer each time; never, when the server said so or enough is enough."""
    attempts = row.attempts + (row.state == State.SENDING)  # the mark has counted it already
    if (isinstance(error, Refused) and error.permanent) or attempts >= ledger.most_attempts:
        outcome.failed += 1
        ours = settle(ledger, row, State.FAILED, attempts=attempts, last_error=_told(error))
        if ours and isinstance(error, Refused):
            _tell(ledger, row, error, outcome)
    else:
        later = timezone.now() + min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        settle(ledger, row, State.QUEUED, attempts=attempts, next_attempt_at=later, last_error=_told(error))


def _told(error: BaseException) -> str:
    return rows.storable(f"{type(error).__name__}: {error}")[:300]
