"""A release as readers are shown it: its figures in words, its tables and what changed in it.

All of it is made of the cells that everybody reads: what a release withheld is not asked for here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from statistics import median
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from coalition import dates
from coalition.languages.names import listed, sort_key
from coalition.pages.charts import LineChart, line_chart

from .disclosure import THRESHOLD
from .measures import ALL_PARTS, TOTAL, Measure, part_name
from .models import Figure, Release, value_of

MOST_ON_PROFILE = 6
BREAK = Figure.Quality.BREAK
_format_decimal = lru_cache(maxsize=10_000)(format_decimal)  # of hundreds of numbers on a page, most recur

type Key = tuple[str, ...]  # place, year, part
type Cells = dict[Key, dict[str, Any]]


@dataclass(frozen=True)
class Cell:
    """A figure in words, and what is to be known of it: of a share its base first."""

    figure: str
    notes: list[str]

    def __str__(self) -> str:
        return " ".join([self.figure, *(f"({words})" for words in self.notes)])


@dataclass(frozen=True)
class Row:
    cells: list[str | Cell]


@dataclass(frozen=True)
class Table:
    """Figures of places or of years; `left_out` names the parts of which none is shown."""

    title: str
    columns: list[str]
    rows: list[Row]
    left_out: str = ""


@dataclass(frozen=True)
class Headline:
    """A figure of a place in large: in words, with what is to be known of it, and a small line of its years.

    `since` and `first` are the year and the figure with which that line begins.
    """

    place: str
    year: str
    figure: str
    notes: list[str]
    line: LineChart | None
    since: str
    first: str


@dataclass(frozen=True)
class Told:
    """Who counted, by each date of the source, and what is to be known of single figures; with the cells, in words."""

    sources: dict[str, list[tuple[str, str]]]
    notes: list[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """The cells of a release by place, year and part, and each in words."""

    release: Release

    @cached_property
    def cells(self) -> Cells:
        return {tuple(cell["key"]): cell for cell in self.release.cells}

    @cached_property
    def named(self) -> dict[str, str]:
        """The places by code, in the order of their names."""
        named = {code: self.release.place_name(code) for code in dict.fromkeys(key[0] for key in self.cells)}
        return dict(sorted(named.items(), key=lambda item: sort_key(item[1])))

    @cached_property
    def years(self) -> list[str]:
        return sorted({key[1] for key in self.cells})

    @cached_property
    def parts(self) -> list[str]:
        """The parts that have figures, the total first; the shares of a breakdown have none."""
        found = {key[2] for key in self.cells}
        return [code for code in (TOTAL, *dict(ALL_PARTS)) if code in found] or [TOTAL]

    def value(self, *key: str) -> float | None:
        """Return the value of a cell that is shown, else None."""
        return value_of(self.cells.get(key))

    def figure(self, *key: str) -> str:
        """Return the figure of a cell in words, or that it is not shown or was not given."""
        value = self.value(*key)
        if value is not None:
            return self.number(value)
        return pgettext("a figure", "not shown") if key in self.cells else "–"

    def reservations(self, *key: str) -> list[str]:
        quality = self.cells.get(key, {}).get("quality")
        return [str(Figure.Quality(quality).label)] if quality else []

    def base(self, *key: str) -> str:
        """Return of how many people a share that is shown is one; nothing of a count."""
        base = self.cells.get(key, {}).get("base")
        return "" if base is None else number(base)

    def cell(self, *key: str) -> Cell:
        base = self.base(*key)
        told = [pgettext("a share", "of %(base)s") % {"base": base}] if base else []
        return Cell(self.figure(*key), told + self.reservations(*key))

    def notes(self, *key: str) -> list[str]:
        """Return what is to be known of a figure that stands without its base: this base, and its reservations."""
        base = self.base(*key)
        return [*([_("of %(base)s people") % {"base": base}] if base else []), *self.reservations(*key)]

    def number(self, value: float) -> str:
        return number(value, self.release.measure)

    def newest_year(self, place: str, part: str) -> str:
        """Return the newest year of which a figure of `place` is shown, else an empty text."""
        return next((year for year in reversed(self.years) if self.value(place, year, part) is not None), "")

    def line(self, place: str, part: str) -> LineChart | None:
        """Return the line of a place over the years, one without figures too; None with fewer than two figures."""
        every = [str(year) for year in range(int(self.years[0]), int(self.years[-1]) + 1)] if self.years else []
        rows = [(year, self.value(place, year, part), self.figure(place, year, part)) for year in every]
        if sum(value is not None for _year, value, _figure in rows) < 2:
            return None
        broken = [year for year in every if self.cells.get((place, year, part), {}).get("quality") == BREAK]
        return line_chart(rows, write=self.number, rtl=get_language_bidi(), breaks=broken)

    def headline(self, *key: str) -> Headline:
        place, year, part = key
        line, notes = self.line(place, part), self.notes(*key)
        since = next((year for year in self.years if self.value(place, year, part) is not None), year)
        first = self.figure(place, since, part)
        return Headline(self.named[place], year, self.figure(*key), notes, line, since, first)

    def median(self, place: str, year: str, part: str) -> str:
        """Return the median of the other local governments that show this figure; an empty text of fewer than five.

        A territory is none of them: it is the sum of some.
        """
        others = self.named.keys() - self.release.territories - {place}
        values = [Decimal(str(value)) for code in others if (value := self.value(code, year, part)) is not None]
        return self.number(float(median(values))) if len(values) >= THRESHOLD else ""

    def of_all_places(self, part: str) -> Table:
        years = list(reversed(self.years))
        rows = [Row([name, *(self.cell(code, year, part) for year in years)]) for code, name in self.named.items()]
        return Table(part_name(part) if len(self.parts) > 1 else _("All places"), [_("Place"), *years], rows)

    def of_place(self, place: str) -> Table:
        years = [year for year in reversed(self.years) if any((place, year, part) in self.cells for part in self.parts)]
        shown = {part for part in self.parts if any(self.value(place, year, part) is not None for year in years)}
        parts = [part for part in self.parts if part in shown or part == self.parts[0]]
        rows = [Row([year, *(self.cell(place, year, part) for part in parts)]) for year in years]
        left_out = listed(part_name(part) for part in self.parts if part not in parts)
        return Table(self.named[place], [_("Year"), *map(part_name, parts)], rows, left_out)

    def called(self, *key: str) -> str:
        """Return the name of a cell: its place, its year, and its part if it is no total."""
        facts = [self.release.place_name(key[0]), key[1], *([part_name(key[2])] if key[2] != TOTAL else [])]
        return pgettext("between two facts", ", ").join(facts)


def told(release: Release, place: str = "") -> Told:
    """Return the sources, with their dates, and the notes of the figures of `place`, else of all places."""
    sheet, notes = Sheet(release), []
    found = defaultdict[str, dict[str, dict[str, list[str]]]](lambda: defaultdict(dict))
    for key, cell in sorted(sheet.cells.items()):
        if place in ("", key[0]):
            if source := cell.get("source"):
                years = found[source][cell.get("source_date", "")].setdefault(sheet.named[key[0]], [])
                years += [] if key[1] in years else [key[1]]
            if note := cell.get("note"):
                notes.append((sheet.called(*key), note))
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source, by_day in found.items():
        for day, named in sorted(by_day.items(), reverse=True):
            places = " · ".join(f"{name} ({listed(years)})" for name, years in named.items())
            sources[source].append((day and dates.day(date.fromisoformat(day)), places))
    return Told(dict(sources), notes)


def number(value: float, measure: str = Measure.COUNT) -> str:
    """Return `value` as the reader's language writes it, with its decimals."""
    exact, locale = Decimal(str(value)), get_language() or "en"
    if measure == Measure.PERCENT:
        return str(format_percent(exact / 100, locale=locale, decimal_quantization=False))
    return str(_format_decimal(str(exact), locale=locale, decimal_quantization=False))


