"""Is this the database that this installation has written to all along? If not, mail is held.

Decision 0005-sent-once.

A restored dump owes again what was sent since. Two things tell: PostgreSQL's own facts, which a copy does not share
(the cluster's system identifier, the database's number), and a count kept in the database and beside it, which an
older state of the same database falls behind. Only a person knows what is right then: `decide`.
"""

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.dispatch import Signal
from django.utils import timezone

from .models import WITHOUT_WORDS, Epoch, Message, OutgoingQuerySet

logger = logging.getLogger(__name__)

# Sent with `until`: let go of what was owed before. Receivers return how many they were.
owed_is_dropped = Signal()

LOCK = 0x45504F43  # "EPOC": of the advisory lock under which an epoch is begun, held or decided about
DROPPED = "dropped: it was owed before the database was restored"
_DATABASE = (
    "SELECT oid::bigint, has_function_privilege('pg_control_system()', 'execute') "
    "FROM pg_database WHERE datname = current_database()"
)
_CLUSTER = "SELECT system_identifier::text FROM pg_control_system()"


def holds_mail() -> bool:
    """Say whether nothing may be sent; begin the first epoch, notice a restore, count. Call it before sending."""
    with transaction.atomic():
        _lock()
        where = _where()
        epoch = Epoch.objects.order_by("-pk").first() or _begin(Epoch.Choice.FIRST, *where)
        if _hold(epoch, _contradiction(epoch, *where)):
            return True
        epoch.mark += 1
        epoch.save(update_fields=["mark"])
    _write_beside(epoch)
    return False


def hold() -> None:
    """Hold all mail until a person decides: this database was restored. What is held already stays so."""
    with transaction.atomic():
        _lock()
        epoch = Epoch.objects.order_by("-pk").first() or _begin(Epoch.Choice.FIRST, *_where())
        _hold(epoch, Epoch.Reason.MOVED)


def _hold(epoch: Epoch, reason: str) -> bool:
    """Hold the mail of `epoch` where there is a `reason`, and none held it before; say whether it is held."""
    if epoch.held_since is None and reason:
        epoch.held_since, epoch.held_because = timezone.now(), reason
        epoch.save(update_fields=["held_since", "held_because"])
    return epoch.held_since is not None


def held() -> Epoch | None:
    """Return the present epoch if its mail is held, or would be at the next run. Changes nothing."""
    epoch = Epoch.objects.order_by("-pk").first()
    if epoch is None:
        return None
    if epoch.held_since is None and (reason := _contradiction(epoch, *_where())):
        epoch.held_since, epoch.held_because = timezone.now(), reason
    return epoch if epoch.held_since is not None else None


def owed(until: datetime) -> OutgoingQuerySet[Message]:
    return Message.objects.not_on_the_wire().filter(created_at__lte=until)


def decide(*, choice: str) -> int:
    """Begin a new epoch in this database and let mail go again; return how many mails and copies were dropped.

    `Epoch.Choice.DROP` lets go of what was owed when mail was first held, or is owed now if nothing is held;
    SEND and OWN drop nothing.
    """
    with transaction.atomic():
        _lock()
        epoch = Epoch.objects.order_by("-pk").first()
        dropped = 0
        if choice == Epoch.Choice.DROP:
            until = (epoch.held_since if epoch else None) or timezone.now()
            owed(until).filter(sensitive=True).update(**WITHOUT_WORDS)
            dropped = owed(until).update(state=Message.State.FAILED, last_error=DROPPED)
            answers = owed_is_dropped.send(sender=Epoch, until=until)
            dropped += sum(int(count or 0) for _receiver, count in answers)
        begun = _begin(Epoch.Choice(choice), *_where())
    _write_beside(begun)
    return dropped


def _begin(choice: Epoch.Choice, cluster: str, database: int) -> Epoch:
    return Epoch.objects.create(begun_by=choice, cluster=cluster, database=database)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _where() -> tuple[str, int]:
    """Return the cluster's system identifier ("" where PostgreSQL does not tell us) and the database's number."""
    with connection.cursor() as cursor:
        cursor.execute(_DATABASE)
        database, may_ask = cursor.fetchone()
        if not may_ask:
            return "", database
        cursor.execute(_CLUSTER)
        return str(cursor.fetchone()[0]), database


def _contradiction(epoch: Epoch, cluster: str, database: int) -> str:
    other_cluster = bool(epoch.cluster and cluster) and epoch.cluster != cluster
    if other_cluster or epoch.database != database:
        return Epoch.Reason.MOVED
    beside = _read_beside(cluster, database)
    if beside is None:
        return ""
    key, mark = beside
    if key == epoch.key:
        return Epoch.Reason.OLDER if mark > epoch.mark else ""
    return "" if Epoch.objects.filter(key=key).exists() else Epoch.Reason.OLDER


def _beside(cluster: str, database: int) -> Path | None:
    folder = settings.MAIL_EPOCHS
    return folder / f"{cluster or 'cluster'}-{database}.json" if folder else None


def _read_beside(cluster: str, database: int) -> tuple[UUID, int] | None:
    """Return the epoch and count that stand outside the database; None where there are none, as on a new machine."""
    path = _beside(cluster, database)
    try:
        kept = json.loads(path.read_text()) if path else None
        return (UUID(kept["epoch"]), int(kept["mark"])) if kept else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_beside(epoch: Epoch) -> None:
    """Keep the count outside the database too, once it is committed within."""
    path = _beside(epoch.cluster, epoch.database)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps({"epoch": str(epoch.key), "mark": epoch.mark}))
        unfinished.replace(path)
    except OSError as error:
        logger.warning("what tells a restore could not be kept in %s: %s", path.parent, error)
