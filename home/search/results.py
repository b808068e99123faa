"""What the page of the search shows: help first where somebody may need it, then what was found."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from webinars.courses.pages import CoursePage

from . import question as distress
from . import search_areas
from .question import Question
from .search_areas import Area, Hit
from .site_sections import sections

MOST_SECTIONS = 3
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
    found = search_areas.areas(question)
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

    Where nothing has all words: what has some of them.
    """
    parts = answering(question)
    led_to = {hit.url for hit in parts}
    groups = [_without(_first(question, area), led_to) for area in found]
    groups = sorted((group for group in groups if group.hits), key=lambda group: not group.in_title)
    total = len(parts) + sum(group.count for group in groups)
    is_more = any(group.is_more for group in groups)
    context = {"sections": parts, "groups": groups, "total": total, "is_more": is_more}
    if total:
        return context
    loose = None if question.loosely else question.loose()
    if loose is not None:
        return _all(loose, search_areas.areas(loose)) | {"loosely": True}
    return context


def answering(question: Question) -> list[Hit]:
    """Return the sections that answer every part of `question`, as the file has them; the course if there is one."""
    if not question.parts or question.loosely:
        return []
    found = [one for one in sections(question.language) if all(map(one.answers, question.parts))]
    course = f"/{question.language}/courses/"
    if (
        any(one.path == course for one in found)
        and not CoursePage.objects.live().filter(locale__language_code=question.language).exists()
    ):
        found = [one for one in found if one.path != course]
    return [Hit(one.title, one.path, text=one.text, in_title=True) for one in found[:MOST_SECTIONS]]


def _first(question: Question, area: Area) -> Group:
    count = Paginator(area.rows, FIRST_HITS).count
    hits = [area.as_hit(row) for row in area.rows[:FIRST_HITS]] if count else []
    more = "?" + urlencode({"q": question.text, "in": area.key}) if count > FIRST_HITS else ""
    return Group(area.key, area.label, count, hits, more, is_more=area.has_more)


def _without(group: Group, urls: set[str]) -> Group:
    """Return `group` without what the sections above it lead to already."""
    hits = [hit for hit in group.hits if hit.url not in urls]
    return replace(group, hits=hits, count=group.count - len(group.hits) + len(hits))
