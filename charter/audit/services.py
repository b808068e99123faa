"""Is the ledger whole? Recompute every hash, follow the chain, and compare what the site shows with it.

Whether the chain is the one that was signed is told by the log, which has a leaf for each entry (log.py).
A second program, written from the README alone, does the same in the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from charter.ledger import chain, keys, log, timestamps
from charter.ledger.models import LedgerEntry, LedgerHead, Redaction, TrustedTime
from charter.ledger.notes import Verifier
from charter.states import State

from .log_audit import check_log
from .row_audit import (
    CHUNK,
    Fault,
    check_files,
    check_governments,
    check_list,
    check_numbers,
    check_public,
    check_signatures,
    check_texts,
)
from .status_changes import check_changes, redacted


@dataclass
class Report:
    """What was found. The ledger is whole when there is no fault and `signatures_seen`.

    `unseen` says what was not looked at, a sentence each: nobody is to believe it.
    """

    entries: int = 0
    head: str = chain.GENESIS
    faults: list[Fault] = field(default_factory=list)
    redacted: list[Redaction] = field(default_factory=list)
    signatures_seen: bool = False
    unseen: list[str] = field(default_factory=list)


def verify() -> Report:
    """Verify the chain, and what the rows show against it."""
    report, last_sequence = Report(), 0
    last_states: dict[int, str] = {}
    entries = LedgerEntry.objects.select_related("trusted_time").order_by("sequence", "pk")
    for entry in entries.iterator(chunk_size=CHUNK):
        _check_place(entry, last_sequence, report)
        if chain.entry_hash(entry.payload()) != entry.hash:
            report.faults.append(_fault(entry, "edited", "its words do not have its fingerprint"))
        _check_story(entry, last_states, report)
        _check_time(entry, report)
        last_sequence, report.head = entry.sequence, entry.hash
        last_states[entry.signature_id] = entry.target
        report.entries += 1
    for last in LedgerHead.objects.exclude(sequence=last_sequence, hash=report.head):
        report.faults.append(
            Fault(last.sequence, "cut", f"the ledger ends at entry {last_sequence}, not {last.sequence}")
        )
    for check in (
        check_texts, check_signatures, check_governments, check_numbers, check_changes, check_list, check_public,
    ):  # fmt: skip
        report.faults.extend(check())
    report.redacted = redacted(report.faults)
    return report


def _check_place(entry: LedgerEntry, last_sequence: int, report: Report) -> None:
    if entry.sequence != last_sequence + 1:
        report.faults.append(_fault(entry, "deleted", f"entry {last_sequence + 1} is missing before it"))
    elif entry.previous != report.head:
        report.faults.append(
            _fault(entry, "broken", "it does not follow the entry before: one was changed, inserted or deleted here")
        )


def _check_story(entry: LedgerEntry, last_states: dict[int, str], report: Report) -> None:
    """Each entry of a signature begins where the one before it ended; the first begins with the draft."""
    if entry.source != last_states.get(entry.signature_id, State.DRAFT):
        report.faults.append(_fault(entry, "broken", f"signature {entry.dossier} was not {entry.source} before it"))


def _check_time(entry: LedgerEntry, report: Report) -> None:
    """A token, where there is one, is over this entry's hash; without the authority's certificate nothing is said."""
    trusted = getattr(entry, "trusted_time", None)
    if trusted is None or not timestamps.is_configured():
        return
    try:
        timestamps.check(bytes(trusted.token), bytes.fromhex(entry.hash))
    except timestamps.NoTrustedTime as error:
        report.faults.append(_fault(entry, "time", f"its trusted time does not hold: {error}"))


def _fault(entry: LedgerEntry, kind: str, message: str) -> Fault:
    return Fault(entry.sequence, kind, f"entry {entry.sequence} ({entry.at:%Y-%m-%d %H:%M} UTC): {message}")


def audit(*, checkpoints: Sequence[str] = (), known: Sequence[Verifier] | None = None, files: bool = False) -> Report:
    """Return what is wrong, if anything is, and what was not looked at.

    `checkpoints` (signed notes) were saved elsewhere; `known` are the public keys of the log, the oldest first, else
    those of the settings. With `files` each act is read from its storage, which takes as long as reading them all.
    """
    known = keys.verifiers() if known is None else known
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # what is written meanwhile is no fault
        report = verify()
        report.faults.extend(check_log(saved=checkpoints, known=known))
        if files:
            report.faults.extend(check_files())
        report.signatures_seen = bool(known)
        report.unseen = _not_looked_at(known, checkpoints, files)
    return report


def _not_looked_at(known: Sequence[Verifier], saved: Sequence[str], files: bool) -> list[str]:
    told = []
    if not known:
        unsigned = f"{log.size()} leaves and of the checkpoints"
        told.append(f"the signatures of {unsigned}: no public key of the log is known (--key)")
    if not saved and not log.kept():
        told.append(
            "whether all of it was made again by who has the log's key: give a checkpoint kept elsewhere (--checkpoint)"
        )
    if not files:
        told.append("the files of acts and certificates (--files)")
    if not timestamps.is_configured() and (times := TrustedTime.objects.count()):
        told.append(
            f"the trusted time of {times} entries: no certificate of the authority is set (CHARTER_TSA_CERTIFICATE)"
        )
    return told
