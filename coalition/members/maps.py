"""The world map: a dot for each local government, one mark for those that lie too near each other to be told apart.

A mark for several opens: it leads to an address that shows their part of the world larger. No line is drawn between
dots, and no border.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, hypot, pi, radians, sin, sqrt

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from coalition.languages.names import listed, number_text

from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

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


FIELDS = ("code", "slug", "names", "country", "section", "latitude", "longitude")
APART = 34  # units of the drawing between two marks; nearer ones become one
ROW = 90  # units: marks of one such row are read one after the other
DOT, LEAST, MOST = 9.0, 14.0, 26.0  # radius of a dot, and of a mark for several
SPREAD = 12  # marks that cannot be told apart by any zoom are set in a ring, up to so many
NAMED = 3  # names that the label of a mark for several gives


@dataclass(frozen=True)
class Place:
    """What is put on a map: where it is in degrees, its words, its address, and whether its signature counts."""

    longitude: float
    latitude: float
    name: str
    note: str
    url: str
    signed: bool
    section: str = ""
    country: str = ""


@dataclass(frozen=True)
class Mark:
    """One mark: where it stands, what it says, where it leads; `count` is empty for a single one."""

    x: float
    y: float
    name: str
    note: str
    url: str
    signed: bool
    count: str = ""
    radius: float = DOT

    @property
    def label(self) -> str:
        name = self.name if self.count in self.name else f"{self.count} · {self.name}"  # two have no numeral in Arabic
        return _("%(name)s, %(note)s") % {"name": name, "note": self.note} if self.note else name

    @property
    def label_x(self) -> float:
        gap = self.radius + 10
        return round(self.x - gap if self.is_east else self.x + gap, 1)

    @property
    def is_east(self) -> bool:
        return self.x > WIDTH / 2


@dataclass(frozen=True)
class Region:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class WorldMap:
    """What `members/map.html` draws: the marks in reading order, the view, and the ways to other views."""

    marks: tuple[Mark, ...]
    view: View = WORLD
    regions: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks)

    @property
    def kinds(self) -> set[str]:
        """Return which kinds of marks there are, for the legend: signed, plain, several."""
        return {"several" if mark.count else "signed" if mark.signed else "plain" for mark in self.marks}


# Returns the address that shows some places larger, None where no zoom can part them.
Opens = Callable[[list[Place]], str | None]


def places(governments: LocalGovernmentQuerySet) -> list[Place]:
    """Return those of `governments` that have a seat on the map, in one query.

    Public rows only, whatever is passed: a proposed government is on no map.
    """
    return [place_of(row) for row in governments.public().on_map().with_signed().order_by().only(*FIELDS)]


def place_of(government: LocalGovernment) -> Place:
    """Return one public row with FIELDS loaded, a seat, and the annotations of `with_signed`."""
    signed = bool(getattr(government, "is_signed", False))
    note = government.country_name
    if signed:
        words = _("%(country)s: signed the charter")
        if getattr(government, "is_ad_referendum", False):
            words = _("%(country)s: signed the charter, council decision expected")
        note = words % {"country": note}
    longitude, latitude = float(government.longitude or 0), float(government.latitude or 0)
    url = government.get_absolute_url()
    return Place(longitude, latitude, government.name, note, url, signed, government.section, government.country)


def draw(found: Iterable[Place], view: View, opens: Opens) -> tuple[Mark, ...]:
    """Return the marks of `found` on `view`, in reading order. What cannot be told apart is one mark that `opens`."""
    marks: list[Mark] = []
    for group in _groups(found, view):
        if len(group) == 1:
            marks.append(_dot(group[0], *view.place(group[0].longitude, group[0].latitude)))
        elif (url := opens(group)) is not None:
            marks.append(_several(group, view, url))
        else:
            marks += _ring(group, view)
    return in_reading_order(marks)


def in_reading_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return `marks` row by row from the north, each row in the direction in which the reader reads."""
    side = -1 if get_language_bidi() else 1
    return tuple(sorted(marks, key=lambda mark: (mark.y // ROW, side * mark.x, mark.label)))


def several_radius(count: int, most: int) -> float:
    """Return the radius of a mark for `count`: its area grows with it, up to that of `most`."""
    return round(LEAST + (MOST - LEAST) * sqrt(count / max(most, 1)), 1)


def _groups(found: Iterable[Place], view: View) -> list[list[Place]]:
    """Return `found` in groups of places that lie nearer than APART to the first of their group on `view`."""
    groups: list[list[Place]] = []
    squares: dict[tuple[int, int], list[tuple[float, float, list[Place]]]] = {}
    for place in sorted(found, key=lambda place: (place.longitude, place.latitude, place.name)):
        x, y = view.place(place.longitude, place.latitude)
        column, row = int(x // APART), int(y // APART)
        near = (
            group
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for first_x, first_y, group in squares.get((i, j), ())
            if hypot(first_x - x, first_y - y) < APART
        )
        group = next(near, None)
        if group is None:
            group = []
            groups.append(group)
            squares.setdefault((column, row), []).append((x, y, group))
        group.append(place)
    return groups


def _dot(place: Place, x: float, y: float) -> Mark:
    return Mark(x, y, place.name, place.note, place.url, place.signed)


def _several(group: list[Place], view: View, url: str) -> Mark:
    drawn = [view.place(place.longitude, place.latitude) for place in group]
    x, y = (round(sum(values) / len(group), 1) for values in zip(*drawn, strict=True))
    count = len(group)
    name = ngettext("%(count)s local government", "%(count)s local governments", count) % {"count": number_text(count)}
    names = listed(place.name for place in group[:NAMED])
    note = names if count <= NAMED else _("%(names)s and others") % {"names": names}
    signed = any(place.signed for place in group)
    return Mark(x, y, name, note, url, signed, number_text(count), several_radius(count, 50))


def _ring(group: list[Place], view: View) -> list[Mark]:
    x, y = view.place(group[0].longitude, group[0].latitude)
    radius = max(APART / 2, len(group) * APART / (2 * pi))
    turns = [2 * pi * number / len(group) for number in range(len(group))]
    return [
        _dot(place, round(x + radius * cos(turn), 1), round(y + radius * sin(turn), 1))
        for place, turn in zip(group, turns, strict=True)
    ]


MAP = "#map"

# Returns the address with a section (None: without) in the place of the one asked.
Link = Callable[[str | None], str]


def regions(link: Link, *, current: str | None, offered: Iterable[str] = SECTIONS) -> tuple[Region, ...]:
    """Return the world and each section of `offered` that is a part of it, as links to the map of them."""
    labels = dict(LocalGovernment.Section.choices)
    found = set(offered)
    parts = [Region(str(labels[name]), link(name) + MAP, name == current) for name in SECTIONS if name in found]
    return (Region(_("The whole world"), link(None) + MAP, current not in SECTIONS), *parts) if parts else ()


def main_section(group: Iterable[Place]) -> str | None:
    """Return the section that most of `group` belong to; None where none has one on the map."""
    found = Counter(place.section for place in group if place.section in SECTIONS)
    return found.most_common(1)[0][0] if found else None


def opens(group: list[Place], *, link: Link, nearer: Opens, zoomed: bool) -> str | None:
    """Return the address that shows `group` larger: their region, then what `nearer` says; None where nothing does."""
    section = None if zoomed else main_section(group)
    return link(section) + MAP if section else nearer(group)


def unparted(group: list[Place], url: str) -> str | None:
    """Return `url`, the list of `group`, where they are too many to be drawn in a ring."""
    return url if len(group) > SPREAD else None
