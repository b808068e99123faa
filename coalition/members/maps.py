"""The world map: where each local government stands, and the thread that joins them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _

from .geo.projection import HEIGHT, WIDTH, on_map
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

LONGEST_THREAD = 200  # dots; a world that full needs no thread to be seen


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


FIELDS = ("code", "slug", "names", "country", "latitude", "longitude")


def map_dots(governments: LocalGovernmentQuerySet) -> WorldMap:
    """Return the map of `governments` with a seat on it, in one query.

    Public rows only, whatever is passed: a proposed government is on no map.
    """
    return world_map(governments.public().on_map().with_signed().only(*FIELDS))


def world_map(governments: Iterable[LocalGovernment]) -> WorldMap:
    """Return the map of those of `governments` with a seat on it, west to east.

    They are public rows with FIELDS loaded and the annotations of `with_signed`.
    """
    placed = [government for government in governments if government.latitude is not None]
    placed.sort(key=lambda government: (government.longitude or 0, government.code))
    return threaded([_dot(government) for government in placed])


def threaded(dots: Sequence[MapDot]) -> WorldMap:
    """Return the map of `dots`, joined by a thread while they are not too many."""
    return WorldMap(tuple(dots), _thread(dots))


def _dot(government: LocalGovernment) -> MapDot:
    x, y = on_map(float(government.longitude or 0), float(government.latitude or 0))
    words = {"name": government.name, "country": government.country_name}
    signed = bool(getattr(government, "is_signed", False))
    label = _("%(name)s, %(country)s: signed the charter") if signed else _("%(name)s, %(country)s")
    if getattr(government, "is_ad_referendum", False):
        label = _("%(name)s, %(country)s: signed the charter ad referendum")
    return MapDot(x, y, label % words, government.get_absolute_url(), signed)


def _thread(dots: Sequence[MapDot]) -> str:
    """Return one SVG path that joins every dot to the nearest one already joined, each stretch hanging upwards.

    Source: Prim's algorithm for the minimum spanning tree; its n² steps end at LONGEST_THREAD dots.
    """
    if not 1 < len(dots) <= LONGEST_THREAD:
        return ""
    nearest = {index: (_distance(dots[0], dot), 0) for index, dot in enumerate(dots) if index}
    stretches = []
    while nearest:
        index = min(nearest, key=lambda free: nearest[free])
        _length, joined = nearest.pop(index)
        stretches.append(_stretch(dots[joined], dots[index]))
        for free, (length, _old) in nearest.items():
            nearest[free] = min((length, _old), (_distance(dots[index], dots[free]), index))
    return "".join(stretches)


def _distance(one: MapDot, other: MapDot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _stretch(one: MapDot, other: MapDot) -> str:
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2 - _distance(one, other) / 6
    return f"M{one.x:g} {one.y:g}Q{x:.1f} {y:.1f} {other.x:g} {other.y:g}"
