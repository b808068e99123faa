"""The directory's filters, list and options: what `/members/` shows for what its address asks."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coalition.languages.names import country_options
from coalition.pages.filters import AddressFilters, CountryField

from . import maps
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

PER_PAGE = 50
MOST_DOTS = 1000  # beyond, the map would be a stain: the filters bring it back


class DirectoryFilters(AddressFilters):
    """What an address such as `/members/?country=FR&signed=1` asks."""

    lookups = {"country": "country", "section": "section", "kind": "kind"}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = CountryField(label=_("Country"), required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    signed = forms.BooleanField(label=_("Signed the charter"), required=False)
    observatory = forms.BooleanField(label=_("Pilot territories and observatories"), required=False)

    def __init__(self, query: QueryDict) -> None:
        found = set(LocalGovernment.objects.public().order_by().values_list("country", "section").distinct())
        self.sections = {section for _country, section in found}
        super().__init__(
            query,
            country=country_options({country for country, _section in found}),
            section=LocalGovernment.Section.choices,
            kind=LocalGovernment.Kind.choices,
        )

    def apply(self, governments: LocalGovernmentQuerySet) -> LocalGovernmentQuerySet:
        """Return the rows of `governments` that these filters leave."""
        rows = governments.search(self.asked.get("q", "")).filter(**self.facts())
        if "signed" in self.asked:
            rows = rows.signed()
        if "observatory" in self.asked:
            rows = rows.territories()
        return rows


LISTED = {
    "signed": {"is_signed": True},
    "pilot": {"pilot": True},
    "observatory": {"observatory_since__isnull": False},
}


def listed(value: Any) -> list[LocalGovernment]:
    """Return what a list of members in a text shows (MembersListBlock), by name."""
    rows = LocalGovernment.objects.public().with_signed().filter(**LISTED.get(value["which"], {}))
    return list(rows.defer("search_text").by_name()[: value["count"]])


def directory_map(filters: DirectoryFilters, rows: LocalGovernmentQuerySet, base: str) -> maps.WorldMap:
    """Return the map of `rows`, what `filters` left of the directory at `base`, in one query."""
    return _map(maps.places(rows), base, filters.link, section=filters.asked.get("section"), offered=filters.sections)


def front_map(places: list[maps.Place], base: str) -> maps.WorldMap:
    """Return the map of `places` as another page shows it: its marks lead to the directory at `base`."""
    return _map(places, base, lambda **asked: urlencode({name: value for name, value in asked.items() if value}),
                section=None, offered=set())  # fmt: skip


def _map(
    places: list[maps.Place], base: str, query: Callable[..., str], *, section: str | None, offered: set[str]
) -> maps.WorldMap:
    """Return the map of a region, or of the world: marks that lie close together lead to their region, then to the
    list of their country."""

    def address(**asked: Any) -> str:
        found = query(**asked)
        return f"{base}?{found}" if found else base

    def link(name: str | None) -> str:
        return address(section=name)

    def nearer(group: list[maps.Place]) -> str | None:
        return maps.unparted(group, address(section=section, country=group[0].country))

    view = maps.view_holding(maps.section_view(section or ""), ((place.longitude, place.latitude) for place in places))
    marks = maps.draw(places, view, lambda group: maps.opens(group, link=link, nearer=nearer, zoomed=bool(section)))
    return maps.WorldMap(marks, view, maps.regions(link, current=section, offered=offered))


def directory_context(query: QueryDict, base: str) -> dict[str, Any]:
    """Return what the template of the directory at `base` needs: filters, one page of rows, their number, the map."""
    filters = DirectoryFilters(query)
    rows = filters.apply(LocalGovernment.objects.public())
    paginator = Paginator(rows.with_signed().defer("search_text").by_name(), PER_PAGE)
    return {
        "filters": filters,
        "query": filters.query,
        "page_obj": paginator.get_page(query.get("page")),
        "world_map": directory_map(filters, rows, base) if paginator.count <= MOST_DOTS else None,
    }
