"""What changed between two versions of the charter's text, article by article and word by word.

Articles with one title are a pair; those between two pairs are compared in order. An article that only changed its
number has *moved*.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from charter.texts.models import Article, CharterText

Kind = Literal["same", "changed", "moved", "added", "removed"]
Mark = Literal["same", "removed", "added"]
TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A run of words, and whether it stands in both texts, in the older only or in the newer only."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph on both sides; a side without it has no pieces."""

    before: list[Piece]
    after: list[Piece]


@dataclass(frozen=True)
class Difference:
    """One article, or the preamble, on both sides. A number is None on the side that lacks it."""

    kind: Kind
    number_before: int | None
    number_after: int | None
    title: Paragraph
    paragraphs: list[Paragraph]


def compare(before: CharterText, after: CharterText) -> list[Difference]:
    """Return the differences of two texts in one language, in the order of the newer one.

    The preamble comes first, without numbers; an article that was removed stands where it stood.
    """
    preamble = _paragraphs(before.preamble_paragraphs, after.preamble_paragraphs)
    is_same = (before.title, before.preamble_paragraphs) == (after.title, after.preamble_paragraphs)
    first = Difference("same" if is_same else "changed", None, None, pieces(before.title, after.title), preamble)
    articles = _pairs(before.articles, after.articles, lambda article: article.title)
    return [first, *(_article(old, new) for old, new in articles)]


def pieces(before: str, after: str) -> Paragraph:
    """Return the words of two paragraphs, each run marked."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            left.append(Piece("same", "".join(old[old_from:old_to])))
            right.append(Piece("same", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            left.append(Piece("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            right.append(Piece("added", "".join(new[new_from:new_to])))
    return Paragraph(left, right)


def _article(old: Article | None, new: Article | None) -> Difference:
    title = pieces(old.title if old else "", new.title if new else "")
    paragraphs = _paragraphs(old.paragraphs if old else [], new.paragraphs if new else [])
    return Difference(_kind(old, new), old.number if old else None, new.number if new else None, title, paragraphs)


def _kind(old: Article | None, new: Article | None) -> Kind:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    if (old.title, old.paragraphs) != (new.title, new.paragraphs):
        return "changed"
    return "same" if old.number == new.number else "moved"


def _paragraphs(old: list[str], new: list[str]) -> list[Paragraph]:
    return [pieces(left or "", right or "") for left, right in _pairs(old, new, str)]


def _pairs[T](old: Sequence[T], new: Sequence[T], key: Callable[[T], str]) -> Iterator[tuple[T | None, T | None]]:
    """Pair what has the same `key`; what stands between two such pairs is paired in order, or with nothing."""
    names = [key(item) for item in old], [key(item) for item in new]
    for _tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        yield from zip_longest(old[old_from:old_to], new[new_from:new_to])