@dataclass(frozen=True)
class Changes:
    """What tells a release from an earlier one: how many figures are new, and which differ, in words."""

    new: int
    differing: list[str]
    has_new_words: bool


def changes(before: Release, after: Release) -> Changes:
    old, new, differing = Sheet(before), Sheet(after), []
    alike = before.measure == after.measure
    for key in sorted(key for key, cell in old.cells.items() if not alike or cell != new.cells.get(key)):
        now = {"cell": old.called(*key), "was": str(old.cell(*key)), "now": str(new.cell(*key))}
        if now["was"] != now["now"]:
            differing.append(_("%(cell)s: %(now)s instead of %(was)s") % now)
    return Changes(len(new.cells.keys() - old.cells.keys()), differing, before.wording != after.wording)


def by_name(releases: Iterable[Release]) -> list[Sheet]:
    return [Sheet(release) for release in sorted(releases, key=lambda release: sort_key(release.spoken["name"]))]


def by_subject(releases: Iterable[Release]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what the index says of `releases`, by subject; first in each what most places count, then by name."""
    subjects: dict[str, list[dict[str, Any]]] = {
        _("How widespread violence is"): [],
        _("People received or recorded"): [],
        _("Services and staff"): [],
    }
    common, persons, services = subjects.values()
    for sheet in sorted(by_name(releases), key=lambda sheet: -len(sheet.named)):
        is_share = sheet.release.measure != Measure.COUNT
        found = common if is_share else persons if sheet.release.indicator.counts_persons else services
        found.append(summary(sheet))
    return [(title, found) for title, found in subjects.items() if found]


def summary(sheet: Sheet) -> dict[str, Any]:
    """Return what the index says of an indicator: its least and its largest newest figure, of how many places, when."""
    part = sheet.parts[0]
    years = {code: year for code in sheet.named if (year := sheet.newest_year(code, part))}
    values = sorted(sheet.value(code, year, part) or 0 for code, year in years.items())
    ends = [sheet.number(value) for value in dict.fromkeys([*values[:1], *values[-1:]])]
    return {"release": sheet.release, "ends": ends, "places": len(values), "year": max(years.values(), default="")}


def figures_section(government: Any) -> dict[str, Any] | None:
    """Return the newest figures of `government` in large, six at most, and the other indicators that show some of it.

    None without any.
    """
    latest = Release.objects.latest().filter(places__has_key=government.code).select_related("indicator")
    headlines: list[tuple[Release, Headline]] = []
    others: list[Release] = []
    for sheet in by_name(latest.defer("sums", "withheld")):
        year = sheet.newest_year(government.code, sheet.parts[0])
        if year and len(headlines) < MOST_ON_PROFILE:
            headlines.append((sheet.release, sheet.headline(government.code, year, sheet.parts[0])))
        elif year:
            others.append(sheet.release)
    return {"headlines": headlines, "others": others} if headlines or others else None
