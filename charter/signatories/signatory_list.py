"""The public list: what its address asks, its rows, its map, and what a profile says of a signature."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from charter.signing.models import Signature
from charter.states import State
from coalition.languages.names import country_options, number_text
from coalition.members import maps
from coalition.members.maps import Mark, Place, WorldMap
from coalition.members.models import LocalGovernment
from coalition.pages.filters import AddressFilters

from . import cards, counts
from .models import STATUS_LABELS, Signatory
from .querysets import SignatoryQuerySet

CELLS = 800
ALL = "all"

STATUS_CHOICES = [
    ("", pgettext_lazy("signatures", "In force")),
    (State.ON_HOLD, pgettext_lazy("signatures", "On hold")),
    (State.WITHDRAWN, pgettext_lazy("signatures", "Withdrawn")),
    (State.SUPERSEDED, pgettext_lazy("signatures", "Superseded by a newer version")),
    (ALL, pgettext_lazy("signatures", "Any status")),
]


class SignatoryFilters(AddressFilters):
    lookups = {name: name for name in ("kind", "section", "country", "cell")}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = forms.RegexField(label=_("Country"), regex=r"^[A-Z]{2}$", required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS_CHOICES, required=False)
    ad_referendum = forms.BooleanField(label=_("Council decision expected"), required=False)
    cell = forms.IntegerField(min_value=0, max_value=CELLS - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, section=LocalGovernment.Section.choices, kind=LocalGovernment.Kind.choices)

    @property
    def text(self) -> str:
        return str(self.asked.get("q", ""))

    def rows(self) -> SignatoryQuerySet:
        """Return the signatures that are asked, by default those in force."""
        rows = Signatory.objects.filter(**self.facts()).search(self.text)
        status = self.asked.get("status", State.SIGNED)
        rows = rows if status == ALL else rows.filter(status=status)
        return rows.filter(ad_referendum=True) if "ad_referendum" in self.asked else rows


PINS = 150  # signatures that are drawn one by one
CELL, COLUMNS, ROWS = 9, 40, 20  # degrees of a cell, cells of the world: as the database's `charter_cell` counts them


def pins_map(rows: Iterable[Signatory], filters: SignatoryFilters) -> WorldMap:
    """Return the map of `rows` with a seat on it; those that no longer count are hollow."""
    places = [_place(row) for row in rows if row.longitude is not None]
    cell = filters.asked.get("cell")
    section = filters.asked.get("section")

    def nearer(group: list[Place]) -> str | None:
        if cell is not None:
            return maps.unparted(group, _address(filters))
        return _address(filters, cell=cell_of(group[0].latitude, group[0].longitude)) + maps.MAP

    def opens(group: list[Place]) -> str | None:
        zoomed = bool(section) or cell is not None
        return maps.opens(group, link=_to_section(filters), nearer=nearer, zoomed=zoomed)

    view = _view(filters, places)
    return WorldMap(maps.draw(places, view, opens), view, _regions(filters))


def _place(row: Signatory) -> Place:
    government = row.government
    in_force = row.status == State.SIGNED
    status = gettext("council decision expected") if in_force and row.ad_referendum else row.status_label
    words = {"country": government.country_name, "status": status}
    plain = in_force and not row.ad_referendum
    note = government.country_name if plain else gettext("%(country)s: %(status)s") % words
    longitude, latitude = float(row.longitude or 0), float(row.latitude or 0)
    return Place(longitude, latitude, government.name, note, row.get_absolute_url(), in_force, row.section)


def cells_map(filters: SignatoryFilters) -> WorldMap:
    """Return the map of what is asked, one circle for each cell.

    A circle's area grows with its signatures, and it leads to the list of them.
    """
    found = counts.places(filters.rows())
    most = max((cell["count"] for cell in found), default=1)
    seats = [(float(cell["longitudes"]) / cell["count"], float(cell["latitudes"]) / cell["count"]) for cell in found]
    view = maps.view_holding(maps.section_view(filters.asked.get("section", "")), seats)
    circles = [
        _circle(cell["count"], most, view.place(*seat), _address(filters, cell=cell["cell"]))
        for cell, seat in zip(found, seats, strict=True)
    ]
    return WorldMap(maps.in_reading_order(circles), view, _regions(filters))


def _circle(count: int, most: int, place: tuple[float, float], url: str) -> Mark:
    name = ngettext(
        "%(count)s signature in this part of the world", "%(count)s signatures in this part of the world", count
    )
    written = number_text(count)
    radius = maps.several_radius(count, most)
    return Mark(*place, name % {"count": written}, "", url, signed=True, count=written, radius=radius)


def cell_of(latitude: float, longitude: float) -> int:
    """Return the cell of a place given in degrees, as the database's `charter_cell` does."""
    row, column = int((latitude + 90) // CELL), int((longitude + 180) // CELL)
    return min(row, ROWS - 1) * COLUMNS + min(column, COLUMNS - 1)


def _view(filters: SignatoryFilters, places: list[Place]) -> maps.View:
    if "cell" in filters.asked:
        row, column = divmod(filters.asked["cell"], COLUMNS)
        south, west = row * CELL - 90, column * CELL - 180
        return maps.box_view((west, south, west + CELL, south + CELL))
    seats = ((place.longitude, place.latitude) for place in places)
    return maps.view_holding(maps.section_view(filters.asked.get("section", "")), seats)


def _regions(filters: SignatoryFilters) -> tuple[maps.Region, ...]:
    current = None if "cell" in filters.asked else filters.asked.get("section")
    return maps.regions(_to_section(filters), current=current)


def _to_section(filters: SignatoryFilters) -> maps.Link:
    return lambda section: _address(filters, section=section, cell=None)


def _address(filters: SignatoryFilters, **changes: Any) -> str:
    base, query = reverse("charter:signatories"), filters.link(**changes)
    return f"{base}?{query}" if query else base


def front_map() -> WorldMap:
    return cells_map(SignatoryFilters(QueryDict()))


PER_PAGE = 50
FILTERED_FROM = 20  # signatures; fewer are seen at a glance


def list_context(filters: SignatoryFilters, page: str | None) -> dict[str, Any]:
    countries = Signatory.objects.order_by().values_list("country", flat=True).distinct()
    filters.offer("country", country_options(set(countries)))
    rows = filters.rows().with_facts()
    shown = cards.with_pictures(filters.rows()).order_by("-signed_at", "-number")
    page_obj = Paginator(shown, PER_PAGE).get_page(page)
    few = page_obj.paginator.count <= PINS
    return {
        "cards": cards.cards(page_obj),
        "filtered": bool(filters.asked.keys() - {"status"}) or page_obj.paginator.count >= FILTERED_FROM,
        "has_ended": Signatory.objects.exclude(status=State.SIGNED).exists(),
        "filters": filters,
        "asked": filters.asked,
        "query": filters.query,
        "narrowed": bool(filters.asked),
        "count": page_obj.paginator.count,
        "figure": number_text(page_obj.paginator.count),
        "page_obj": page_obj,
        "world_map": pins_map(rows.order_by("number"), filters) if few else cells_map(filters),
    }


def signed_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of the governments with a published signature, as a subquery."""
    return Signature.objects.signed().values("government_id")


def ad_referendum_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of those whose signature was published before their council decided, as a subquery."""
    return Signature.objects.signed().filter(ad_referendum_until__isnull=False).values("government_id")


def profile_section(government: Any) -> dict[str, Any] | None:
    """Return the published signatures of `government` for its profile, the newest apart; None without one.

    `history` has every other one with what became of it: each is shown for ever.
    """
    published = Signature.objects.published().filter(government=government)
    found = list(published.select_related("government", "version").order_by("-number"))
    if not found:
        return None
    signature, *earlier = found
    history = [(row, STATUS_LABELS[row.state]) for row in earlier]
    return {"signature": signature, "label": STATUS_LABELS[signature.state], "history": history}
