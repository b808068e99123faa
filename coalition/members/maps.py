"""The world map: a dot for each local government, one mark for those that lie too near each other to be told apart.

A mark for several opens: it leads to an address that shows their part of the world larger. No line is drawn between
dots, and no border.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from coalition.pages.languages import listed
from coalition.pages.numbers import number_text

from .geo import SECTIONS, WIDTH, WORLD, View
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

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
        return _("%(name)s, %(note)s") % {"name": self.name, "note": self.note} if self.note else self.name

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
            words = _("%(country)s: signed the charter ad referendum")
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
