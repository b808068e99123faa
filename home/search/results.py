"""What the page of the search shows: help first where somebody may need it, then what was found."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from . import areas, distress, sections, suggesting
from .areas import Area, Hit
from .question import Question

FIRST_HITS = 5
PER_PAGE = 20


@dataclass(frozen=True)
class Group:
    """What was found in one area: the first hits, how many there are, or more than that, and where the others are."""

    key: str
    label: str
    count: int
    hits: list[Hit]
    more: str = ""
    is_more: bool = False

    @property
    def in_title(self) -> bool:
        return bool(self.hits) and self.hits[0].in_title


def results(question: Question, *, only: str, number: Any) -> dict[str, Any]:
    """Return what answers `question`: the first of each area, or the page `number` of the area `only`."""
    found = areas.areas(question)
    context: dict[str, Any] = {"distress": distress.is_distress(question.text)}
    chosen = next((area for area in found if area.key == only), None)
    return context | (_one(question, chosen, number) if chosen else _all(question, found))


def _one(question: Question, area: Area, number: Any) -> dict[str, Any]:
    page = Paginator(area.rows, PER_PAGE).get_page(number)
    hits = [area.as_hit(row) for row in page]
    group = Group(area.key, area.label, page.paginator.count, hits, is_more=area.has_more)
    return {
        "groups": [group] if group.count else [],
        "total": group.count,
        "is_more": group.is_more,
        "page_obj": page,
        "query_string": urlencode({"q": question.text, "in": area.key}),
    }


def _all(question: Question, found: list[Area]) -> dict[str, Any]:
    """Return the first of each area: those areas first whose best answer has what was asked in its title.

    Where nothing has all words: what somebody may have meant, else what has some of them.
    """
    parts = sections.answering(question)
    led_to = {hit.url for hit in parts}
    groups = [_without(_first(question, area), led_to) for area in found]
    groups = sorted((group for group in groups if group.hits), key=lambda group: not group.in_title)
    total = len(parts) + sum(group.count for group in groups)
    is_more = any(group.is_more for group in groups)
    context = {"sections": parts, "groups": groups, "total": total, "is_more": is_more}
    if total:
        return context
    if suggested := suggesting.suggestion(question):
        return context | {"suggestion": suggested}
    loose = None if question.loosely else question.loose()
    if loose is not None:
        return _all(loose, areas.areas(loose)) | {"loosely": True}
    return context


def _first(question: Question, area: Area) -> Group:
    count = area.rows.count()
    hits = [area.as_hit(row) for row in area.rows[:FIRST_HITS]] if count else []
    more = "?" + urlencode({"q": question.text, "in": area.key}) if count > FIRST_HITS else ""
    return Group(area.key, area.label, count, hits, more, is_more=area.has_more)


def _without(group: Group, urls: set[str]) -> Group:
    """Return `group` without what the sections above it lead to already."""
    hits = [hit for hit in group.hits if hit.url not in urls]
    return replace(group, hits=hits, count=group.count - len(group.hits) + len(hits))
