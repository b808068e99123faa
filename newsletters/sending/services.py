"""Carry an edition to its readers: fast, and never twice.

A worker claims a batch, then marks each row `sending` just before the dot that ends it on the wire, and `sent`
once the server answered. Killed in between, it leaves one row of which nobody knows: it becomes `uncertain`, is
shown to the editor and is never sent again by itself. Rows that were only claimed go back to waiting.

The two marks do not wait for the disk (synchronous_commit off): a worker that dies loses none of them, since
PostgreSQL lives on. The claim does wait. If PostgreSQL itself restarted after it, marks may be lost, so the
claimed rows of that time become uncertain too.
"""

import logging
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from coalition.mail import bulk, epochs
from coalition.mail.drain import ENDS
from coalition.mail.models import Suppression
from coalition.privacy import discretion, queue
from newsletters.readers.models import Subscriber
from newsletters.sending.letters import Letters, Owed
from newsletters.sending.models import Delivery, Issue, IssueText

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=10)  # for a batch of fifty; a slower worker loses the rows that it has not marked
PAUSE = timedelta(seconds=30)
MAX_ATTEMPTS = 8
TABLE = Delivery._meta.db_table
State = Delivery.State


@dataclass
class Outcome:
    """What one run did. `more` says that rows may still be due."""

    sent: int = 0
    more: bool = False
    outage: bool = False
    held: bool = False


@transaction.atomic
def owe(*, issue: Issue, fallback: IssueText) -> None:
    """Owe `issue` to everyone who reads now, in their language or as `fallback`, and wake the worker.

    One statement makes every delivery, so a reader who confirms meanwhile is either in or out, never twice.
    """
    readers = Subscriber.objects.to_write_to().order_by().values("pk", "language", "discreet")
    rows, parameters = readers.query.sql_with_params()
    statement = (  # the tables' names are ours; every value is a parameter
        f"INSERT INTO {TABLE} (issue_id, subscriber_id, text_id, discreet, state, attempts, "  # noqa: S608
        "next_attempt_at, claimed_by, last_error) "
        "SELECT %s, reader.pk, COALESCE(text.id, %s), reader.discreet, %s, 0, %s, '', '' "
        f"FROM ({rows}) reader (pk, language, discreet) LEFT JOIN {IssueText._meta.db_table} text "
        "ON text.issue_id = %s AND text.language = reader.language ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [issue.pk, fallback.pk, State.PENDING, timezone.now(), *parameters, issue.pk])
    if issue.deliveries.exists():
        queue.wake("newsletters.deliver")
    else:
        issue.finish()
        issue.save()


def stop_copies(*, readers: Iterable[Subscriber], **_signal: Any) -> None:
    """Send nothing more to `readers`, who leave. Only a copy whose text the mail server already has goes on."""
    Delivery.objects.not_on_the_wire().filter(subscriber__in=readers).update(state=State.SKIPPED)


def deliver(*, seconds: float = 20) -> Outcome:
    """Send due deliveries for about `seconds` over one connection, and say what happened."""
    outcome, worker, letters = Outcome(), str(uuid.uuid4()), Letters()
    deadline = time.monotonic() + seconds
    recover(now=timezone.now())
    if epochs.holds_mail():
        outcome.held = True
        return outcome
    with bulk.open_transport() as transport, _marks_without_waiting():
        while batch := claim(worker=worker, now=timezone.now()):
            _send_batch(batch, worker, transport, letters, outcome)
            if outcome.outage:
                break
            if time.monotonic() > deadline:
                outcome.more = True
                break
    finish_issues()
    return outcome


def recover(*, now: datetime) -> int:
    """Settle what dead workers left, claimed for LEASE or on the wire for longer than any answer; count the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET state = CASE WHEN state = %s OR claimed_at < pg_postmaster_start_time() "  # noqa: S608
            "THEN %s ELSE %s END, claimed_by = '' "
            "WHERE state = %s AND claimed_at < %s OR state = %s AND claimed_at < %s",
            [
                *(State.SENDING, State.UNCERTAIN, State.PENDING),
                *(State.CLAIMED, now - LEASE),
                *(State.SENDING, now - bulk.longest_hand_over()),
            ],
        )
        return int(cursor.rowcount)


@transaction.atomic
def claim(*, worker: str, now: datetime, limit: int = BATCH) -> list[Owed]:
    """Take up to `limit` due rows that no other worker holds, with their readers."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        cursor.execute(
            f"WITH due AS (SELECT id FROM {TABLE} WHERE state = %s AND next_attempt_at <= %s "  # noqa: S608
            "ORDER BY next_attempt_at, id LIMIT %s FOR UPDATE SKIP LOCKED) "
            f"UPDATE {TABLE} delivery SET state = %s, claimed_by = %s, claimed_at = %s FROM due "
            "WHERE delivery.id = due.id "
            "RETURNING delivery.next_attempt_at, "
            "delivery.id, delivery.issue_id, delivery.subscriber_id, delivery.text_id, delivery.discreet",
            [State.PENDING, now, limit, State.CLAIMED, worker, now],
        )
        rows = [row[1:] for row in sorted(cursor.fetchall())]  # by time, then by key
    readers = Subscriber.objects.in_bulk([row[2] for row in rows if row[2]])
    digests = [reader.email_digest for reader in readers.values()]
    suppressed = set(Suppression.objects.filter(address_digest__in=digests).values_list("address_digest", flat=True))
    asked = discretion.asked(
        [reader.email for reader in readers.values()]
    )  # also elsewhere, or since the edition was begun
    return [_owed(row, readers.get(row[2]), suppressed, asked) for row in rows]


