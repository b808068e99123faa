"""What the library shows of commitments by itself: accepted evidence that is no resource of it."""

from typing import Any

from django.utils.translation import get_language

from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment, Evidence
from coalition.resources.entries import Entry
from coalition.resources.models import Resource

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
