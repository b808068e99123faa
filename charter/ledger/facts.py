"""What no entry tells and must not change unseen: an act that came later, names, due dates, reports."""

from typing import Any

from charter import clock
from charter.ledger.models import LoggedFact
from charter.ledger.services import head
from charter.transparency import services as transparency
from charter.transparency.services import Record


def log_fact(kind: LoggedFact.Kind, subject: str, facts: dict[str, Any]) -> LoggedFact:
    """Keep `facts` of `subject`, with a leaf of the log, in the caller's transaction; call it last.

    The ledger's head is locked before the log, as every transition does.
    """
    head()
    row = LoggedFact.objects.create(kind=kind, subject=subject, facts=facts, at=clock.now())
    transparency.append(record(row))
    return row


def record(row: LoggedFact) -> Record:
    return Record(row.kind, str(row.pk), {"subject": row.subject, "facts": row.facts})
