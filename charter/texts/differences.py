"""What changed between two versions of the charter's text, article by article and word by word.

Articles are paired by likeness, each with at most one of the other version: the most alike first. An article
that only changed its number has *moved*.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from charter.texts.models import Article, CharterText

Kind = Literal["same", "changed", "moved", "added", "removed"]
Mark = Literal["same", "removed", "added"]
ALIKE = 0.4  # below it, two articles share no more than words of any text
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
    preamble = _texts("\n\n".join(before.preamble_paragraphs), "\n\n".join(after.preamble_paragraphs))
    title = pieces(before.title, after.title)
    kind: Kind = "same" if before.title == after.title and all(_is_same(row) for row in preamble) else "changed"
    return [Difference(kind, None, None, title, preamble), *_articles(before.articles, after.articles)]


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


def _articles(before: Sequence[Article], after: Sequence[Article]) -> list[Difference]:
    partner = _pairs(before, after)
    rows = [(article.number, 1, _difference(partner.get(article.number), article)) for article in after]
    kept = {article.number for article in partner.values()}
    rows += [
        (_place(article, partner), 0, _difference(article, None)) for article in before if article.number not in kept
    ]
    return [row for _number, _order, row in sorted(rows, key=lambda item: item[:2])]


def _place(article: Article, partner: dict[int, Article]) -> int:
    """Return the newer number before which the removed `article` is shown: that of its next kept neighbour."""
    following = [new for new, old in partner.items() if old.number > article.number]
    return min(following, default=1_000_000)


def _pairs(before: Iterable[Article], after: Iterable[Article]) -> dict[int, Article]:
    """Return the older article of each newer one that has one, by the newer one's number."""
    likeness = sorted(
        ((_likeness(old, new), -abs(old.number - new.number), old, new) for old in before for new in after),
        key=lambda item: item[:2],
        reverse=True,
    )
    pairs: dict[int, Article] = {}
    taken: set[int] = set()
    for share, _distance, old, new in likeness:
        if share >= ALIKE and new.number not in pairs and old.number not in taken:
            pairs[new.number] = old
            taken.add(old.number)
    return pairs


def _likeness(old: Article, new: Article) -> float:
    if old.title == new.title:
        return 1.0
    one, other = ([article.title, *" ".join(article.paragraphs).split()] for article in (old, new))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _difference(old: Article | None, new: Article | None) -> Difference:
    title = pieces(old.title if old else "", new.title if new else "")
    paragraphs = _texts("\n\n".join(old.paragraphs) if old else "", "\n\n".join(new.paragraphs) if new else "")
    return Difference(_kind(old, new), old.number if old else None, new.number if new else None, title, paragraphs)


def _kind(old: Article | None, new: Article | None) -> Kind:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    if (old.title, old.paragraphs) != (new.title, new.paragraphs):
        return "changed"
    return "same" if old.number == new.number else "moved"


def _texts(before: str, after: str) -> list[Paragraph]:
    """Pair the paragraphs of two texts; paragraphs between two equal ones are paired in order."""
    old, new = (text.split("\n\n") if text else [] for text in (before, after))
    rows: list[Paragraph] = []
    for _tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for step in range(max(old_to - old_from, new_to - new_from)):
            left = old[old_from + step] if old_from + step < old_to else ""
            right = new[new_from + step] if new_from + step < new_to else ""
            rows.append(pieces(left, right))
    return rows


def _is_same(row: Paragraph) -> bool:
    return all(piece.mark == "same" for piece in (*row.before, *row.after))
