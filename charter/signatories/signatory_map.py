"""The map of signatures: a dot for each where they are few, a circle for each cell of nine degrees where many."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from charter.signatories import counts
from charter.signatories.filters import SignatoryFilters
from charter.signatories.models import Signatory
from charter.states import State
from coalition.members import geo, maps
from coalition.members.maps import Mark, Place, WorldMap
from coalition.pages.numbers import number_text

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
    status = gettext("ad referendum") if in_force and row.ad_referendum else row.status_label
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
    view = geo.view_holding(geo.section_view(filters.asked.get("section", "")), seats)
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


def _view(filters: SignatoryFilters, places: list[Place]) -> geo.View:
    if "cell" in filters.asked:
        row, column = divmod(filters.asked["cell"], COLUMNS)
        south, west = row * CELL - 90, column * CELL - 180
        return geo.box_view((west, south, west + CELL, south + CELL))
    seats = ((place.longitude, place.latitude) for place in places)
    return geo.view_holding(geo.section_view(filters.asked.get("section", "")), seats)


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
