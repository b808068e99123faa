"""The engine of outgoing mail: what a ledger owes is sent once (decision 0005-sent-once).

Any number of workers may run at once; any of them may be killed. A worker claims a few rows by a lease:
`next_attempt_at` lies in the future while it works, and is the proof that the row is still its own. Before the server
may have the whole mail it commits the mark `handing over`, if the row is still its own. Without the mark a mail was
certainly not sent: it comes due again when the lease ends. With the mark and without the server's answer nobody knows:
it becomes `uncertain` and is never sent again by itself.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from . import bounces, dkim, epochs
from .models import Outgoing
from .rendering import storable
from .transport import Ambiguous, Outage, Refused, SmtpTransport, Transport, Withheld, longest_hand_over

logger = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=2)  # to claim, build and speak up to the mark; a slower worker loses rows, not mails
OUTAGE_PAUSE = timedelta(seconds=30)
CHANGED_PAUSE = timedelta(seconds=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
State = Outgoing.State
OURS = (State.SENDING, State.HANDING_OVER, State.UNCERTAIN)  # an answer that comes very late settles an uncertain one
# What ends a worker. All else is one mail's failure, also what is no Exception: the panic of a library in Rust.
ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass
class Outcome:
    """What one run did. `more` says that rows may still be due, `held` that a person decides first."""

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
    letter: str  # of its `areas.Ledger`
    most_attempts: int
    is_bulk = False  # keeps to MAIL_PER_MINUTE

    def look_up(self, batch: Sequence[Row]) -> None:
        """Look up at once what the methods below need about the claimed `batch`."""

    def refusal(self, row: Row) -> State | None:
        """Return the state of a `row` that is not to be sent, or None."""

    def build(self, row: Row) -> Envelope:
        """Return the mail of `row`. Whatever it raises is this mail's failed attempt."""
        raise NotImplementedError

    def unchanged(self, row: Row) -> dict[str, Any]:
        """Return what must still be so when `row` is marked, and when its words are recorded."""
        return {}

    def words(self, row: Row, state: State) -> dict[str, Any]:
        """Return what is recorded with `state` of what `row` says."""
        return {}


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
    with open_transport() as transport:
        while batch := claim(ledger, now=timezone.now()):
            send_batch(ledger, batch, transport, outcome)
            if outcome.outage:
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    return outcome


def open_transport() -> Transport:
    """Return the transport of this installation: a provider's, or SMTP."""
    if settings.MAIL_PROVIDER:
        from .provider import ProviderTransport  # with the libraries that only it needs

        return ProviderTransport()
    return SmtpTransport()


def recover(ledger: Ledger[Any], *, now: datetime) -> int:
    """Call uncertain what was marked and got no answer in time; return how many mails that were."""
    marked = ledger.model._default_manager.filter(state=State.HANDING_OVER, next_attempt_at__lt=now)
    return marked.update(state=State.UNCERTAIN)


@transaction.atomic
def claim[Row: Outgoing](ledger: Ledger[Row], *, now: datetime) -> list[Row]:
    """Take some due mails that no other worker holds, and lease them from `now` on."""
    most = min(BATCH, _room(ledger, now)) if ledger.is_bulk and settings.MAIL_PER_MINUTE else BATCH
    due = ledger.model._default_manager.filter(state__in=[State.QUEUED, State.SENDING], next_attempt_at__lte=now)
    batch = list(due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True)[:most])
    lease = now + LEASE
    if batch:
        ledger.model._default_manager.filter(pk__in=[row.pk for row in batch]).update(
            state=State.SENDING, next_attempt_at=lease
        )
    for row in batch:
        row.state, row.next_attempt_at = State.SENDING, lease
    return batch


def _room(ledger: Ledger[Any], now: datetime) -> int:
    """Return how many more may leave in this minute, of all workers together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('mail_per_minute', 0))")
    left = Q(state=State.SENT, sent_at__gte=now.replace(second=0, microsecond=0))
    held = Q(state__in=[State.SENDING, State.HANDING_OVER], next_attempt_at__gt=now)
    return max(0, settings.MAIL_PER_MINUTE - ledger.model._default_manager.filter(left | held).count())


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
            _give_back(ledger, batch[place + 1 :], until=timezone.now() + OUTAGE_PAUSE - timedelta(seconds=1))
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
        data = dkim.signed(mail.data)
        transport.send(sender=mail.sender, recipient=mail.recipient, data=data, on_wire=partial(mark, ledger, row))
    except (Outage, Ambiguous, *ENDS):
        raise
    except Withheld:  # the row is another worker's, or was erased or changed: then it is built anew
        _give_back(ledger, [row], until=timezone.now() + CHANGED_PAUSE)
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
    fields = {"state": State.HANDING_OVER, "next_attempt_at": lease, "attempts": attempts, "last_error": ""}
    fields |= ledger.words(row, State.HANDING_OVER)
    marked = _held(ledger, row).filter(state=State.SENDING, **ledger.unchanged(row)).update(**fields)
    if marked:
        row.state, row.next_attempt_at, row.attempts = State.HANDING_OVER, lease, attempts
    return bool(marked)


def settle(ledger: Ledger[Any], row: Outgoing, state: State, *, last_error: str = "", **facts: Any) -> bool:
    """Record what became of `row`, and say whether it was ours and unchanged.

    Where it was erased or changed meanwhile, its words are not to come back.
    """
    facts |= {"state": state} | ({"last_error": last_error} if last_error else {})
    ours, unchanged = _held(ledger, row).filter(state__in=OURS), ledger.unchanged(row)
    if ours.filter(**unchanged).update(**facts, **ledger.words(row, state)):
        return True
    if unchanged:
        ours.update(**facts)
    return False


def _held(ledger: Ledger[Any], row: Outgoing) -> Any:
    return ledger.model._default_manager.filter(pk=row.pk, next_attempt_at=row.next_attempt_at)


def _give_back(ledger: Ledger[Any], rows: Sequence[Outgoing], *, until: datetime) -> None:
    """Let the rows that are still ours and not marked be anyone's again, due at `until`.

    What somebody else writes at this moment is theirs already: nobody waits here.
    """
    leases = {row.next_attempt_at for row in rows}
    ours = ledger.model._default_manager.filter(
        pk__in=[row.pk for row in rows], next_attempt_at__in=leases, state=State.SENDING
    )
    with transaction.atomic():
        free = list(ours.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True))
        ours.filter(pk__in=free).update(state=State.QUEUED, next_attempt_at=until)


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
            try:
                with transaction.atomic():
                    bounces.report_refusal(ledger.letter, row.pk, error=error, sent=outcome.sent, failed=outcome.failed)
            except Exception:  # whatever goes wrong with that holds up no other mail
                logger.exception("a refusal of %s was not noted", row._meta.label)
    else:
        later = timezone.now() + min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        settle(ledger, row, State.QUEUED, attempts=attempts, next_attempt_at=later, last_error=_told(error))


def _told(error: BaseException) -> str:
    return storable(f"{type(error).__name__}: {error}")[:300]
