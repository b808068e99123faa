"""Find a local government by a name as people type it: with slips, abbreviations, or another spelling in Arabic.

Stored words are compared in memory: a directory of ten thousand governments has some thirty thousand different ones,
and a word of the question is compared with all of them in milliseconds. PostgreSQL then finds the rows by its index.
"""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, QuerySet, TextField, Value

from .likeness import KINDS
from .models import LocalGovernment
from .names import search_words
from .querysets import WORDS

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "mt": "mont", "gral": "general"}
VOWELS = re.compile(r"[aeiouyw]")
LEAST_CONSONANTS = 3  # fewer say nothing: `seine` and `sana` have the same two
SLIPS = ((10, 3), (6, 2), (2, 1))  # a word of so many letters may have so many slips; folded Arabic has few letters
LEAST_START = 4  # letters of a stored word that begins the typed one: `Exampleonsea`
WORDS_AT_MOST, ALIKE_AT_MOST, ROWS_AT_MOST = 8, 40, 200
CLOSE_ENOUGH = 68  # of 100, for the whole name
PART = 0.9  # a part of a name is worth less than the name


def search_as_typed(rows: QuerySet[LocalGovernment], text: str, *, limit: int) -> list[LocalGovernment]:
    """Return the `rows` whose name begins as `text` does, by name; when there is none, those that it may mean."""
    found = list(rows.search(text).by_name()[:limit])  # type: ignore[attr-defined]
    return found or meant(rows, text, limit=limit)


def meant(rows: QuerySet[LocalGovernment], text: str, *, limit: int) -> list[LocalGovernment]:
    """Return the `rows` that have a name like `text`, the most alike first. Two queries."""
    typed = _typed_words(text)
    if not typed:
        return []
    vocabulary = _vocabulary(rows)
    alike = [found for word in typed if (found := _alike(word, vocabulary))]
    if len(alike) < max(1, len(typed) - (len(typed) > 2)):  # of three words and more, one may be anything
        return []
    query = " & ".join(f"({' | '.join(words)})" for words in alike)
    named = rows.alias(words=WORDS).filter(words=SearchQuery(query, search_type="raw", config="simple"))
    wanted = "".join(typed)
    scored = ((_score(wanted, row.names.values()), row) for row in named[:ROWS_AT_MOST])
    ranked = sorted(((score, row) for score, row in scored if score >= CLOSE_ENOUGH), key=lambda one: -one[0])
    return [row for _score_of_it, row in ranked[:limit]]


def _typed_words(text: str) -> list[str]:
    """Return the folded words of `text`, whole, without those that say what kind of place it is."""
    words = [ABBREVIATIONS.get(word, word) for word in search_words(text)][:WORDS_AT_MOST]
    return [word for word in words if word not in KINDS] or words


def _vocabulary(rows: QuerySet[LocalGovernment]) -> list[str]:
    words = Func(
        Func(F("search_text"), Value(" "), function="string_to_array"), function="unnest", output_field=TextField()
    )
    return list(rows.order_by().annotate(word=words).values_list("word", flat=True).distinct())


def _alike(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the stored words that `word` may mean: a slip or two, the same consonants, the start of a longer one."""
    from rapidfuzz.distance import OSA

    consonants = _consonants(word)
    found = []
    for known in vocabulary:
        slips = OSA.distance(word, known, score_cutoff=3)
        begins = known.startswith(word) or (len(known) >= LEAST_START and word.startswith(known))
        sounds = len(consonants) >= LEAST_CONSONANTS and consonants == _consonants(known)
        if slips <= _allowed(word, known) or begins or sounds:
            found.append((slips, known))
    return [known for _slips, known in sorted(found)[:ALIKE_AT_MOST]]


def _allowed(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return next((slips for letters, slips in SLIPS if shorter >= letters), 0)


def _consonants(word: str) -> str:
    return VOWELS.sub("", word)


def _score(wanted: str, names: Iterable[str]) -> float:
    """Return how much the name most like `wanted` is like it, of 100. All folded, without spaces."""
    from rapidfuzz import fuzz

    best = 0.0
    for name in names:
        known = "".join(_typed_words(name))
        best = max(best, fuzz.ratio(wanted, known), PART * fuzz.partial_ratio(wanted, known))
    return best
