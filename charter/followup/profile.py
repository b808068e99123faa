"""The commitments of one government on its profile, each with the evidence that the public may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import get_language

from coalition.members.models import LocalGovernment
from coalition.resources.library import Entry, live_pages
from coalition.resources.models import Resource

from .deliverables import DONE, Deliverable
from .models import Commitment, Evidence


@dataclass(frozen=True)
class Link:
    """One accepted piece of evidence: its words, where it is read (empty: nowhere), and the language of the words."""

    label: str
    url: str
    external: bool
    language: str


def commitments_section(government: Any) -> dict[str, Any] | None:
    """Return the commitments of `government` for its profile, in four queries; None when it has none.

    Of a place at risk, what the town hall wrote and where it published it are not shown: both may name somebody.
    """
    evidence = Prefetch("evidence", queryset=Evidence.objects.accepted().select_related("resource"), to_attr="accepted")
    commitments = Commitment.objects.told(timezone.localdate()).in_order().filter(government=government)
    rows = list(commitments.prefetch_related(evidence))
    if not rows:
        return None
    resources = {item.resource_id for row in rows for item in row.accepted if item.resource_id}
    language = get_language() or "en"
    found = live_pages(language).filter(resource__in=resources) if resources else []
    pages = {page.resource_id: page for page in found}
    done = sum(row.status in DONE for row in rows)
    return {
        "rows": [(row, _links(row, pages, language, hides=government.at_risk)) for row in rows],
        "done": done,
        "all": len(rows),
    }


def _links(row: Any, pages: dict[int, Any], language: str, *, hides: bool) -> list[Link]:
    """Return the accepted evidence of `row`; `hides`: under the deliverable's name alone, unless the library has it."""
    name = Link(row.get_deliverable_display(), "", False, "")
    return [name if hides and item.resource_id not in pages else _link(item, pages, language) for item in row.accepted]


def _link(item: Evidence, pages: dict[int, Any], language: str) -> Link:
    page = pages.get(item.resource_id or 0)
    if page is not None:
        return Link(page.title, page.url or "", False, language)
    url = (item.resource.url if item.resource else "") or item.url
    if item.description:
        return Link(item.description, url, True, item.language)
    # A file is for editors alone: then the public reads that it was accepted.
    return Link(url or item.commitment.get_deliverable_display(), url, True, "")


MOST = 1_000
KINDS = {
    Deliverable.DIAGNOSIS: Resource.Kind.STUDY,
    Deliverable.ACTION_PLAN: Resource.Kind.EXPERIENCE,
    Deliverable.TRAINING: Resource.Kind.EXPERIENCE,
    Deliverable.GUIDE: Resource.Kind.GUIDE,
    Deliverable.SEMINAR: Resource.Kind.EXPERIENCE,
}
# Of the first vocabulary; one that an editor took away is passed over.
THEMES = {
    Deliverable.DIAGNOSIS: ("observation",),
    Deliverable.ACTION_PLAN: ("local-policy",),
    Deliverable.TRAINING: ("training",),
}


def accepted(language: str, **kwargs: Any) -> list[Entry]:
    """Return the latest MOST pieces of accepted evidence, the active language being `language`; one query.

    Each leads to the profile where it stands with its commitment. What a town hall wrote is shown in the language in
    which it wrote, and never of a place at risk: it may name somebody. Such a place is in no list by country or member.
    """
    evidence = Evidence.objects.accepted().filter(resource=None, commitment__in=Commitment.objects.public())
    evidence = evidence.exclude(url="", description="")  # of a file alone the public reads nothing
    rows = evidence.select_related("commitment__government").order_by("-decided_at", "-pk")[:MOST]
    return [_entry(row, language) for row in rows]


def _entry(evidence: Evidence, language: str) -> Entry:
    government, deliverable = evidence.commitment.government, Deliverable(evidence.commitment.deliverable)
    says = evidence.language == language and not government.at_risk
    return Entry(
        key=f"evidence:{evidence.pk}",
        kind=KINDS[deliverable],
        title=f"{deliverable.label}{':' if get_language() != 'fr' else ' :'} {government.name}",
        url=f"{government.get_absolute_url()}#commitments-title",
        year=evidence.dated.year,
        added=evidence.decided_at or evidence.submitted_at,
        summary=evidence.description if says else "",
        languages=(evidence.language,),
        themes=THEMES.get(deliverable, ()),
        country="" if government.at_risk else government.country,
        member_code="" if government.at_risk else government.code,
    )


AT_MOST = 5  # for each deliverable: three, and two more should one of them not answer


@dataclass(frozen=True)
class Open:
    """A deliverable that a government has still to finish, with the commitments of those who finished it."""

    deliverable: str
    label: str
    peers: list[Commitment]


def open_commitments(*, government: LocalGovernment, language: str) -> list[Open]:
    """Return what `government` has still to do, each with up to AT_MOST peers. Two queries, whatever there is.

    A peer's signature is in force and its evidence accepted. First come those whose signature is in `language`, then
    those of the same region (UCLG section), then of the same country, then who finished last; the government's code
    settles what is left, so that the same question has the same answer.
    """
    waiting = Commitment.objects.filter(government=government, signature__state="signed").unmet().in_order()
    names = list(waiting.values_list("deliverable", flat=True))
    found: dict[str, list[Commitment]] = {name: [] for name in names}
    for row in _nearest(government, language, names) if names else []:
        found[row.deliverable].append(row)
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
