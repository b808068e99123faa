"""The commitments of one government on its profile, each with the evidence that the public may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from charter.followup.deliverables import DONE
from charter.followup.models import Commitment, Evidence
from coalition.resources.library import live_pages


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
    return Link(url, url, True, "")
