"""The engine of outgoing mail: what a ledger owes is sent once.

Decision 0011-sent-once: the dot decides. Decision 0029-one-engine-for-mail.

Any number of workers may run at once; any of them may be killed. A worker claims a few rows by a lease:
`next_attempt_at` lies in the future while it works, and is the proof that the row is still its own. Just before the
dot that ends a mail on the wire it commits the mark `handing over`, if the row is still its own. Without the mark a
mail was certainly not sent: it comes due again when the lease ends. With the mark and without the server's answer
nobody knows: it becomes `uncertain` and is never sent again by itself.

A ledger may let its marks not wait for the disk (`marks_wait = False`). A worker that dies loses none of them, since
PostgreSQL lives on. The claim waits in any case: if PostgreSQL itself restarted after it, marks may be lost, so the
claimed rows of that time become uncertain too.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from . import epochs, rows, workers
from .models import Outgoing
from .rows import Fields
from .transport import Ambiguous, Outage, Refused, Transport, Withheld, longest_hand_over, open_transport

logger = logging.getLogger(__name__)

OUTAGE_PAUSE = timedelta(seconds=30)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
State = Outgoing.State
OURS = (State.SENDING, State.HANDING_OVER, State.UNCERTAIN)  # an answer that comes very late settles an uncertain one
# What ends a worker. All else is one mail's failure, also what is no Exception: the panic of a library in Rust.
ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass
class Outcome:
    """What one run did. `more` says that rows may still be due, `held` that a person decides first.

    Decision 0020-mail-nobody-can-block.
    """

    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    outage: bool = False
    held: bool = False
    more: bool = False


@dataclass(frozen=True)
class Envelope:
    """A finished mail: the two addresses of its envelope, and what goes over the wire."""

    sender: str
    recipient: str
    data: bytes


class Ledger[Row: Outgoing]:
    """What differs between two ledgers. Make one for each run: it may remember what it looked up."""

    model: type[Row]
    batch: int
    lease: timedelta  # to claim, build and speak up to the mark; a slower worker loses the rows, not the mails
    most_attempts: int
    marks_wait = True

    def look_up(self, batch: Sequence[Row]) -> None:
        """Look up at once what the methods below need about the claimed `batch`."""

    def refusal(self, row: Row) -> State | None:
        """Return the state of a `row` that is not to be sent, or None."""

    def build(self, row: Row) -> Envelope:
        """Return the mail of `row`. Whatever it raises is this mail's failed attempt."""
        raise NotImplementedError

    def unchanged(self, row: Row) -> Fields:
        """Return what must still be so when `row` is marked, and when its words are recorded."""
        return {}

    def given_up(self, row: Row, error: Refused, outcome: Outcome) -> None:
        """Take note that the server refused `row` for the last time."""

    def words(self, row: Row, state: State) -> Fields:
        """Return what is recorded with `state` of what `row` says."""
        return {}


def run(ledger: Ledger[Any], *, seconds: float) -> Outcome:
    """Send what `ledger` owes for about `seconds`, over one connection, and say what happened.

    It ends early when nothing is due, or when the server cannot be reached: the mails then wait, and
    none of their attempts is used up. Call it outside any transaction: its marks must be committed at once.
    """
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    recover(ledger, now=timezone.now())
    if epochs.holds_mail():
        outcome.held = True
        return outcome
    with open_transport() as transport, _marks(ledger):
        while batch := claim(ledger, now=timezone.now()):
            send_batch(ledger, batch, transport, outcome)
            if outcome.outage:
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    return outcome


def recover(ledger: Ledger[Any], *, now: datetime) -> int:
    """Call uncertain what a dead worker was handing over, or may have; return how many mails that were.

    A worker is dead when its heart is silent, and one without a number when its lease has ended. What a dead one had
    claimed and not marked is due at once.
    """
    held = ledger.model._default_manager.filter(state__in=[State.SENDING, State.HANDING_OVER])
    left = Q(worker__isnull=False) & ~Q(worker__in=workers.alive())
    lost = Q(state=State.HANDING_OVER)
    if not ledger.marks_wait:
        lost |= Q(state=State.SENDING, next_attempt_at__lt=_database_started() + ledger.lease)
    uncertain = held.filter(lost & (left | Q(next_attempt_at__lt=now))).update(state=State.UNCERTAIN)
    held.filter(left, state=State.SENDING).update(state=State.QUEUED, next_attempt_at=now)
    return uncertain


