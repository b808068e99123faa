"""Do the changes of status still say what was entered? And were those that lost their words redacted by two people?"""

import hashlib
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.timezone import localdate

from charter.ledger.models import LedgerEntry, Redaction, StatusChange
from charter.ledger.services import CAUSE, SALTED, UNSALTED, reason_digest
from charter.states import Party

from .row_audit import CHUNK, Fault

TOLD = ("hold", "withdraw", "reinstate", "supersede")  # transitions whose day and act are public
DAY = "effective_on"
# What the entry says of a change -> the field that shows it.
FACTS = {
    DAY: "effective_on",
    "change_act_body": "act_body",
    "change_act_number": "act_number",
    "change_act_date": "act_date",
    "change_act_file_sha256": "act_file_sha256",
}


def redacted(faults: Iterable[Fault]) -> list[Redaction]:
    """Return the removals of public words by two people, without those of `faults`, which `check_changes` found."""
    wrong = {fault.sequence for fault in faults}
    rows = Redaction.objects.done().select_related("change__entry").order_by("change__entry__sequence")
    return [row for row in rows if row.change.entry.sequence not in wrong]


def check_changes() -> Iterator[Fault]:
    """Yield a fault for each change of status that is gone, says other words, or lost them by a false redaction."""
    entries = LedgerEntry.objects.select_related("status_change__redaction")
    told = Q(data__has_any_keys=[SALTED, UNSALTED, CAUSE, DAY]) | Q(event__in=TOLD)
    for entry in entries.filter(told).order_by("sequence").iterator(chunk_size=CHUNK):
        change = getattr(entry, "status_change", None)
        wrong = "its change of status is gone" if change is None else _wrong(entry, change)
        if wrong:
            yield _fault(entry, wrong)
    strange = StatusChange.objects.exclude(entry__event__in=TOLD).select_related("entry").order_by("entry__sequence")
    for change in strange.exclude(entry__data__has_any_keys=[SALTED, UNSALTED, CAUSE, DAY]):
        yield _fault(change.entry, "its change of status was never entered")
    others = Redaction.objects.done().exclude(change__entry__data__has_any_keys=[SALTED, UNSALTED])
    for redaction in others.select_related("change__entry"):
        yield _fault(redaction.change.entry, "false redaction: it never had public words")


def _told(entry: LedgerEntry, fact: str, value: str) -> str:
    """Return what `entry` says of `fact`; `value` itself where it says nothing: supersessions did not at first."""
    if fact in entry.data:
        return str(entry.data[fact])
    if entry.party == Party.CLOCK:
        return localdate(entry.at).isoformat() if fact == DAY else ""
    return "" if DAY in entry.data else value


def _wrong(entry: LedgerEntry, change: StatusChange) -> str:
    shown = {fact: str(getattr(change, field) or "") for fact, field in FACTS.items()}
    wrong = [FACTS[fact] for fact, value in shown.items() if _told(entry, fact, value) != value]
    if change.signature_id != entry.signature_id:
        wrong.append("signature")
    if wrong:
        return f"its change of status is not what was entered: {', '.join(wrong)}"
    if change.cause != entry.data.get(CAUSE, ""):
        return "its public reason is not the one that was entered"
    redaction = getattr(change, "redaction", None)
    if redaction is not None and redaction.confirmed_at is not None:
        return _wrong_redaction(entry, change, redaction)
    if SALTED in entry.data:
        holds = reason_digest(change.reason_salt, change.reason) == entry.data[SALTED]
    elif UNSALTED in entry.data:
        holds = hashlib.sha256(change.reason.encode()).hexdigest() == entry.data[UNSALTED]
    else:
        holds = change.reason == ""
    if holds:
        return ""
    if change.reason:
        return "its public words are not those that were entered"
    return "false redaction: its public words are gone, and no two people removed them"


def _wrong_redaction(entry: LedgerEntry, change: StatusChange, redaction: Redaction) -> str:
    if redaction.confirmed_by_id is None or redaction.confirmed_by_id == redaction.proposed_by_id:
        return "false redaction: one person alone removed its public words"
    if redaction.entry_hash != entry.hash:
        return "false redaction: it is of an entry with another fingerprint"
    if change.reason or change.reason_salt:
        return "false redaction: its public words are said to be removed, and are there"
    return ""


def _fault(entry: LedgerEntry, message: str) -> Fault:
    return Fault(entry.sequence, "words", f"entry {entry.sequence} ({entry.at:%Y-%m-%d %H:%M} UTC): {message}")
