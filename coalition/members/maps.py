"""The world map: where each local government stands, and the thread that joins them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from .geo.projection import HEIGHT, WIDTH, on_map
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet


@dataclass(frozen=True)
class MapDot:
    """One local government on the map: where, its words, its profile's address, whether it signed the charter."""

    x: float
    y: float
    label: str
    url: str
    signed: bool


@dataclass(frozen=True)
class WorldMap:
    """What `members/map.html` draws: give it as `dots`."""

    dots: tuple[MapDot, ...]
    thread: str
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"

    def __bool__(self) -> bool:
        return bool(self.dots)


def map_dots(governments: LocalGovernmentQuerySet) -> WorldMap:
    """Return the map of `governments` with a seat on it, west to east, in one query.

    Public rows only, whatever is passed: a proposed government is on no map.
    """
    rows = (
        governments.public()
        .on_map()
        .with_signed()
        .only("code", "slug", "names", "country", "latitude", "longitude")
        .order_by("longitude", "code")
    )
    dots = tuple(_dot(row) for row in rows)
    return WorldMap(dots, _thread(dots))


def _dot(government: LocalGovernment) -> MapDot:
    x, y = on_map(float(government.longitude or 0), float(government.latitude or 0))
    words = {"name": government.name, "country": government.country_name}
    signed = bool(getattr(government, "is_signed", False))
    label = _("%(name)s, %(country)s: signed the charter") if signed else _("%(name)s, %(country)s")
    return MapDot(x, y, label % words, government.get_absolute_url(), signed)


def _thread(dots: Iterable[MapDot]) -> str:
    """Return one SVG path from dot to dot, each stretch bent upwards like a slack thread."""
    stretches = [
        f"M{west.x:g} {west.y:g}Q{(west.x + east.x) / 2:.1f} {min(west.y, east.y) - (east.x - west.x) / 6:.1f}"
        f" {east.x:g} {east.y:g}"
        for west, east in pairwise(dots)
    ]
    return "".join(stretches)