def _owed(row: tuple[Any, ...], reader: Subscriber | None, suppressed: set[str], asked: set[str]) -> Owed:
    pk, issue_id, subscriber_id, text_id, discreet = row
    return Owed(
        pk=pk,
        key=f"newsletter:{issue_id}:{subscriber_id}",
        text_id=text_id,
        discreet=discreet or bool(reader and reader.email in asked),
        email=reader.email if reader else "",
        nonce=reader.nonce if reader else "",
        wanted=bool(reader and reader.state == Subscriber.State.CONFIRMED and reader.email_digest not in suppressed),
    )


def _send_batch(batch: list[Owed], worker: str, transport: bulk.Transport, letters: Letters, outcome: Outcome) -> None:
    with connection.cursor() as cursor:
        for owed in batch:
            if not owed.wanted:
                _skip(owed, worker)
                continue
            try:
                letters.send(owed, transport, on_wire=partial(_mark, cursor, worker, owed))
            except bulk.Withheld:
                continue  # the row is no longer ours: its reader left meanwhile, or we were too slow
            except (bulk.Outage, bulk.Ambiguous) as error:
                sent_perhaps = isinstance(error, bulk.Ambiguous)
                logger.warning("newsletter stopped: %s: %s", type(error).__name__, error)
                _settle_failure(owed, worker, State.UNCERTAIN if sent_perhaps else State.PENDING, error)
                _give_back(worker)  # to come before it, in case the outage is of its own making
                outcome.outage = True
                return
            except ENDS:
                raise
            except BaseException as error:  # whatever is wrong with one copy must not hold up the others
                if not isinstance(error, bulk.Refused):
                    logger.exception("a copy of an edition could not be sent")
                _refuse(owed, worker, error)
            else:
                _record(cursor, worker, owed)
                outcome.sent += 1


def _mark(cursor: Any, worker: str, owed: Owed) -> bool:
    """Mark `owed` as on the wire if it is still ours, and say whether it is."""
    cursor.execute(
        f"UPDATE {TABLE} SET state = %s, attempts = attempts + 1, claimed_at = %s "  # noqa: S608
        "WHERE id = %s AND claimed_by = %s AND state = %s",
        [State.SENDING, timezone.now(), owed.pk, worker, State.CLAIMED],
    )
    return bool(cursor.rowcount)


def _record(cursor: Any, worker: str, owed: Owed) -> None:
    cursor.execute(
        f"UPDATE {TABLE} SET state = %s, sent_at = %s WHERE id = %s AND claimed_by = %s AND state = %s",  # noqa: S608
        [State.SENT, timezone.now(), owed.pk, worker, State.SENDING],
    )


def _skip(owed: Owed, worker: str) -> None:
    Delivery.objects.filter(pk=owed.pk, claimed_by=worker, state=State.CLAIMED).update(state=State.SKIPPED)


def _settle_failure(owed: Owed, worker: str, state: State, error: BaseException) -> None:
    held = Delivery.objects.filter(pk=owed.pk, claimed_by=worker, state__in=[State.CLAIMED, State.SENDING])
    held.update(
        state=state,
        claimed_by="",
        next_attempt_at=timezone.now() + PAUSE,
        last_error=f"{type(error).__name__}: {error}".replace("\0", "")[:300],
    )


def _refuse(owed: Owed, worker: str, error: BaseException) -> None:
    """Fail for good on a 5xx; else later, longer each time, up to MAX_ATTEMPTS. Marked and not answered: uncertain."""
    held = Delivery.objects.filter(pk=owed.pk, claimed_by=worker)
    refused = isinstance(error, bulk.Refused)
    if not refused and held.filter(state=State.SENDING).exists():
        _settle_failure(owed, worker, State.UNCERTAIN, error)
        return
    held.filter(state=State.CLAIMED).update(attempts=F("attempts") + 1)  # the mark, not made, would have counted it
    attempts = held.values_list("attempts", flat=True).first()
    if attempts is None:
        return  # deleted meanwhile, or another's
    final = (isinstance(error, bulk.Refused) and error.permanent) or attempts >= MAX_ATTEMPTS
    _settle_failure(owed, worker, State.FAILED if final else State.PENDING, error)
    if not final:
        pause = timedelta(minutes=1) * 2 ** (attempts - 1)
        Delivery.objects.filter(pk=owed.pk, state=State.PENDING).update(next_attempt_at=timezone.now() + pause)


def _give_back(worker: str) -> None:
    Delivery.objects.filter(claimed_by=worker, state=State.CLAIMED).update(
        state=State.PENDING, claimed_by="", next_attempt_at=timezone.now() + PAUSE - timedelta(seconds=1)
    )


def drop_owed(*, until: datetime, **_signal: Any) -> int:
    """Let go of the copies of editions begun up to `until`, since the database was restored; return how many."""
    owed = Delivery.objects.not_on_the_wire().filter(issue__started_at__lte=until)
    return owed.update(state=State.FAILED, claimed_by="", last_error=epochs.DROPPED)


@transaction.atomic
def finish_issues() -> None:
    """Close every edition whose deliveries are all settled."""
    open_states = [State.PENDING, State.CLAIMED, State.SENDING]
    for issue in Issue.objects.select_for_update(skip_locked=True).filter(state=Issue.State.SENDING):
        if not issue.deliveries.filter(state__in=open_states).exists():
            issue.finish()
            issue.save()


@contextmanager
def _marks_without_waiting() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")


def progress(*, issue: Issue) -> dict[str, int]:
    """Return how many deliveries of `issue` are in each state that has any."""
    counts = dict(issue.deliveries.order_by().values_list("state").annotate(count=Count("pk")))
    return {str(state.label): counts[state.value] for state in Delivery.State if state.value in counts}
