"""Is what the public reads beside signatures what the log has of it? When a version was published, when a commitment
is due, what a report says: each in its last fact."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from charter.audit.faults import CHUNK, Fault
from charter.audit.places import Places, places
from charter.followup.models import Commitment
from charter.followup.services import commitments
from charter.ledger.models import LoggedFact
from charter.reports import services as reports
from charter.reports.models import Report
from charter.texts import services as texts
from charter.texts.models import CharterVersion

Facts = dict[str, Any]


def check_public() -> Iterator[Fault]:
    """Yield a fault for each such row that was changed, added or deleted behind the log."""
    last, leads = told(), places()
    for name, now in rows():
        before = last.pop(name, None)
        if before is None:
            yield Fault(None, "public", f"{name} is not in the log: it was added behind it")
        elif not _same(before, now, leads):
            yield Fault(None, "public", f"{name} is not what the log has of it")
    for name in last:
        yield Fault(None, "public", f"{name} is in the log, and is gone")


def told() -> dict[str, Facts]:
    found = LoggedFact.objects.filter(kind=LoggedFact.Kind.PUBLIC).order_by("pk").values_list("facts", flat=True)
    return dict(chain.from_iterable(fact.items() for fact in found.iterator(chunk_size=CHUNK)))


def rows() -> Iterator[tuple[str, Facts]]:
    yield from map(texts.public_facts, CharterVersion.objects.published().order_by("number"))
    due = Commitment.objects.select_related("government")
    yield from map(commitments.public_facts, due.order_by("pk").iterator(chunk_size=CHUNK))
    accepted = Report.objects.filter(state=Report.State.ACCEPTED).select_related("government")
    yield from map(reports.public_facts, accepted.order_by("pk").iterator(chunk_size=CHUNK))


def _same(before: Facts, now: Facts, leads: Places) -> bool:
    """Say whether both say the same of one local government, by whatever code: of one that is gone others tell."""
    was, is_now = (leads.get(fact.get("of", ""), set()) for fact in (before, now))
    return (not was or bool(was & is_now)) and before | {"of": ""} == now | {"of": ""}
