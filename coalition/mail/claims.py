"""Whose a row is: it is claimed by a lease, and what a dead worker held comes due again.

Decision 0004-ledgers-and-a-queue.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Func, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from . import workers
from .ledger import Ledger
from .models import Outgoing

State = Outgoing.State


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
    """Take some due mails that no other worker holds, and lease them from `now` on.

    A run begins where it ended its last claim: what lies before is done, and its index entries stand there until the
    database cleans up. What came due before that place meanwhile is taken when nothing is left after it.
    """
    if not ledger.marks_wait:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = on")
    oldest = _due(ledger, now).order_by("next_attempt_at", "pk").select_for_update(skip_locked=True)
    batch = list(_after(oldest, ledger.reached)[: ledger.batch])
    if not batch and ledger.reached:
        batch = list(oldest[: ledger.batch])
    if not batch:
        return []
    ledger.reached = (batch[-1].next_attempt_at, batch[-1].pk)
    lease = now + ledger.lease
    ledger.model._default_manager.filter(pk__in=[row.pk for row in batch]).update(
        state=State.SENDING, next_attempt_at=lease, worker=workers.present()
    )
    for row in batch:
        row.state, row.next_attempt_at = State.SENDING, lease
    return batch


def _due[Row: Outgoing](ledger: Ledger[Row], now: datetime) -> QuerySet[Row]:
    due = Q(state=State.QUEUED) | Q(state=State.SENDING)
    if not ledger.marks_wait:
        started = Func(function="pg_postmaster_start_time", output_field=DateTimeField())
        due = Q(state=State.QUEUED) | Q(state=State.SENDING, next_attempt_at__gte=started + Value(ledger.lease))
    return ledger.model._default_manager.filter(due, next_attempt_at__lte=now)


def _after[Row: Outgoing](rows: QuerySet[Row], reached: tuple[datetime, int] | None) -> QuerySet[Row]:
    return rows.filter(TupleGreaterThan(Tuple(F("next_attempt_at"), F("pk")), reached)) if reached else rows


def _database_started() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        started: datetime = cursor.fetchone()[0]
    return started


@contextmanager
def quick_marks(ledger: Ledger[Any]) -> Iterator[None]:
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
