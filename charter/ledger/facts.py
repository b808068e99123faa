"""What no entry tells and must not change unseen: an act that came later, names, due dates, reports."""

from typing import Any

from charter import clock
from charter.ledger.models import LoggedFact
from charter.ledger.services import head
from charter.transparency import services as transparency
from charter.transparency.models import Leaf
from charter.transparency.services import Record

FOUNDED = LoggedFact.Kind.FOUNDED
CHARTER, ROWS = "charter", "rows"  # acts and codes; names, and what else the public reads: each was founded once


def log_fact(kind: LoggedFact.Kind, subject: str, facts: dict[str, Any]) -> LoggedFact:
    """Keep `facts` of `subject`, with a leaf of the log, in the caller's transaction; call it last.

    The ledger's head is locked before the log, as every transition does.
    """
    head()
    row = LoggedFact.objects.create(kind=kind, subject=subject, facts=facts, at=clock.now())
    transparency.append(record(row))
    return row


def record(row: LoggedFact) -> Record:
    """Return what the log holds of a fact."""
    return Record(Leaf.Kind(row.kind), str(row.pk), {"subject": row.subject, "facts": row.facts})


def are_founded(part: str = CHARTER) -> bool:
    """Say whether all of `part` that has to be in the log is there: what came before it was put in by the worker."""
    return LoggedFact.objects.filter(kind=FOUNDED, subject=part).exists()
