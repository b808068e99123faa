"""The projection of the world map, and which part of the world a map shows: all of it, or a region.

Equal Earth: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019). Areas are true, so the South is not drawn small. Every view is drawn as
wide as the world is, so that dots and words have one size on each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT3 = sqrt(3)

WIDTH = 1000  # units of the drawing, from 180° west to 180° east at the equator
NORTH, SOUTH = 84.0, -57.0  # degrees of latitude: the map leaves out the ice


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x (east) and y (north) of a place given in degrees, on a globe of radius 1."""
    theta = asin(ROOT3 / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = 2 * ROOT3 * radians(longitude) * cos(theta) / (3 * slope)
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((TOP - equal_earth(0, SOUTH)[1]) * SCALE)


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place given in degrees falls on the drawing: units from the left and from the top edge."""
    x, y = equal_earth(longitude, latitude)
    return round(WIDTH / 2 + x * SCALE, 1), round((TOP - y) * SCALE, 1)


SHAPE = 1.75  # width of the drawing of a region, for each unit of its height

Box = tuple[float, float, float, float]  # west, south, east, north, in degrees

# What each section of UCLG spans. The metropolitan section and forums have members everywhere: the world.
SECTIONS: dict[str, Box] = {
    "africa": (-26, -36, 58, 38),
    "asia-pacific": (62, -46, 179, 52),
    "eurasia": (22, 38, 175, 74),
    "europe": (-23, 34, 45, 70),
    "latin-america": (-117, -55, -34, 33),
    "middle-east-west-asia": (24, 11, 76, 44),
    "north-america": (-165, 16, -54, 73),
}


@dataclass(frozen=True)
class View:
    """A part of the world: where its north-west corner is on the map of the world, and how much larger it is drawn."""

    left: float = 0
    top: float = 0
    scale: float = 1
    height: float = HEIGHT

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.height:g}"

    @property
    def transform(self) -> str:
        if self.scale == 1:
            return ""
        return f"scale({self.scale:g}) translate({-self.left:g} {-self.top:g})"

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = on_map(longitude, latitude)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)


WORLD = View()


@cache
def section_view(section: str) -> View:
    """Return the view of a section of UCLG; the world for one that is in no part of it."""
    return box_view(SECTIONS[section]) if section in SECTIONS else WORLD


def box_view(box: Box) -> View:
    west, south, east, north = box
    edges = [
        on_map(longitude, latitude) for longitude in (west, (west + east) / 2, east) for latitude in (south, north)
    ]
    if south < 0 < north:  # a map is widest at the equator
        edges += [on_map(west, 0), on_map(east, 0)]
    left, right = min(x for x, _y in edges), max(x for x, _y in edges)
    top, bottom = min(y for _x, y in edges), max(y for _x, y in edges)
    width, height = max(right - left, SHAPE * (bottom - top)), max(bottom - top, (right - left) / SHAPE)
    scale = round(WIDTH / width, 4)
    left, top = (left + right - width) / 2, (top + bottom - height) / 2
    return View(round(left, 1), round(top, 1), scale, round(WIDTH / SHAPE))


def view_holding(view: View, places: Iterable[tuple[float, float]]) -> View:
    """Return `view` if it holds every place (longitude, latitude), else the world: a region has members far from it."""
    drawn = (view.place(longitude, latitude) for longitude, latitude in places)
    return view if all(0 <= x <= WIDTH and 0 <= y <= view.height for x, y in drawn) else WORLD
