"""A release as its page shows it: charts, and tables that say the same and more."""

from dataclasses import dataclass, field
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from coalition.pages.charts import BarChart, LineChart, bar_chart, line_chart
from coalition.pages.folding import sort_key

from .breakdowns import TOTAL, part_name, parts_of
from .models import Figure, Release

MOST_CHARTS = 6  # small multiples; every place is in the table
BREAK = Figure.Quality.BREAK

type Cells = dict[tuple[str, str, str], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    cells: list[str]


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


def cells_of(release: Release) -> Cells:
    """Return the cells of a release by place, year and part."""
    return {(cell["key"][0], cell["key"][1], cell["key"][2]): cell for cell in release.cells}


def parts(release: Release, breakdown: str) -> list[Part]:
    """Return the parts of the page. Asks the database nothing."""
    cells = cells_of(release)
    named = {code: release.place_name(code) for code in {key[0] for key in cells}}
    places = sorted(named, key=lambda code: sort_key(named[code]))
    years = sorted({key[1] for key in cells})
    found = [_latest(cells, places, named, years), _over_time(cells, places, named, years)]
    if parts_of(breakdown):
        found += [_divided(cells, places, named, years[-1], list(parts_of(breakdown)))]
    return [part for part in found if part.rows]


def has_hidden(release: Release) -> bool:
    """Say whether a figure of the release is not shown."""
    return any(cell["count"] is None for cell in release.cells)


def written(cell: dict[str, Any] | None) -> str:
    """Return a cell in words: its figure and what is to be known of it, or that it is not shown or was not given."""
    if cell is None:
        return "–"
    if cell["count"] is None:
        return pgettext("a figure", "not shown")
    figure = number(cell["count"])
    return f"{figure} ({Figure.Quality(cell['quality']).label})" if cell["quality"] else figure


def number(count: float) -> str:
    """Return `count` as the reader's language writes it."""
    return str(format_decimal(count, locale=get_language() or "en"))


def _latest(cells: Cells, places: list[str], named: dict[str, str], years: list[str]) -> Part:
    year, rtl = years[-1], get_language_bidi()
    title = _("By place, %(year)s") % {"year": year}
    if len(places) < 2:
        return Part("places", title)
    shown = [(place, cells.get((place, year, TOTAL))) for place in places]
    bars = [
        (named[place], cell["count"], number(cell["count"]))
        for place, cell in shown
        if cell and cell["count"] is not None
    ]
    bars.sort(key=lambda bar: -bar[1])
    rows = [Row([named[place], written(cell)]) for place, cell in shown]
    return Part("places", title, [_("Place"), year], rows, bars=bar_chart(bars, rtl=rtl) if len(bars) > 1 else None)


def _over_time(cells: Cells, places: list[str], named: dict[str, str], years: list[str]) -> Part:
    every = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]  # a year without figures breaks the line
    lines: dict[str, list[tuple[str, float | None]]] = {}
    for place in places:
        counts = [(year, (cells.get((place, year, TOTAL)) or {}).get("count")) for year in every]
        if sum(count is not None for _year, count in counts) > 1 and len(lines) < MOST_CHARTS:
            lines[place] = counts
    most = max((count for line in lines.values() for _year, count in line if count is not None), default=0)
    charts: list[tuple[str, LineChart]] = []
    for place, counts in lines.items():
        broken = [year for year in every if (cells.get((place, year, TOTAL)) or {}).get("quality") == BREAK]
        chart = line_chart(counts, top_figure=number(most), most=most, breaks=broken, rtl=get_language_bidi())
        charts.append((named[place], chart))
    rows = [Row([named[place], *(written(cells.get((place, year, TOTAL))) for year in years)]) for place in places]
    columns, notes = [_("Place"), *years], _how_to_read([chart for _name, chart in charts])
    return Part("years", _("Over the years"), columns, rows, over_time=charts, notes=notes)


def _how_to_read(charts: list[LineChart]) -> list[str]:
    """Return what is to be known of lines: of their scale, of a gap in one and of a cut."""
    notes = [_("All these charts have the same scale.")] if len(charts) > 1 else []
    if any(not point.known for chart in charts for point in chart.points):
        notes.append(_("A gap in a line is a figure that is not shown or was not given."))
    if any(chart.marks for chart in charts):
        notes.append(_("A dotted line down the chart marks a break: what follows was counted differently."))
    return notes


def _divided(cells: Cells, places: list[str], named: dict[str, str], year: str, codes: list[str]) -> Part:
    rows = [Row([named[place], *(written(cells.get((place, year, code))) for code in codes)]) for place in places]
    bars: dict[str, list[tuple[str, float, str]]] = {}
    for place in places:
        counts = [(code, (cells.get((place, year, code)) or {}).get("count")) for code in codes]
        known = [(part_name(code), count, number(count)) for code, count in counts if count is not None]
        if known and len(bars) < MOST_CHARTS:
            bars[place] = known
    most = max((count for known in bars.values() for _name, count, _figure in known), default=0)
    charts = [(named[place], bar_chart(known, rtl=get_language_bidi(), most=most)) for place, known in bars.items()]
    notes = [_("All these charts have the same scale.")] if len(charts) > 1 else []
    title = _("By part, %(year)s") % {"year": year}
    return Part("parts", title, [_("Place"), *map(part_name, codes)], rows, divided=charts, notes=notes)
