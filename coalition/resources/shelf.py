"""What the library holds in one language, kept so that counting costs nothing (decision 0028-search-and-library).

For each value of each facet there is a number with a bit for each thing in the library: what two filters leave is the
`and` of two numbers, and how many that are its set bits. It is read anew when a table that it is read from changes.
"""

import time
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass

from django.utils import translation

from coalition.pages.changes import changes
from coalition.pages.memory import memory
from coalition.pages.querysets import unrestricted

from . import entries, givers
from .entries import Entry
from .models import Resource, ResourcePage, Theme

LIFETIME = 60.0  # seconds: a recording appears with the hour, and no table changes then
FACETS = ("kind", "theme", "country", "member", "language", "year")
FACTS = ("pk", "resource__kind", "resource__themes", "resource__country", "resource__member_code",
         "resource__languages", "resource__year")  # fmt: skip
TABLES = (
    "resources_resource", "resources_resourcepage", "resources_theme", "wagtailcore_page",
    "wagtailcore_pageviewrestriction",
)  # fmt: skip

Place = int | Entry  # the key of a resource page, or what another app has


@dataclass(frozen=True)
class Shelf:
    """Everything in order, the newest first; `bits` of each facet by value; names of themes and members by value."""

    places: tuple[Place, ...]
    bits: dict[str, dict[str, int]]
    themes: dict[str, str]
    members: dict[str, str]

    @property
    def all(self) -> int:
        """The bits of everything."""
        return (1 << len(self.places)) - 1

    def matching(self, asked: dict[str, str], *, but: str = "") -> int:
        """Return the bits of what `asked` leaves, value by facet; the facet `but` is not asked."""
        left = self.all
        for facet, value in asked.items():
            if facet != but:
                left &= self.bits[facet].get(value, 0)
        return left

    def counts(self, facet: str, asked: dict[str, str]) -> dict[str, int]:
        """Return how many results each value of `facet` would give, pressed instead of what is asked of it now."""
        left = self.matching(asked, but=facet)
        return {value: (bits & left).bit_count() for value, bits in self.bits[facet].items()}


def numbers(bits: int) -> Iterator[int]:
    """Yield the places of the set bits, the first first; whoever asks for some does not wait for all."""
    signs = f"{bits:b}"[::-1]
    number = signs.find("1")
    while number >= 0:
        yield number
        number = signs.find("1", number + 1)


_kept: dict[str, tuple[int, float, Shelf]] = {}


def shelf(language: str) -> Shelf:
    """Return what the library holds in `language`, as it stands now."""
    if not memory.usable:
        return read(language)
    generation = changes.generation_of(*TABLES, *givers.tables, *entries.tables)
    kept = _kept.get(language)
    if kept is not None and kept[0] == generation and time.monotonic() < kept[1]:
        return kept[2]
    made = read(language)
    _kept[language] = (generation, time.monotonic() + LIFETIME, made)
    return made


def read(language: str) -> Shelf:
    """Read it from the database: one query for the pages, however many, and what other apps ask for theirs."""
    with translation.override(language):
        others = entries.offered(language)
        named = {theme.slug: str(theme.name) for theme in Theme.objects.all()}
        pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=language)
        rows: list[tuple[int, Place, dict[str, list[str]]]] = [
            (year, pk, _facets(kind, themes, country, code, languages, year))
            for pk, kind, themes, country, code, languages, year in pages.order_by("title", "pk").values_list(*FACTS)
        ]
        rows += [(entry.year, entry, _of_entry(entry, named)) for entry in others]
        who = givers.givers(code for _year, _place, facets in rows for code in facets["member"])
    rows.sort(key=lambda row: -row[0])
    size = len(rows) // 8 + 1
    flags: dict[str, dict[str, bytearray]] = {facet: defaultdict(lambda: bytearray(size)) for facet in FACETS}
    for number, (_year, _place, facets) in enumerate(rows):
        facets["member"] = [who[code].code for code in facets["member"] if code in who]
        for facet, values in facets.items():
            for value in values:
                flags[facet][value][number >> 3] |= 1 << (number & 7)
    return Shelf(
        tuple(place for _year, place, _facets in rows),
        {facet: {value: int.from_bytes(each, "little") for value, each in of.items()} for facet, of in flags.items()},
        named,
        {giver.code: giver.name for giver in who.values()},
    )


def _of_entry(entry: Entry, named: Container[str]) -> dict[str, list[str]]:
    kind, languages = str(Resource.Kind(entry.kind)), list(entry.languages)
    themes = [theme for theme in entry.themes if theme in named]
    return _facets(kind, themes, entry.country, entry.member_code, languages, entry.year)


def _facets(
    kind: str, themes: list[str], country: str, code: str, languages: list[str], year: int
) -> dict[str, list[str]]:
    return {
        "kind": [kind], "theme": themes, "country": [country] if country else [], "member": [code] if code else [],
        "language": languages, "year": [str(year)],
    }  # fmt: skip
