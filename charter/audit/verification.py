"""Is the ledger whole? Recompute every hash, follow the chain, and compare it with the heads made public.

Then compare what the site shows with it: the texts and the signatures (rows.py), the words of each change of status
(changes.py), the public list (listed.py), and what else is public (public.py).

A second program, written from the README alone, does the same in the tests.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from charter.audit.changes import Redacted, check_changes, redacted
from charter.audit.faults import CHUNK, Fault
from charter.audit.listed import check_list
from charter.audit.places import check_governments
from charter.audit.public import check_public
from charter.audit.rows import check_numbers, check_signatures, check_texts
from charter.certificates.models import Certificate
from charter.ledger import chain, timestamps
from charter.ledger.models import LedgerEntry, LedgerHead, PublishedHead
from charter.states import State
from coalition import chunks


@dataclass(frozen=True)
class Head:
    """An entry's hash as it was made public. `origin` says where it was read, in words."""

    sequence: int
    hash: str
    origin: str


@dataclass
class Report:
    """What was found. The ledger is whole when there is no fault and `signatures_seen`.

    `unseen` says what was not looked at, `ended` which logs could not be continued; a sentence each.
    """

    entries: int = 0
    head: str = chain.GENESIS
    faults: list[Fault] = field(default_factory=list)
    redacted: list[Redacted] = field(default_factory=list)
    signatures_seen: bool = False
    unseen: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def verify(*, heads: Iterable[Head] = ()) -> Report:
    """Verify the whole ledger, against the heads in the database and those of `heads`, read elsewhere.

    Whoever rewrites the database can rewrite the heads in it too: a head on paper, in a certificate's footer or
    in a saved page cannot be rewritten.
    """
    report, awaited = Report(), _awaited(heads)
    last_sequence = 0
    last_states: dict[int, str] = {}
    for entry in chunks.read(LedgerEntry.objects.select_related("trusted_time"), by="sequence", size=CHUNK):
        _check_place(entry, last_sequence, report)
        _check_words(entry, report)
        _check_story(entry, last_states, report)
        _check_time(entry, report)
        for head in awaited.pop(entry.sequence, ()):
            if head.hash != entry.hash:
                report.faults.append(_fault(entry, "rewritten", f"its fingerprint differs from {head.origin}"))
        last_sequence, report.head = entry.sequence, entry.hash
        last_states[entry.signature_id] = intern(entry.target)
        report.entries += 1
    _check_tail(report, last_sequence, awaited)
    _check_number(report)
    for check in (
        check_texts, check_signatures, check_governments, check_numbers, check_changes, check_list, check_public,
    ):  # fmt: skip
        report.faults.extend(check())
    report.redacted = redacted(report.faults)
    return report


def _awaited(heads: Iterable[Head]) -> dict[int, list[Head]]:
    """Return every head to be met, by sequence."""
    awaited: dict[int, list[Head]] = {}
    for head in (*_stored_heads(), *heads):
        if head.sequence:
            awaited.setdefault(head.sequence, []).append(head)
    return awaited


def _stored_heads() -> Iterator[Head]:
    for row in PublishedHead.objects.order_by("day"):
        yield Head(row.sequence, row.hash, f"the daily fingerprint of {row.day}")
    for last in LedgerHead.objects.all():
        yield Head(last.sequence, last.hash, "the ledger's own end")
    footers = Certificate.objects.issued().order_by("ledger_sequence").values_list("ledger_sequence", "ledger_hash")
    for sequence, printed in footers.distinct().iterator(chunk_size=CHUNK):
        yield Head(sequence or 0, printed, "the footer of a certificate")


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


def _check_tail(report: Report, last_sequence: int, awaited: dict[int, list[Head]]) -> None:
    for sequence, unmet in sorted(awaited.items()):
        if sequence > last_sequence:
            kind, message = (
                "cut",
                f"the ledger ends at entry {last_sequence}: entry {sequence} is missing, though it is in",
            )
        else:
            kind, message = "deleted", f"entry {sequence} is missing, though it is in"
        report.faults.extend(Fault(sequence, kind, f"{message} {head.origin}") for head in unmet)


def _check_number(report: Report) -> None:
    """No entry has the number of another one: it would stand beside the chain."""
    beside = LedgerEntry.objects.count() - report.entries
    if beside:
        report.faults.append(Fault(None, "broken", f"{beside} entries have the number of another one"))


def _fault(entry: LedgerEntry, kind: str, message: str) -> Fault:
    return Fault(entry.sequence, kind, f"entry {entry.sequence} ({entry.at:%Y-%m-%d %H:%M} UTC): {message}")


def parse_heads(lines: Iterable[str], *, origin: str) -> list[Head]:
    """Read heads as `/data/charter-ledger-heads.csv` gives them: `day,sequence,hash`, a header first.

    Raises ValueError, naming the line, for anything else.
    """
    heads = []
    for number, line in enumerate(lines, start=1):
        words: list[Any] = line.strip().split(",")
        if words == [""] or (number == 1 and words == ["day", "sequence", "hash"]):
            continue
        if len(words) != 3 or not words[1].isdigit() or len(words[2]) != 64:
            raise ValueError(f"Line {number} of {origin} is not `day,sequence,hash`.")
        heads.append(Head(int(words[1]), words[2].lower(), f"{origin} (published on {words[0]})"))
    return heads
