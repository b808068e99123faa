"""The writing of the chain, and its trusted time, fetched after the fact.

No transaction waits for the network. An entry without a token has no trusted time, and says so. A token that comes
late is honest too: it says that the entry existed by then, and, by the chain, every entry before it.
"""

import hashlib
from datetime import UTC, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from charter import clock
from coalition import queue

from . import chain, timestamps
from . import log as transparency
from .log import Record
from .models import Leaf, LedgerEntry, LedgerHead, LoggedFact, Redaction, TrustedTime

# Of a change's public words; the second until decision 0021-two-people-in-the-charter.
SALTED, UNSALTED = "reason_salted_sha256", "reason_sha256"
CAUSE = "change_cause"  # the public reason of a town hall: a choice from a list
TRIED_FOR = timedelta(days=2)  # an authority that was away longer leaves its gap in plain sight
AT_ONCE = 50


def head() -> LedgerHead:
    """Return the ledger's head, locked until the transaction ends."""
    row, _created = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    return row


def next_number() -> int:
    """Return the next signatory number. A transaction that fails gives it back: there are no gaps."""
    head()
    LedgerHead.objects.filter(pk=1).update(last_number=F("last_number") + 1)
    return LedgerHead.objects.values_list("last_number", flat=True).get(pk=1)


def append(last: LedgerHead, entry: LedgerEntry) -> LedgerEntry:
    """Write `entry` after `last`, the head that the caller locked, make it the head, and save its signature.

    The entry comes first: the database corrects a published signature only as its last entry says.
    """
    entry.sequence, entry.previous, entry.at = last.sequence + 1, last.hash, clock.now()
    entry.hash = chain.entry_hash(entry.payload())
    entry.save(force_insert=True)
    LedgerHead.objects.filter(pk=1).update(sequence=entry.sequence, hash=entry.hash)
    entry.signature.save()
    transparency.append(entry_record(entry))
    if timestamps.is_configured():
        queue.wake("charter.stamp_entries")
    return entry


def reason_digest(salt: str, reason: str) -> str:
    """Return the SHA-256 of salt and public words, one a line: once both are removed, nobody can guess the words."""
    return hashlib.sha256(f"{salt}\n{reason}".encode()).hexdigest()


def entry_record(entry: LedgerEntry) -> Record:
    """Return what the log holds of `entry`: its fingerprint, which stands for all of it."""
    return Record(Leaf.Kind.ENTRY, str(entry.sequence), {"fingerprint": entry.hash})


def stamp_due(*, limit: int = AT_ONCE) -> int:
    """Ask the configured authority for a token for each entry that lacks one, oldest first; return how many came.

    It ends at the first refusal: the entries wait, and the next run asks again.
    """
    lacking = LedgerEntry.objects.filter(trusted_time=None, at__gt=timezone.now() - TRIED_FOR)
    stamped = 0
    for entry in lacking.order_by("sequence")[:limit]:
        token = timestamps.timestamp(bytes.fromhex(entry.hash))
        if token is None:
            break
        at = timestamps.check(token, bytes.fromhex(entry.hash))
        with transaction.atomic():
            row, made = TrustedTime.objects.get_or_create(entry=entry, defaults={"token": token, "at": at})
            if made:
                log_fact(LoggedFact.Kind.PUBLIC, entry.dossier, dict([public_time(row)]))
        stamped += 1
    return stamped


def public_time(row: TrustedTime) -> tuple[str, dict[str, Any]]:
    at, digest = row.at.astimezone(UTC).isoformat(), hashlib.sha256(bytes(row.token)).hexdigest()
    return f"trusted time of entry {row.entry.sequence}", {"at": at, "token_sha256": digest}


def public_removal(row: Redaction) -> tuple[str, dict[str, Any]]:
    """Return what is known of the removal of public words: by whom, and when."""
    on = row.confirmed_at.astimezone(UTC).isoformat() if row.confirmed_at else ""
    by = f"staff:{row.proposed_by_id} staff:{row.confirmed_by_id}"
    return f"removal of the words of entry {row.change.entry.sequence}", {"on": on, "by": by}


def log_fact(kind: LoggedFact.Kind, subject: str, facts: dict[str, Any]) -> LoggedFact:
    """Keep `facts` of `subject`, with a leaf of the log, in the caller's transaction; call it last.

    The ledger's head is locked before the log, as every transition does.
    """
    head()
    row = LoggedFact.objects.create(kind=kind, subject=subject, facts=facts, at=clock.now())
    transparency.append(fact_record(row))
    return row


def fact_record(row: LoggedFact) -> Record:
    return Record(row.kind, str(row.pk), {"subject": row.subject, "facts": row.facts})