@transaction.atomic
def claim[Row: Outgoing](ledger: Ledger[Row], *, now: datetime) -> list[Row]:
    """Take some due mails that no other worker holds, and lease them from `now` on."""
    owed = ledger.model._default_manager
    due = Q(state=State.QUEUED) | Q(state=State.SENDING)
    if not ledger.marks_wait:
        due = Q(state=State.QUEUED) | Q(state=State.SENDING, next_attempt_at__gte=_database_started() + ledger.lease)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = on")
    oldest = owed.filter(due, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    batch = list(oldest.select_for_update(skip_locked=True)[: ledger.batch])
    if not batch:
        return []
    lease = now + ledger.lease
    owed.filter(pk__in=[row.pk for row in batch]).update(
        state=State.SENDING, next_attempt_at=lease, worker=workers.present()
    )
    for row in batch:
        row.state, row.next_attempt_at = State.SENDING, lease
    return batch


def send_batch[Row: Outgoing](
    ledger: Ledger[Row], batch: Sequence[Row], transport: Transport, outcome: Outcome
) -> None:
    """Send each claimed mail in turn; give the rest back and stop where the server cannot be relied on."""
    ledger.look_up(batch)
    for place, row in enumerate(batch):
        if row.next_attempt_at <= timezone.now():
            return  # we were too slow: the rows are anyone's again
        if refusal := ledger.refusal(row):
            settle(ledger, row, refusal)
            continue
        try:
            _send(ledger, row, transport, outcome)
        except (Outage, Ambiguous) as error:
            logger.warning("the mail server is out: %s: %s", type(error).__name__, error)
            _give_back(batch[place + 1 :], pause=OUTAGE_PAUSE - timedelta(seconds=1))
            if isinstance(error, Ambiguous):
                _doubt(ledger, row, error, outcome)
            else:  # last, in case the outage is of its own making
                later = timezone.now() + OUTAGE_PAUSE
                settle(ledger, row, State.QUEUED, next_attempt_at=later, last_error=_told(error))
            outcome.outage = True
            return


def _send(ledger: Ledger[Any], row: Outgoing, transport: Transport, outcome: Outcome) -> None:
    """Send one mail and record the answer. Raises Outage or Ambiguous.

    Whatever else goes wrong is this mail's failed attempt, and must not hold up the others.
    """
    try:
        mail = ledger.build(row)
        on_wire = partial(mark, ledger, row)
        transport.send(sender=mail.sender, recipient=mail.recipient, data=mail.data, on_wire=on_wire)
    except (Outage, Ambiguous, *ENDS):
        raise
    except Withheld:
        return  # the row was another worker's, or was erased or changed
    except Refused as error:
        _try_again(ledger, row, error, outcome)
    except BaseException as error:
        logger.exception("%s could not be sent", row._meta.label)
        if row.state == State.HANDING_OVER:
            _doubt(ledger, row, error, outcome)
        else:
            _try_again(ledger, row, error, outcome)
    else:
        settle(ledger, row, State.SENT, sent_at=timezone.now())
        outcome.sent += 1


def mark(ledger: Ledger[Any], row: Outgoing) -> bool:
    """Commit that `row` is being handed over, if it is still ours and unchanged; say whether it is."""
    lease, attempts = timezone.now() + longest_hand_over(), row.attempts + 1
    fields: Fields = {"state": State.HANDING_OVER, "next_attempt_at": lease, "attempts": attempts}
    fields |= ({"last_error": ""} if row.last_error else {}) | ledger.words(row, State.HANDING_OVER)
    marked = rows.write(row, fields, states=(State.SENDING,), unchanged=ledger.unchanged(row))
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
    if rows.write(row, facts | told | ledger.words(row, state), states=OURS, unchanged=unchanged):
        return True
    if unchanged:
        rows.write(row, facts, states=OURS, unchanged={})
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


def _give_back(rest: Sequence[Outgoing], *, pause: timedelta) -> None:
    for row in rest:
        later = timezone.now() + pause
        rows.write(row, {"state": State.QUEUED, "next_attempt_at": later}, states=(State.SENDING,), unchanged={})


def _database_started() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        started: datetime = cursor.fetchone()[0]
    return started


@contextmanager
def _marks(ledger: Ledger[Any]) -> Iterator[None]:
    """Let the marks of `ledger` not wait for the disk, where it says so."""
    if ledger.marks_wait:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")


def _told(error: BaseException) -> str:
    return rows.storable(f"{type(error).__name__}: {error}")[:300]
