"""Is the ledger whole? Recompute every hash, follow the chain, and compare it with what certificates print of it.

Then compare what the site shows with it: the texts and the signatures (rows.py), the words of each change of status
(changes.py), the public list (listed.py), and what else is public (public.py).

A second program, written from the README alone, does the same in the tests.
"""

from dataclasses import dataclass, field

from charter.audit.changes import Redacted, check_changes, redacted
from charter.audit.faults import CHUNK, Fault
from charter.audit.listed import check_list
from charter.audit.places import check_governments
from charter.audit.public import check_public
from charter.audit.rows import check_numbers, check_signatures, check_texts
from charter.certificates.models import Certificate
from charter.ledger import chain, timestamps
from charter.ledger.models import LedgerEntry, LedgerHead
from charter.states import State


@dataclass
class Report:
    """What was found. The ledger is whole when there is no fault and `signatures_seen`.

    `unseen` says what was not looked at, a sentence each: nobody is to believe it.
    """

    entries: int = 0
    head: str = chain.GENESIS
    faults: list[Fault] = field(default_factory=list)
    redacted: list[Redacted] = field(default_factory=list)
    signatures_seen: bool = False
    unseen: list[str] = field(default_factory=list)


def verify() -> Report:
    """Verify the whole ledger, against its own end and what is printed on certificates."""
    report, awaited = Report(), _awaited()
    last_sequence = 0
    last_states: dict[int, str] = {}
    entries = LedgerEntry.objects.select_related("trusted_time").order_by("sequence", "pk")
    for entry in entries.iterator(chunk_size=CHUNK):
        _check_place(entry, last_sequence, report)
        _check_words(entry, report)
        _check_story(entry, last_states, report)
        _check_time(entry, report)
        for origin, hash_ in awaited.pop(entry.sequence, ()):
            if hash_ != entry.hash:
                report.faults.append(_fault(entry, "rewritten", f"its fingerprint differs from {origin}"))
        last_sequence, report.head = entry.sequence, entry.hash
        last_states[entry.signature_id] = entry.target
        report.entries += 1
    _check_tail(report, last_sequence, awaited)
    for check in (
        check_texts, check_signatures, check_governments, check_numbers, check_changes, check_list, check_public,
    ):  # fmt: skip
        report.faults.extend(check())
    report.redacted = redacted(report.faults)
    return report


Awaited = dict[int, list[tuple[str, str]]]  # by sequence: where an entry's hash was told, in words, and the hash


def _awaited() -> Awaited:
    awaited: Awaited = {}
    for last in LedgerHead.objects.exclude(sequence=0):
        awaited.setdefault(last.sequence, []).append(("the ledger's own end", last.hash))
    footers = Certificate.objects.issued().exclude(ledger_sequence=0).values_list("ledger_sequence", "ledger_hash")
    for sequence, printed in footers.order_by("ledger_sequence").distinct():
        awaited.setdefault(sequence or 0, []).append(("the footer of a certificate", printed))
    return awaited


def _check_place(entry: LedgerEntry, last_sequence: int, report: Report) -> None:
    if entry.sequence != last_sequence + 1:
        missing = f"{last_sequence + 1}" if entry.sequence == last_sequence + 2 else f"{last_sequence + 1} and after"
        report.faults.append(_fault(entry, "deleted", f"entry {missing} is missing before it"))
    elif entry.previous != report.head:
        report.faults.append(
            _fault(entry, "broken", "it does not follow the entry before: one was changed, inserted or deleted here")
        )


def _check_words(entry: LedgerEntry, report: Report) -> None:
    if chain.entry_hash(entry.payload()) != entry.hash:
        report.faults.append(_fault(entry, "edited", "its words do not have its fingerprint"))


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


def _check_tail(report: Report, last_sequence: int, awaited: Awaited) -> None:
    for sequence, unmet in sorted(awaited.items()):
        if sequence > last_sequence:
            kind, message = (
                "cut",
                f"the ledger ends at entry {last_sequence}: entry {sequence} is missing, though it is in",
            )
        else:
            kind, message = "deleted", f"entry {sequence} is missing, though it is in"
        report.faults.extend(Fault(sequence, kind, f"{message} {origin}") for origin, _hash in unmet)


def _fault(entry: LedgerEntry, kind: str, message: str) -> Fault:
    return Fault(entry.sequence, kind, f"entry {entry.sequence} ({entry.at:%Y-%m-%d %H:%M} UTC): {message}")
