"""A release as its page shows it: charts, and tables that say the same and more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from coalition.languages.names import listed, sort_key
from coalition.pages.charts import BarChart, LineChart, bar_chart, line_chart

from .measures import TOTAL, Measure, part_name, parts_of
from .models import Figure, Release, newest_years, value_of

MOST_CHARTS = 6  # small multiples; every place is in the table
BREAK = Figure.Quality.BREAK

type Key = tuple[str, str, str]
type Cells = dict[Key, dict[str, Any]]


@dataclass(frozen=True)
class Row:
    cells: list[str]
    place: str


@dataclass(frozen=True)
class Part:
    """One part of the page: a chart, or several small ones of one scale, and a table. `notes` say how to read them."""

    key: str
    title: str
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    bars: BarChart | None = None
    over_time: list[tuple[str, LineChart]] = field(default_factory=list)
    divided: list[tuple[str, BarChart]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Sheet:
    """What is drawn: the cells, the places by name, the years, and in what values are told."""

    cells: Cells
    named: dict[str, str]
    measure: str

    @cached_property
    def places(self) -> list[str]:
        return sorted(self.named, key=lambda code: sort_key(self.named[code]))

    @cached_property
    def years(self) -> list[str]:
        return sorted({key[1] for key in self.cells})

    def newest(self, *, total: bool) -> tuple[str, dict[str, tuple[str, str]]]:
        """Return the one newest year of all places, else ""; and of each its newest year and its name, then with it."""
        years = newest_years(self.cells, total=total)
        only = next(iter(years.values())) if len(set(years.values())) == 1 else ""
        told = {place: (years.get(place, ""), self.named[place]) for place in self.places}
        if not only:
            told |= {place: (year, f"{self.named[place]} ({year})") for place, year in years.items()}
        return only, told

    def value(self, *key: str) -> float | None:
        """Return the value of a cell that is shown, else None."""
        return value_of(self.cells.get((key[0], key[1], key[2])))

    def written(self, *key: str) -> str:
        return written(self.cells.get((key[0], key[1], key[2])), self.measure)

    def row(self, place: str, keys: Iterable[tuple[str, str]], name: str = "") -> Row:
        """Return the line of a place: its name, then the cell of each year and part."""
        return Row([name or self.named[place], *(self.written(place, year, part) for year, part in keys)], place)


@dataclass(frozen=True)
class Told:
    """Who counted, and what is to be known of single figures: each with the cells that it is about, in words."""

    sources: list[tuple[str, str]]
    notes: list[tuple[str, str]]


def cells_of(release: Release) -> Cells:
    return {(cell["key"][0], cell["key"][1], cell["key"][2]): cell for cell in release.cells}


def parts(release: Release, breakdown: str) -> list[Part]:
    cells = cells_of(release)
    if not cells:
        return []
    sheet = _Sheet(cells, {key[0]: release.place_name(key[0]) for key in cells}, release.measure)
    found = []
    if any(key[2] == TOTAL for key in cells):  # the shares of a breakdown have no total
        found += [_latest(sheet), _over_time(sheet)]
    if parts_of(breakdown):
        found += [_divided(sheet, list(parts_of(breakdown)))]
    return [part for part in found if part.rows]


def told(release: Release) -> Told:
    sources: dict[str, dict[str, list[str]]] = {}
    notes = []
    for (place, year, part), cell in sorted(cells_of(release).items()):
        name = release.place_name(place)
        if source := cell.get("source"):
            years = sources.setdefault(source, {}).setdefault(name, [])
            years += [] if year in years else [year]
        if note := cell.get("note"):
            where = [name, year, *([part_name(part)] if part != TOTAL else [])]
            notes.append((listed(where), note))
    places = {
        source: " · ".join(f"{name} ({listed(years)})" for name, years in named.items())
        for source, named in sources.items()
    }
    return Told(list(places.items()), notes)


def has_hidden(release: Release) -> bool:
    return any(value_of(cell) is None for cell in release.cells)


def written(cell: dict[str, Any] | None, measure: str) -> str:
    """Return a cell in words: its figure and what is to be known of it, or that it is not shown or was not given."""
    value = value_of(cell)
    if cell is None:
        return "–"
    if value is None:
        return pgettext("a figure", "not shown")
    figure = number(value, measure)
    if cell.get("base") is not None:
        figure = pgettext("a share", "%(figure)s of %(base)s") % {"figure": figure, "base": number(cell["base"])}
    return f"{figure} ({Figure.Quality(cell['quality']).label})" if cell["quality"] else figure


def newest(release: Release, place: str) -> tuple[str, str]:
    """Return the newest total of `place` that is shown, in words, and its year; two empty texts without one."""
    totals = {key[1]: cell for key, cell in cells_of(release).items() if (key[0], key[2]) == (place, TOTAL)}
    year = max((year for year, cell in totals.items() if value_of(cell) is not None), default="")
    return (written(totals[year], release.measure), year) if year else ("", "")


def number(value: float, measure: str = Measure.COUNT) -> str:
    """Return `value` as the reader's language writes it, with its decimals."""
    exact, locale = Decimal(str(value)), get_language() or "en"
    if measure == Measure.PERCENT:
        return str(format_percent(exact / 100, locale=locale, decimal_quantization=False))
    return str(format_decimal(exact, locale=locale, decimal_quantization=False))


