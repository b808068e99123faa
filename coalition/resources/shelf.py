"""What the library holds in one language: everything that is public, the newest first, with what filters ask of it.

One query for the pages, however many, and what other apps ask for their entries. All is read for each answer: pages
that everybody may read are kept whole in front of Django.
"""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from django.utils import translation

from coalition.pages.querysets import unrestricted

from . import entries, givers
from .entries import Entry
from .models import Resource, ResourcePage, Theme

FACETS = ("kind", "theme", "country", "member", "language", "year")
FACTS = ("pk", "resource__kind", "resource__themes", "resource__country", "resource__member_code",
         "resource__languages", "resource__year")  # fmt: skip

Place = int | Entry  # the key of a resource page, or what another app has
Facets = dict[str, list[str]]  # the values of one thing, by facet


@dataclass(frozen=True)
class Shelf:
    """Everything in order with its facets; names of themes and members by value."""

    rows: tuple[tuple[Place, Facets], ...]
    themes: dict[str, str]
    members: dict[str, str]

    @property
    def places(self) -> list[Place]:
        return [place for place, _facets in self.rows]

    @cached_property
    def values(self) -> dict[str, list[str]]:
        return {
            facet: list(dict.fromkeys(value for _place, facets in self.rows for value in facets[facet]))
            for facet in FACETS
        }

    def matching(self, asked: dict[str, str], *, but: str = "") -> list[tuple[Place, Facets]]:
        """Return the rows that `asked` leaves, value by facet; the facet `but` is not asked."""
        wanted = [(facet, value) for facet, value in asked.items() if facet != but]
        return [row for row in self.rows if all(value in row[1][facet] for facet, value in wanted)]

    def counts(self, facet: str, asked: dict[str, str]) -> Counter[str]:
        """Return how many results each value of `facet` would give, pressed instead of what is asked of it now."""
        return Counter(value for _place, facets in self.matching(asked, but=facet) for value in facets[facet])


def shelf(language: str) -> Shelf:
    """Return what the library holds in `language`, as it stands now."""
    with translation.override(language):
        others = entries.offered(language)
        named = {theme.slug: str(theme.name) for theme in Theme.objects.all()}
        pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=language)
        rows: list[tuple[int, Place, Facets]] = [
            (year, pk, _facets(kind, themes, country, code, languages, year))
            for pk, kind, themes, country, code, languages, year in pages.order_by("title", "pk").values_list(*FACTS)
        ]
        rows += [(entry.year, entry, _of_entry(entry, named)) for entry in others]
        who = givers.givers(code for _year, _place, facets in rows for code in facets["member"])
    rows.sort(key=lambda row: -row[0])
    for _year, _place, facets in rows:
        facets["member"] = [who[code].code for code in facets["member"] if code in who]
    members = {giver.code: giver.name for giver in who.values()}
    return Shelf(tuple((place, facets) for _year, place, facets in rows), named, members)


def _of_entry(entry: Entry, named: Container[str]) -> Facets:
    kind, languages = str(Resource.Kind(entry.kind)), list(entry.languages)
    themes = [theme for theme in entry.themes if theme in named]
    return _facets(kind, themes, entry.country, entry.member_code, languages, entry.year)


def _facets(kind: str, themes: list[str], country: str, code: str, languages: list[str], year: int) -> Facets:
    return {
        "kind": [kind], "theme": themes, "country": [country] if country else [], "member": [code] if code else [],
        "language": languages, "year": [str(year)],
    }  # fmt: skip
