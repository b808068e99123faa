"""Names that may be one place written twice: `Commune de Saint-Malo`, `Saint Malo` and `City of Saint Mallo`."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery

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
    wanted = [name for name in names if name.strip()]
    prefixes = {word[:LEAST_PREFIX] for name in wanted for word in essence(name).split()}
    if not prefixes:
        return []
    queries = [SearchQuery(f"{prefix}:*", search_type="raw", config="simple") for prefix in sorted(prefixes)]
    rows = LocalGovernment.objects.filter(country=country).alias(words=WORDS).filter(words=reduce(or_, queries))
    if not proposed:
        rows = rows.filter(proposed=False)
    essences = {essence(name) for name in wanted}
    alike = [
        (essences.isdisjoint(map(essence, known.values())), code)
        for code, known in rows.values_list("code", "names")
        if _any_like(wanted, known.values())
    ]
    best = [code for _other_name, code in sorted(alike)[:FOUND_AT_MOST]]
    return sorted(LocalGovernment.objects.filter(code__in=best), key=lambda row: best.index(row.code))


def _any_like(wanted: list[str], known: Iterable[str]) -> bool:
    return any(is_like(one, other) for other in known for one in wanted)
