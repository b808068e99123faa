"""From the figures that were given to the table of an indicator: totals of breakdowns and of territories."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .disclosure import Key, Share, Sum, Table, Untrue
from .measures import TOTAL, parts_of
from .models import Figure, Indicator, Territory

Quality = Figure.Quality


# The reservations of a figure, from none to the gravest.
GRAVITY = tuple(map(str, (Quality.SOUND, Quality.PROVISIONAL, Quality.ESTIMATED, Quality.PARTIAL, Quality.BREAK)))


@dataclass
class Reckoned:
    """The table of an indicator, or its shares; of each cell what is known beside; and names of places by language."""

    table: Table
    qualities: dict[Key, str] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[Key, str] = field(default_factory=dict)
    dates: dict[Key, str] = field(default_factory=dict)
    notes: dict[Key, str] = field(default_factory=dict)
    shares: dict[Key, Share] = field(default_factory=dict)

    @property
    def keys(self) -> list[Key]:
        return sorted(self.table.counts.keys() | self.shares.keys())


def reckon(
    indicator: Indicator, figures: Iterable[Figure], territories: Iterable[Territory], *, persons: bool
) -> Reckoned:
    """Return the table of `figures`. A cell's key is place, year and part, each as text.

    A total is computed only where every part of the breakdown is there; a territory's, only where every one of its
    local governments is, and only of `persons`: money or places are not added up across towns, shares never. A sum
    names who counted its parts, and when where it was one day; a note stays with its own figure, which may be hidden.
    Raises Untrue where a territory has the code of a local government.
    """
    found = Reckoned(Table({}))
    counts: dict[Key, int] = {}
    qualities, places, sources = found.qualities, found.places, found.sources
    for figure in figures:
        key = (figure.government.code, str(figure.year), figure.part)
        if indicator.per:
            found.shares[key] = Share(figure.value, indicator.per, figure.base)
        elif figure.value != int(figure.value):
            raise Untrue(key)
        else:
            counts[key] = int(figure.value)
        qualities[key], sources[key], found.notes[key] = figure.quality, figure.source, figure.note
        found.dates[key] = figure.source_date.isoformat() if figure.source_date else ""
        places[figure.government.code] = figure.government.names
    if indicator.per:
        return found
    sums = _divided(counts, list(parts_of(indicator.breakdown)))
    if persons:
        members = {one.code: sorted(row.code for row in one.governments.all()) for one in territories}
        sums += _territories(counts, members)
        named = {one.code: one.names for one in territories}
        places |= {code: named[code] for code in sorted({key[0] for key in counts} & named.keys())}
    for line in sums:
        qualities[line.whole] = gravest_of(qualities.get(part, "") for part in line.parts)
        days = {found.dates.get(part, "") for part in line.parts}
        found.dates[line.whole] = days.pop() if len(days) == 1 else ""
        sources[line.whole] = "; ".join(dict.fromkeys(filter(None, (sources.get(part, "") for part in line.parts))))
    totals = frozenset(key for key in counts if key[2] == TOTAL)
    found.table, found.places = Table(counts, tuple(sums), totals), places
    return found


def gravest_of(qualities: Iterable[str]) -> str:
    """Return what is to be known of a sum: the gravest reservation of its parts."""
    return max(qualities, key=GRAVITY.index, default="")


def _divided(counts: dict[Key, int], parts: list[str]) -> list[Sum]:
    """Add the total of each place and year that has every part; return the sums."""
    if not parts:
        return []
    sums = []
    for place, year in sorted({key[:2] for key in counts}):
        keys = tuple((place, year, part) for part in parts)
        if all(key in counts for key in keys):
            counts[place, year, TOTAL] = sum(counts[key] for key in keys)
            sums.append(Sum((place, year, TOTAL), keys))
    return sums


def _territories(counts: dict[Key, int], members: Mapping[str, list[str]]) -> list[Sum]:
    """Add the figures of each territory that are whole; return the sums, those of its own breakdown too."""
    by_rest: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in counts:
        by_rest[key[1:]].add(key[0])
    sums = []
    for code, governments in members.items():
        for rest, there in sorted(by_rest.items()):
            if governments and there.issuperset(governments):
                keys = tuple((place, *rest) for place in governments)
                if (code, *rest) in counts:
                    raise Untrue((code, *rest))
                counts[code, *rest] = sum(counts[key] for key in keys)
                sums.append(Sum((code, *rest), keys))
        for year in sorted({rest[0] for rest in by_rest}):
            parts = tuple(key for key in counts if key[:2] == (code, year) and key[2] != TOTAL)
            if parts and (code, year, TOTAL) in counts:
                sums.append(Sum((code, year, TOTAL), parts))
    return sums
