"""Names that may be one place written twice: `Commune de Saint-Malo`, `Saint Malo` and `City of Saint Mallo`."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, QuerySet, TextField, Value

from .models import LocalGovernment
from .place_names import search_words
from .querysets import WORDS

# Words that say what kind of place it is, or nothing, in the site's languages and their neighbours', folded.
WORDS_OF_KIND = """
    alcaldia ayuntamiento borough camara canton city commune communaute comuna comune conseil council county
    departamento departement department diputacion district gobernacion gobierno governorate gouvernorat government
    intendencia local mairie metropole metropolis metropolitan municipal municipale municipalidad municipality
    municipalite municipio municipo of prefecture prefeitura provincia province region town township village ville
    a al and d da de del der des di do du e el en et ile l la las le les los the y
"""
ARABIC_WORDS_OF_KIND = "بلدية مدينة محافظة ولاية عمالة جهة إقليم"
KINDS = frozenset([*WORDS_OF_KIND.split(), *search_words(ARABIC_WORDS_OF_KIND)])
SHORTEST_FOR_A_SLIP = 5  # one letter of four is another town
CLOSE, LEAST_PREFIX = 2, 3
FOUND_AT_MOST = 10


@lru_cache(maxsize=10_000)
def essence(name: str) -> str:
    """Return the folded words of `name` without those that say its kind; all of them when nothing is left."""
    words = search_words(name)
    return " ".join(word for word in words if word not in KINDS) or " ".join(words)


def is_like(one: str, other: str) -> bool:
    """Say whether two names are the same but for kind, accents, spaces, and one or two slips of the keyboard."""
    from rapidfuzz.distance import Levenshtein

    first, second = essence(one).replace(" ", ""), essence(other).replace(" ", "")
    if first == second:
        return bool(first)
    shorter = min(len(first), len(second))
    if shorter < SHORTEST_FOR_A_SLIP:
        return False
    allowed = CLOSE if shorter >= 2 * SHORTEST_FOR_A_SLIP else 1
    return Levenshtein.distance(first, second, score_cutoff=allowed) <= allowed


def candidates(*, names: Iterable[str], country: str, proposed: bool = False) -> list[LocalGovernment]:
    """Return the local governments of `country` with a name like one of `names`, the same names first.

    Those that a visitor proposed are among them only with `proposed`: they are for reviewers.
    """
    rows = LocalGovernment.objects.all() if proposed else LocalGovernment.objects.filter(proposed=False)
    return alike(rows, [([name for name in names if name.strip()], country)])[0]


type Place = tuple[Sequence[str], str]  # its names, and the code of its country


def alike(rows: QuerySet[LocalGovernment], places: Sequence[Place]) -> list[list[LocalGovernment]]:
    """Return for each of `places` the `rows` of its country with a name like one of its names, the same names first.

    Two queries, however many places.
    """
    starts = {start for names, _country in places for name in names for start in _starts(name)}
    if not starts:
        return [[] for _place in places]
    query = SearchQuery(" | ".join(f"{start}:*" for start in sorted(starts)), search_type="raw", config="simple")
    near = rows.filter(country__in={country for _names, country in places}).alias(words=WORDS).filter(words=query)
    known: dict[tuple[str, str], dict[str, list[str]]] = {}  # by country and start: the names of each code
    for code, country, names in near.values_list("code", "country", "names"):
        for start in {start for name in names.values() for start in _starts(name)}:
            known.setdefault((country, start), {})[code] = list(names.values())
    best = [_best(names, country, known) for names, country in places]
    found = LocalGovernment.objects.in_bulk({code for codes in best for code in codes}, field_name="code")
    return [[found[code] for code in codes] for codes in best]


def _starts(name: str) -> set[str]:
    return {word[:LEAST_PREFIX] for word in essence(name).split()}


def _best(wanted: Sequence[str], country: str, known: dict[tuple[str, str], dict[str, list[str]]]) -> list[str]:
    near: dict[str, list[str]] = {}
    for start in {start for name in wanted for start in _starts(name)}:
        near |= known.get((country, start), {})
    essences = {essence(name) for name in wanted}
    like = (
        (essences.isdisjoint(map(essence, names)), code) for code, names in near.items() if _any_like(wanted, names)
    )
    return [code for _other_name, code in sorted(like)[:FOUND_AT_MOST]]


def _any_like(wanted: Iterable[str], known: Iterable[str]) -> bool:
    return any(is_like(one, other) for other in known for one in wanted)


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
