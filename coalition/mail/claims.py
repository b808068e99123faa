"""Whose a row is: it is claimed by a lease, and what a dead worker held comes due again.

Decision 0098-heartbeats-decide.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

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
