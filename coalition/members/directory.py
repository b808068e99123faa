"""The directory's filters, list and options: what `/members/` shows for what its address asks."""

import re
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coalition.pages.countries import country_options
from coalition.pages.filters import AddressFilters, CountryField

from . import geo, maps
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

PER_PAGE = 50
MOST_DOTS = 1000  # beyond, the map would be a stain: the filters bring it back


class WindowField(forms.CharField):
    """The place that a window of the map is around: latitude and longitude in degrees, such as `48.9,2.4`."""

    widget = forms.HiddenInput
    shape = re.compile(r"(-?\d{1,2}(?:\.\d)?),(-?\d{1,3}(?:\.\d)?)")

    def to_python(self, value: Any) -> tuple[float, float] | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        found = self.shape.fullmatch(text)
        latitude, longitude = (float(part) for part in found.groups()) if found else (91.0, 181.0)
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise forms.ValidationError(_("Give a latitude and a longitude in degrees."))
        return latitude, longitude


class DirectoryFilters(AddressFilters):
    """What an address such as `/members/?country=FR&signed=1` asks."""

    lookups = {"country": "country", "section": "section", "kind": "kind"}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = CountryField(label=_("Country"), required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    signed = forms.BooleanField(label=_("Signed the charter"), required=False)
    observatory = forms.BooleanField(label=_("Has an observatory"), required=False)
    at = WindowField(required=False)

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
            rows = rows.filter(observatory_since__isnull=False)
        if "at" in self.asked:
            west, south, east, north = geo.window(*self.asked["at"])
            rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east))
        return rows

    def link(self, **changes: Any) -> str:
        """Return the shareable query string of these filters with `changes`; None leaves one out."""
        at = changes.pop("at", self.asked.get("at"))
        return super().link(**changes, at=at and "{:g},{:g}".format(*at))


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
    places = maps.places(rows)
    section, at = filters.asked.get("section"), filters.asked.get("at")
    if at:
        view = geo.of_box(geo.window(*at))
    else:
        view = geo.holding(geo.of_section(section or ""), ((place.longitude, place.latitude) for place in places))

    def link(name: str | None) -> str:
        return _address(base, filters.link(section=name, at=None))

    def nearer(group: list[maps.Place]) -> str | None:
        if at:
            return maps.unparted(group, _address(base, filters.query))
        return _address(base, filters.link(at=maps.centre(group))) + maps.MAP

    zoomed = bool(section or at)
    marks = maps.draw(places, view, lambda group: maps.opens(group, link=link, nearer=nearer, zoomed=zoomed))
    return maps.WorldMap(marks, view, maps.regions(link, current=section, offered=filters.sections))


def front_map(places: list[maps.Place], base: str) -> maps.WorldMap:
    """Return the map of `places` as another page shows it: its regions and marks lead to the directory at `base`."""

    def link(name: str | None) -> str:
        return _address(base, f"section={name}" if name else "")

    def nearer(group: list[maps.Place]) -> str:
        latitude, longitude = maps.centre(group)
        return f"{base}?at={latitude:g},{longitude:g}{maps.MAP}"

    marks = maps.draw(places, geo.WORLD, lambda group: maps.opens(group, link=link, nearer=nearer, zoomed=False))
    sections = {place.section for place in places}
    return maps.WorldMap(marks, geo.WORLD, maps.regions(link, current=None, offered=sections))


def _address(base: str, query: str) -> str:
    return f"{base}?{query}" if query else base


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