def _latest(sheet: _Sheet) -> Part:
    (only, newest), rtl = sheet.newest(total=True), get_language_bidi()
    title = _("By place, %(year)s") % {"year": only} if only else _("By place, newest figures")
    if len(sheet.places) < 2:
        return Part("places", title)
    values = [(name, sheet.value(place, year, TOTAL)) for place, (year, name) in newest.items()]
    bars = [(name, value, number(value, sheet.measure)) for name, value in values if value is not None]
    bars.sort(key=lambda bar: -bar[1])
    rows = [sheet.row(place, [(year, TOTAL)], name) for place, (year, name) in newest.items()]
    columns = [_("Place"), only or _("Newest figure")]
    return Part("places", title, columns, rows, bars=bar_chart(bars, rtl=rtl) if len(bars) > 1 else None)


def _over_time(sheet: _Sheet) -> Part:
    years, rtl = sheet.years, get_language_bidi()
    every = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]  # a year without figures breaks the line
    lines: dict[str, list[tuple[str, float | None]]] = {}
    for place in sheet.places:
        values = [(year, sheet.value(place, year, TOTAL)) for year in every]
        if sum(value is not None for _year, value in values) > 1 and len(lines) < MOST_CHARTS:
            lines[place] = values
    most = max((value for line in lines.values() for _year, value in line if value is not None), default=0)
    top = number(most, sheet.measure)
    charts: list[tuple[str, LineChart]] = []
    for place, values in lines.items():
        broken = [year for year in every if sheet.cells.get((place, year, TOTAL), {}).get("quality") == BREAK]
        chart = line_chart(values, top_figure=top, most=most, breaks=broken, rtl=rtl)
        charts.append((sheet.named[place], chart))
    rows = [sheet.row(place, [(year, TOTAL) for year in years]) for place in sheet.places]
    notes = _how_to_read([chart for _name, chart in charts])
    return Part("years", _("Over the years"), [_("Place"), *years], rows, over_time=charts, notes=notes)


def _how_to_read(charts: list[LineChart]) -> list[str]:
    """Return what is to be known of lines: of their scale, of a gap in one and of a cut."""
    notes = [_("All these charts have the same scale.")] if len(charts) > 1 else []
    if any(not point.known for chart in charts for point in chart.points):
        notes.append(_("A gap in a line is a figure that is not shown or was not given."))
    if any(chart.marks for chart in charts):
        notes.append(_("A dotted line down the chart marks a break: what follows was counted differently."))
    return notes


def _divided(sheet: _Sheet, codes: list[str]) -> Part:
    only, newest = sheet.newest(total=False)
    bars: dict[str, list[tuple[str, float, str]]] = {}
    for place, (year, _name) in newest.items():
        values = [(part_name(code), sheet.value(place, year, code)) for code in codes]
        known = [(name, value, number(value, sheet.measure)) for name, value in values if value is not None]
        if known and len(bars) < MOST_CHARTS:
            bars[place] = known
    most, rtl = max((bar[1] for known in bars.values() for bar in known), default=0), get_language_bidi()
    charts = [(newest[place][1], bar_chart(known, rtl=rtl, most=most)) for place, known in bars.items()]
    rows = [sheet.row(place, [(year, code) for code in codes], name) for place, (year, name) in newest.items()]
    notes = [_("All these charts have the same scale.")] if len(charts) > 1 else []
    title = _("By part, %(year)s") % {"year": only} if only else _("By part, newest figures")
    return Part("parts", title, [_("Place"), *map(part_name, codes)], rows, divided=charts, notes=notes)


def figures_section(government: Any) -> dict[str, Any] | None:
    """Return the latest releases that hold figures of `government`, by name, with its newest one; None without any."""
    latest = Release.objects.latest().filter(places__has_key=government.code).select_related("indicator")
    releases = sorted(latest.defer("places", "sums", "withheld"), key=lambda release: sort_key(release.spoken["name"]))
    return {"releases": [(release, *newest(release, government.code)) for release in releases]} if releases else None
