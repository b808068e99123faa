"""The map of signatures: a dot for each where they are few, a circle for each cell of nine degrees where many."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from babel.numbers import format_decimal
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from charter.signatories import counts
from charter.signatories.filters import SignatoryFilters
from charter.signatories.models import Signatory
from charter.states import State
from coalition.members.geo.projection import HEIGHT, WIDTH, on_map
from coalition.members.maps import MapDot, WorldMap, threaded

PINS = 150  # signatures that are drawn one by one
SMALLEST, LARGEST = 6.0, 22.0  # radius of a circle, in units of the drawing


@dataclass(frozen=True)
class Circle:
    """The signatures of one cell, where they are on average."""

    x: float
    y: float
    radius: float
    label: str
    url: str


@dataclass(frozen=True)
class SignatoryMap:
    """What `charter/signatory_map.html` draws: `pins` or `circles`, never both."""

    pins: WorldMap | None = None
    circles: tuple[Circle, ...] = ()
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"

    def __bool__(self) -> bool:
        return bool(self.pins or self.circles)


def pins_map(rows: Iterable[Signatory]) -> SignatoryMap:
    """Return the map of `rows` with a seat on it, west to east; those that no longer count are hollow."""
    seated = sorted((row for row in rows if row.longitude is not None), key=lambda row: (row.longitude, row.number))
    return SignatoryMap(pins=threaded([_pin(row) for row in seated]))


def _pin(row: Signatory) -> MapDot:
    government = row.government
    x, y = on_map(float(row.longitude or 0), float(row.latitude or 0))
    in_force = row.status == State.SIGNED
    status = _("ad referendum") if in_force and row.ad_referendum else row.status_label
    words = {"name": government.name, "country": government.country_name, "status": status}
    plain = in_force and not row.ad_referendum
    label = _("%(name)s, %(country)s") if plain else _("%(name)s, %(country)s: %(status)s")
    return MapDot(x, y, label % words, row.get_absolute_url(), in_force)


def group(seats: Iterable[tuple[int, Any, Any]]) -> list[dict[str, Any]]:
    """Return the cells of `seats` (cell, latitude, longitude) as `charter.signatories.counts.places` does."""
    cells: dict[int, dict[str, Any]] = {}
    for cell, latitude, longitude in seats:
        if cell >= 0:
            found = cells.setdefault(cell, {"cell": cell, "count": 0, "latitude": 0, "longitude": 0})
            found["count"] += 1
            found["latitude"] += latitude
            found["longitude"] += longitude
    return list(cells.values())


def cells_map(cells: Iterable[dict[str, Any]], filters: SignatoryFilters) -> SignatoryMap:
    """Return the map of `cells` (`counts.places`), the fullest first, so that a small one lies on top.

    A circle's area grows with its signatures, and it leads to the list of them.
    """
    found = sorted(cells, key=lambda cell: (-cell["count"], cell["cell"]))
    most = found[0]["count"] if found else 1
    base = reverse("charter:signatories")
    return SignatoryMap(
        circles=tuple(_circle(cell, most, f"{base}?{filters.link(cell=cell['cell'])}") for cell in found)
    )


def _circle(cell: dict[str, Any], most: int, url: str) -> Circle:
    count = cell["count"]
    x, y = on_map(float(cell["longitude"]) / count, float(cell["latitude"]) / count)
    label = ngettext(
        "%(count)s signature in this part of the world", "%(count)s signatures in this part of the world", count
    )
    radius = round(SMALLEST + (LARGEST - SMALLEST) * sqrt(count / most), 1)
    return Circle(x, y, radius, label % {"count": format_decimal(count, locale=get_language() or "en")}, url)


def front_map() -> SignatoryMap:
    """Return the map of all signatures in force, cell by cell."""
    filters = SignatoryFilters(QueryDict())
    return cells_map(counts.places(filters.condition(), only_status=True), filters)
