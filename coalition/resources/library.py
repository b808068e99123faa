"""What `/resources/` shows: the filters of its address with their counts, one page of the library, the latest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, overload
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition.members.models import LocalGovernment
from coalition.pages.countries import country_name
from coalition.pages.covers.addresses import Cover
from coalition.pages.covers.querysets import with_pictures
from coalition.pages.filters import EVERY, AddressFilters, CountryField
from coalition.pages.folding import sort_key
from coalition.pages.languages import language_name
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import path_of

from . import shelf as shelves
from .entries import Entry
from .givers import codes_of
from .models import InitiativePage, Resource, ResourcePage
from .models.resources import FORMER_KINDS
from .shelf import Place, Shelf

PER_PAGE = 24
MOST_GIVEN = 6
KINDS = {kind.value: kind.label for kind in Resource.Kind}


def live_pages(language: str) -> PageQuerySet:
    """Return the published resource pages in `language`, the newest resource first, with their facts."""
    pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=language)
    return with_pictures(pages.select_related("resource", "document")).order_by("-resource__year", "title")


def latest(language: str, count: int) -> list[ResourcePage]:
    """Return the `count` latest resources in `language`, in one query; for editions."""
    return list(live_pages(language)[:count])


def given_by(government: LocalGovernment) -> PageQuerySet:
    """Return the resources of `government` that everybody may read, in the active language."""
    pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=get_language() or "en")
    return pages.filter(codes_of(government)).select_related("resource")


def profile_section(government: LocalGovernment) -> dict[str, Any] | None:
    """Return the newest resources of `government`, for its profile; None without any."""
    found = list(given_by(government).order_by("-resource__year", "title")[:MOST_GIVEN])
    return {"pages": found} if found else None


@dataclass(frozen=True)
class Row:
    """One thing of the library as a list and a feed show it. `key` names it for ever."""

    key: str
    title: str
    url: str
    summary: str
    eyebrow: str
    cover: Cover
    added: datetime


class LibraryFilters(AddressFilters):
    """What an address such as `/resources/?kind=guide&theme=health` asks; what each press would give is counted."""

    place_fields = ("page",)
    defaults = {"page": 1}

    kind = forms.ChoiceField(label=_("Type"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = CountryField(label=_("Country"), required=False)
    member = forms.ChoiceField(label=_("Shared by"), required=False)
    language = forms.ChoiceField(label=_("Available in"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, query: QueryDict, shelf: Shelf) -> None:
        """Take the address's `query`, and what the library holds."""
        self.shelf = shelf
        names = {facet: self._named(facet) for facet in shelves.FACETS}
        super().__init__(todays(query), **{facet: list(named.items()) for facet, named in names.items()})
        for facet, named in names.items():
            self.offer(facet, self._counted(facet, named), every=EVERY[facet])

    def _named(self, facet: str) -> dict[str, str]:
        names = {
            "kind": KINDS.get, "theme": self.shelf.themes.get, "country": country_name,
            "member": self.shelf.members.get, "language": language_name, "year": str,
        }[facet]  # fmt: skip
        return {value: str(names(value) or value) for value in self.shelf.values[facet]}  # type: ignore[operator]

    def _counted(self, facet: str, named: dict[str, str]) -> list[tuple[str, str]]:
        """Return the choices of `facet` that give a result, each with how many, in the order of their names."""
        counts = self.shelf.counts(facet, self.chosen)
        shown = [value for value in named if counts[value] or self.chosen.get(facet) == value]
        if facet == "kind":
            shown.sort(key=list(KINDS).index)
        else:
            shown.sort(key=lambda value: sort_key(named[value]), reverse=facet == "year")
        return [(value, f"{named[value]} ({counts[value]})") for value in shown]

    def link(self, **changes: Any) -> str:
        """Return the one query string that asks this: in the order of the fields, whatever was pressed last."""
        values = {**self.asked, **changes}
        asked = {name: values[name] for name in self.fields if values.get(name) is not None}
        return urlencode({name: str(value) for name, value in asked.items()})

    @property
    def chosen(self) -> dict[str, str]:
        return {facet: str(value) for facet, value in self.asked.items()}

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Return each filter that is set, in words, with the query that takes it away."""
        return [(self._named(facet)[value], self.link(**{facet: None})) for facet, value in self.chosen.items()]

    def found(self) -> "Found":
        return Found([place for place, _facets in self.shelf.matching(self.chosen)])


def todays(query: QueryDict) -> QueryDict:
    """Return `query` with the type of today where it names one that an earlier version had."""
    former = FORMER_KINDS.get(query.get("kind", ""))
    if former is None:
        return query
    changed = query.copy()
    changed["kind"] = former
    return changed


class Found(Sequence[Row]):
    """What is left of the library: counted without a query, and only what is shown is read."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, asked: int) -> Row: ...
    @overload
    def __getitem__(self, asked: slice) -> list[Row]: ...
    def __getitem__(self, asked: int | slice) -> Row | list[Row]:
        return rows(self.places[asked]) if isinstance(asked, slice) else rows([self.places[asked]])[0]


def rows(places: Iterable[Place]) -> list[Row]:
    """Return `places` as rows, in their order; what was taken away this moment is left out. One query for all pages."""
    places = list(places)
    keys = [place for place in places if isinstance(place, int)]
    pages = unrestricted(ResourcePage.objects.live()).filter(pk__in=keys).select_related("resource").defer("body")
    found = {page.pk: page for page in with_pictures(pages)} if keys else {}
    return [
        row_of_entry(place) if isinstance(place, Entry) else row_of_page(found[place])
        for place in places
        if isinstance(place, Entry) or place in found
    ]


def row_of_page(page: ResourcePage) -> Row:
    added = page.first_published_at or datetime(page.resource.year, 1, 1, tzinfo=UTC)
    cover, eyebrow = page.get_cover(), page.card_eyebrow
    return Row(
        f"{page.translation_key}:{page.locale_id}", page.title, path_of(page), page.summary, eyebrow, cover, added
    )


def row_of_entry(entry: Entry) -> Row:
    return Row(entry.key, entry.title, entry.url, entry.summary, entry.eyebrow, entry.cover, entry.added)


def index_context(page: Page, query: QueryDict) -> dict[str, Any]:
    """Return what the index's template needs, in its language, and the `canonical` query of what is shown."""
    filters = LibraryFilters(query, shelves.shelf(page.locale.language_code))
    page_obj = Paginator(filters.found(), PER_PAGE).get_page(filters.place.get("page", 1))
    is_first = page_obj.number == 1 and not filters.asked
    initiatives = with_pictures(unrestricted(InitiativePage.objects.live()).child_of(page)).order_by("title")
    return {
        "filters": filters,
        "query": filters.query,
        "canonical": filters.link(**({"page": page_obj.number} if page_obj.number > 1 else {})),
        "page_obj": page_obj,
        "is_first": is_first,
        "initiatives": initiatives if is_first else [],
    }
