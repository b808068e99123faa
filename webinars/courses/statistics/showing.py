"""The counts of a course as its editors see them."""

from dataclasses import dataclass

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from coalition.figures.disclosure import THRESHOLD, CannotProtect, Sum, Table, protect
from coalition.pages.charts import BarChart, bar_chart
from coalition.pages.numbers import number_text
from webinars.courses.lessons.catalogue import CourseIn

from .counts import FINISHED, NOT_BEGUN, ON_THE_WAY, STARTED, Place


@dataclass(frozen=True)
class Row:
    """One line of the table: where learners are, and how many; None where that is not shown."""

    label: str
    number: int | None

    @property
    def figure(self) -> str:
        """The number as it is read."""
        return told(self.number)


def told(number: int | None) -> str:
    """Return `number` as it is shown: in steps of five, or that it is hidden."""
    if number is None:
        return pgettext("count", "hidden")
    return _("%(number)s or more") % {"number": number_text(number)} if number else number_text(0)


def safe(places: dict[Place, int], lessons: list[str]) -> dict[Place, int | None]:
    """Return what may be shown of `places`, for every lesson of the short names `lessons`.

    Counts under 5 are hidden, and others where the sum would give one away. What is shown is rounded down to a
    multiple of 5: whoever looks today and tomorrow does not see that one person came, finished or left.
    """
    keys: list[Place] = [(FINISHED,), (ON_THE_WAY,), (NOT_BEGUN,), *((NOT_BEGUN, key) for key in lessons)]
    keys += [place for place in places if place not in keys]  # after lessons that are no more
    started: Place = (STARTED,)
    counts = {key: places.get(key, 0) for key in keys} | {started: sum(places.values())}
    table = Table(counts, (Sum(started, tuple(keys)),), frozenset({started}))
    try:
        hidden = protect(table)
    except CannotProtect:
        hidden = frozenset(counts)
    return {key: None if key in hidden else counts[key] // THRESHOLD * THRESHOLD for key in [started, *keys]}


def rows_of(found: CourseIn, places: dict[Place, int]) -> list[Row]:
    """Return the table of a course: who started, finished, is on the way, and after which lesson others stopped."""
    shown = safe(places, [one.lesson.key for one in found.lessons])
    names = {
        (STARTED,): _("Started"),
        (FINISHED,): _("Finished"),
        (ON_THE_WAY,): _("In progress"),
        (NOT_BEGUN,): _("Stopped before the first lesson was done"),
    }
    titles = {(NOT_BEGUN, one.lesson.key): f"{one.number}. {one.title}" for one in found.lessons}
    stopped = {key: _("Stopped after lesson %(title)s") % {"title": title} for key, title in titles.items()}
    labels: dict[Place, str] = names | stopped  # type: ignore[operator]
    return [Row(labels.get(key, key[-1]), number) for key, number in shown.items()]


def chart_of(rows: list[Row]) -> BarChart:
    """Return the rows as bars; one that is hidden has none."""
    bars = [(row.label, row.number or 0, row.figure) for row in rows]
    return bar_chart(bars, rtl=get_language_bidi())
