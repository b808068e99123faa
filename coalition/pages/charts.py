"""Charts that the server draws as SVG, in percent of their width: their words keep their size on every screen.

A chart stands beside its table, which says the same; so the drawing itself is hidden from a screen reader.
`components/bars.html`, `components/lines.html` and `components/small_line.html` draw them. In each language words are
placed from left to right, and each text finds its own direction: a browser and a maker of pictures draw the same.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil

BAR_STEP, NOTE_STEP = 44, 20  # pixels from one bar to the next: a line of words, and the bar below it; and of a note
PLOT_HEIGHT, PLOT_TOP = 200, 24  # pixels of a line, and of the room for words above it
INSET = 12  # per cent of the width for the numbers beside the lines of a grid
MOST_LABELS, MOST_LABELS_WIDE = 6, 14  # what a telephone has room for, and a screen


@dataclass(frozen=True)
class Gridline:
    """A round number across the chart, where it lies, and how its words are set from there."""

    label: str
    at: float
    anchor: str


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its figure as written for the reader, what is to be known of it, and where it lies."""

    label: str
    figure: str
    note: str
    x: str
    width: str
    y: int
    text_y: int
    note_y: int


@dataclass(frozen=True)
class BarChart:
    """Bars below each other. `near` and `far` are how words at the `start` and the `end` of a line are set."""

    bars: tuple[Bar, ...]
    grid: tuple[Gridline, ...]
    base: int
    height: int
    start: str
    end: str
    near: str
    far: str


@dataclass(frozen=True)
class Point:
    """One figure of a line; words that touch others on a telephone have no `has_room`, on any screen they are empty."""

    label: str
    figure: str
    x: str
    y: float
    known: bool
    has_room: bool


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
    grid: tuple[Gridline, ...]
    start: str
    near: str
    marks: tuple[str, ...] = ()
    top: int = PLOT_TOP
    base: int = PLOT_TOP + PLOT_HEIGHT
    label_y: int = PLOT_TOP + PLOT_HEIGHT + 22
    height: int = PLOT_TOP + PLOT_HEIGHT + 32

    @property
    def has_gap(self) -> bool:
        return not all(point.known for point in self.points)

    @property
    def newest(self) -> Point:
        """The last point that is known."""
        return next(point for point in reversed(self.points) if point.known)


def round_numbers(most: float) -> list[float]:
    """Return numbers from 0 in equal, round steps (1, 2 or 5, 10, 20, ...), the last not below `most`."""
    raw = Decimal(str(most or 1)) / 4
    tenth = Decimal(10) ** raw.adjusted()
    step = next(step for step in (tenth, 2 * tenth, 5 * tenth, 10 * tenth) if step >= raw)
    return [float(step * number) for number in range(ceil(4 * raw / step) + 1)]


def bar_chart(
    rows: Sequence[tuple[str, float | None, str]],
    *,
    rtl: bool,
    most: float | None = None,
    write: Callable[[float], str] | None = None,
    notes: Sequence[str] = (),
) -> BarChart:
    """Return the bars of `rows` (label, value, figure as written), as long as their share of `most`.

    Without `most`, of the highest value; with `write`, which writes a number, of the next round one, in a grid of them.
    `notes`, one for each row, stand small below the bars.
    """
    most = most or max((value for _label, value, _figure in rows if value is not None), default=0) or 1
    numbers = round_numbers(most) if write else []
    most = numbers[-1] if numbers else most
    bars, step = [], BAR_STEP + NOTE_STEP * any(notes)
    for place, (label, value, figure) in enumerate(rows):
        width = 100 * (value or 0) / most
        x = 100 - width if rtl else 0
        top, note = place * step, notes[place] if notes else ""
        bars.append(Bar(label, figure, note, _percent(x), _percent(width), top + 24, top + 17, top + 54))
    grid = []
    for value in numbers:
        at = 100 - 100 * value / most if rtl else 100 * value / most
        grid.append(Gridline(write(value) if write else "", at, {0: "start", 100: "end"}.get(round(at), "middle")))
    base = len(bars) * step
    start, end, near, far = ("100%", "0%", "end", "start") if rtl else ("0%", "100%", "start", "end")
    return BarChart(tuple(bars), tuple(grid), base, base + (24 if grid else 0), start, end, near, far)


def line_chart(
    rows: Sequence[tuple[str, float | None, str]],
    *,
    write: Callable[[float], str],
    rtl: bool,
    breaks: Collection[str] = (),
) -> LineChart:
    """Return the line through `rows` (label, value, figure as written), at equal steps; a value of None breaks it.

    `write` writes a number of the grid. `breaks` are the labels from which on figures were counted differently: no line
    leads there. A zero lies on the base, what is not known nowhere.
    """
    numbers = round_numbers(max((value for _label, value, _figure in rows if value is not None), default=0))
    step = (100 - INSET) / max(len(rows), 1)

    def across(percent: float) -> str:
        return _percent(100 - percent if rtl else percent)

    def down(value: float) -> float:
        return round(PLOT_TOP + PLOT_HEIGHT * (1 - value / numbers[-1]), 1)

    points = []
    for place, (label, value, figure) in enumerate(rows):
        left = len(rows) - 1 - place  # the newest one has its words always
        is_labelled = left % -(-len(rows) // MOST_LABELS_WIDE) == 0
        points.append(
            Point(
                label if is_labelled else "",
                figure if is_labelled else "",
                across(INSET + (place + 0.5) * step),
                down(value or 0),
                value is not None,
                left % -(-len(rows) // MOST_LABELS) == 0,
            )
        )
    cuts = [place for place, (label, _value, _figure) in enumerate(rows) if place and label in breaks]
    pairs = [(a, b) for place, (a, b) in enumerate(pairwise(points), start=1) if place not in cuts]
    stretches = [Stretch(a.x, a.y, b.x, b.y) for a, b in pairs if a.known and b.known]
    near = "end" if rtl else "start"
    grid = [Gridline(write(value), down(value), near) for value in numbers]
    marks = [across(INSET + place * step) for place in cuts]
    return LineChart(tuple(points), tuple(stretches), tuple(grid), across(0), near, tuple(marks))


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
