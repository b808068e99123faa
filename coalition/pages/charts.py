"""Charts that the server draws as SVG, in percent of their width: their words keep their size on every screen.

A chart stands beside its table, which says the same; so the drawing itself is hidden from a screen reader.
`components/bars.html`, `components/columns.html` and `components/lines.html` draw them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

BAR_STEP = 48  # pixels from one bar to the next: a line of words, and the bar below it
PLOT_HEIGHT, PLOT_TOP = 200, 24  # pixels of the columns, and of the room for words above them
MOST_LABELS = 3  # what a telephone has room for, the first one at the edge


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its figure as written for the reader, and where it lies."""

    label: str
    figure: str
    x: str
    width: str
    y: int
    text_y: int


@dataclass(frozen=True)
class BarChart:
    bars: tuple[Bar, ...]
    height: int
    start: str
    end: str
    rtl: bool


@dataclass(frozen=True)
class Column:
    """One column; `label` is empty where its words would touch the next ones."""

    label: str
    x: str
    middle: str
    width: str
    y: float
    height: float


@dataclass(frozen=True)
class ColumnChart:
    """Columns beside each other, in the direction of reading, below a line for the highest figure."""

    columns: tuple[Column, ...]
    top_figure: str
    top: int = PLOT_TOP
    base: int = PLOT_TOP + PLOT_HEIGHT
    label_y: int = PLOT_TOP + PLOT_HEIGHT + 22
    height: int = PLOT_TOP + PLOT_HEIGHT + 32
    start: str = "0%"
    rtl: bool = False


@dataclass(frozen=True)
class Point:
    """One figure of a line; `label` is empty where its words would touch the next ones."""

    label: str
    x: str
    y: float
    known: bool


@dataclass(frozen=True)
class Stretch:
    x1: str
    y1: float
    x2: str
    y2: float


@dataclass(frozen=True)
class LineChart:
    """A line through figures over time, in the direction of reading. Where a figure is not known, it is broken.

    `marks` are where the line is cut since what follows was counted differently: from the edge of the drawing.
    """

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]
    top_figure: str
    marks: tuple[str, ...] = ()
    top: int = PLOT_TOP
    base: int = PLOT_TOP + PLOT_HEIGHT
    label_y: int = PLOT_TOP + PLOT_HEIGHT + 22
    height: int = PLOT_TOP + PLOT_HEIGHT + 32
    start: str = "0%"
    rtl: bool = False


def bar_chart(rows: Sequence[tuple[str, float, str]], *, rtl: bool, most: float | None = None) -> BarChart:
    """Return the bars of `rows` (label, value, figure as written), as long as their share of `most`.

    Without `most`, of the highest value.
    """
    most = most or max((value for _label, value, _figure in rows), default=0) or 1
    bars = []
    for place, (label, value, figure) in enumerate(rows):
        width = 100 * value / most
        x = 100 - width if rtl else 0
        top = place * BAR_STEP
        bars.append(Bar(label, figure, _percent(x), _percent(width), top + 24, top + 17))
    start, end = ("100%", "0%") if rtl else ("0%", "100%")
    return BarChart(tuple(bars), len(bars) * BAR_STEP, start, end, rtl)


def column_chart(rows: Sequence[tuple[str, int]], *, top_figure: str, rtl: bool) -> ColumnChart:
    """Return the columns of `rows` (label, value); `top_figure` is the highest value as written for the reader.

    Where not every label has room, some are left out; the last one too if it would be cut off.
    """
    most = max((value for _label, value in rows), default=0) or 1
    step = 100 / max(len(rows), 1)
    columns = []
    for place, (label, value) in enumerate(rows):
        left = 100 - (place + 1) * step if rtl else place * step
        height = round(PLOT_HEIGHT * value / most, 1)
        columns.append(
            Column(
                label if _has_room(place, len(rows)) else "",
                _percent(left + step * 0.12),
                _percent(left + step / 2),
                _percent(step * 0.76),
                round(PLOT_TOP + PLOT_HEIGHT - height, 1),
                height,
            )
        )
    return ColumnChart(tuple(columns), top_figure, start="100%" if rtl else "0%", rtl=rtl)


def line_chart(
    rows: Sequence[tuple[str, float | None]],
    *,
    top_figure: str,
    rtl: bool,
    most: float | None = None,
    breaks: Collection[str] = (),
) -> LineChart:
    """Return the line through `rows` (label, value), at equal steps; a value of None breaks it.

    `top_figure` is the highest value as written for the reader, `most` that value where several charts share a scale.
    `breaks` are the labels from which on figures were counted differently: no line leads there. A zero lies on the
    base, what is not known nowhere.
    """
    most = most or max((value for _label, value in rows if value is not None), default=0) or 1
    step = 100 / max(len(rows), 1)
    points = []
    for place, (label, value) in enumerate(rows):
        middle = (place + 0.5) * step
        points.append(
            Point(
                label if _has_room(place, len(rows)) else "",
                _percent(100 - middle if rtl else middle),
                round(PLOT_TOP + PLOT_HEIGHT * (1 - (value or 0) / most), 1),
                value is not None,
            )
        )
    cuts = [place for place, (label, _value) in enumerate(rows) if place and label in breaks]
    pairs = [(a, b) for place, (a, b) in enumerate(pairwise(points), start=1) if place not in cuts]
    stretches = [Stretch(a.x, a.y, b.x, b.y) for a, b in pairs if a.known and b.known]
    marks = [_percent(100 - place * step if rtl else place * step) for place in cuts]
    start = "100%" if rtl else "0%"
    return LineChart(tuple(points), tuple(stretches), top_figure, tuple(marks), start=start, rtl=rtl)


def _has_room(place: int, number: int) -> bool:
    """Say whether the label at `place` of `number` is written: of many a few, and the last one only with room."""
    every = -(-number // MOST_LABELS)
    return place % every == 0 and (place == 0 or number - place >= every / 2)


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
