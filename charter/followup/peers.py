"""Who has done already what a signatory still has to do: members to learn from, the nearest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment
from coalition.members.models import LocalGovernment

AT_MOST = 5  # for each deliverable: three, and two more should one of them not answer


@dataclass(frozen=True)
class Peer:
    """A government that met a commitment, and the day on which it did."""

    government: LocalGovernment
    met_on: date


@dataclass(frozen=True)
class Open:
    """A deliverable that a government has still to finish, with those who finished it."""

    deliverable: str
    label: str
    peers: list[Peer]


def open_commitments(*, government: LocalGovernment, language: str) -> list[Open]:
    """Return what `government` has still to do, each with up to AT_MOST peers. Two queries, whatever there is.

    A peer's signature is in force and its evidence accepted. First come those whose signature is in `language`, then
    those of the same region (UCLG section), then of the same country, then who finished last; the government's code
    settles what is left, so that the same question has the same answer.
    """
    waiting = Commitment.objects.filter(government=government, signature__state="signed").unmet().in_order()
    names = list(waiting.values_list("deliverable", flat=True))
    found: dict[str, list[Peer]] = {name: [] for name in names}
    for row in _nearest(government, language, names) if names else []:
        if row.met_on:
            found[row.deliverable].append(Peer(row.government, row.met_on))
    return [Open(name, str(Deliverable(name).label), peers) for name, peers in found.items()]


def _nearest(government: LocalGovernment, language: str, names: list[str]) -> list[Commitment]:
    def first(condition: Q) -> Case:
        return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())

    rows = Commitment.objects.met().with_met_on().filter(deliverable__in=names, signature__state="signed")
    rows = rows.exclude(government=government)
    same_region = first(Q(government__section=government.section) & ~Q(government__section=""))
    order = [
        first(Q(signature__language=language)).asc(),
        same_region.asc(),
        first(Q(government__country=government.country)).asc(),
        F("met_on").desc(),
        F("government__code").asc(),
    ]
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F("deliverable")], order_by=order))
    return list(ranked.filter(place__lte=AT_MOST).select_related("government").order_by("deliverable", "place"))
