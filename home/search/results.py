"""What the page of the search shows: help first where somebody may need it, then what was found."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from coalition.pages.search import plain_word, spoken_words, stems

from . import question as distress
from . import search_areas
from .question import Part, Question, Word
from .search_areas import Area, Hit

FILE = Path(__file__).with_name("sections.toml")
LEAST_BEGINNING = 4  # letters: fewer begin too many words
AT_MOST = 3


@dataclass(frozen=True)
class Section:
    """A part of the site in one language: how it is called, where it is, and the words that mean it, folded."""

    title: str
    text: str
    path: str
    words: frozenset[str]
    stems: frozenset[str]
    elsewhere: frozenset[str]  # the words of the other languages: some read in one and type in another

    def has(self, word: Word) -> bool:
        """Say whether `word` is one of those that mean the section, or begins one."""
        if word.stem in self.stems or not self.elsewhere.isdisjoint(word.begins):
            return True
        return any(
            one.startswith(begin) for begin in word.begins if len(begin) >= LEAST_BEGINNING for one in self.words
        )

    def answers(self, part: Part) -> bool:
        """Say whether the section has every word of one way to say `part`."""
        return any(all(self.has(word) for word in way) for way in part.ways)


@cache
def sections(language: str) -> list[Section]:
    """Return the sections in `language`, as the file has them. One query in the life of a process."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]
    words = {row["path"]: _words(row, language) for row in rows}
    found = stems({word for of_one in words.values() for word in of_one}, language)
    return [
        Section(
            title=_said(row["title"], language),
            text=_said(row["text"], language),
            path=f"/{language}/{row['path']}",
            words=frozenset(map(plain_word, words[row["path"]])),
            stems=frozenset(found[word] for word in words[row["path"]]) - {""},
            elsewhere=frozenset(one for word in _all_words(row) if len(one := plain_word(word)) >= LEAST_BEGINNING),
        )
        for row in rows
    ]


def _words(row: dict[str, Any], language: str) -> list[str]:
    return spoken_words(f"{_said(row['title'], language)} {_said(row['words'], language)}")


def _said(texts: dict[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _all_words(row: dict[str, Any]) -> list[str]:
    return [word for language in row["words"] for word in _words(row, language)]


def answering(question: Question) -> list[Hit]:
    """Return the sections that answer every part of `question`, in the order of the file."""
    if not question.parts or question.loosely:
        return []
    found = [one for one in sections(question.language) if all(map(one.answers, question.parts))]
    return [Hit(one.title, one.path, text=one.text, in_title=True) for one in found[:AT_MOST]]


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


def _first(question: Question, area: Area) -> Group:
    count = area.rows.count()
    hits = [area.as_hit(row) for row in area.rows[:FIRST_HITS]] if count else []
    more = "?" + urlencode({"q": question.text, "in": area.key}) if count > FIRST_HITS else ""
    return Group(area.key, area.label, count, hits, more, is_more=area.has_more)


def _without(group: Group, urls: set[str]) -> Group:
    """Return `group` without what the sections above it lead to already."""
    hits = [hit for hit in group.hits if hit.url not in urls]
    return replace(group, hits=hits, count=group.count - len(group.hits) + len(hits))
