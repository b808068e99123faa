"""Figures that may leave the house: no cell is so small that it tells of somebody."""

import csv
import io
from collections.abc import Mapping

from django.utils.translation import gettext as _

from coalition.tables.cells import cell
from events.models import Event

from . import figures

SMALLEST = 5  # people in a cell that is told


def suppressed(cells: Mapping[str, int], rest: Mapping[str, int] | None = None) -> dict[str, int | None]:
    """Return `cells` with those under SMALLEST hidden (None), and with more so that no sum gives a hidden one away.

    What is hidden is at least two cells with SMALLEST people in them together: who knows the sum of all cells learns of
    no cell, and of no group, that is smaller. `rest` are the others of each cell, where these can be reckoned: of those
    with a seat, who did not come. They are as small, and hide their cell as well.
    """
    rest = rest or {}
    hidden = {name for name, count in cells.items() if count < SMALLEST or 0 < rest.get(name, 0) < SMALLEST}
    for name in sorted(cells, key=lambda name: (cells[name], name)):
        people, others = (sum(part.get(name, 0) for name in hidden) for part in (cells, rest))
        if not hidden or (len(hidden) > 1 and people >= SMALLEST and not 0 < others < SMALLEST):
            break
        hidden.add(name)
    return {name: None if name in hidden else count for name, count in cells.items()}


def sheet(event: Event) -> str:
    """Return the figures of `event` to publish, as CSV: seats, who came, languages and regions, small cells hidden."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Figure"), _("Group"), _("People")])
    for title, cells, rest in _tables(event):
        for name, count in suppressed(cells, rest).items():
            rows.writerow([title, cell(name), _("fewer than 5, or hidden") if count is None else count])
    return out.getvalue()


def _tables(event: Event) -> list[tuple[str, dict[str, int], dict[str, int]]]:
    """Return each table: its title, its cells, and the others of each cell where the tables together tell how many."""
    seats, languages, came = figures.seats(event), figures.languages(event), figures.attendance(event)
    tables: list[tuple[str, dict[str, int], dict[str, int]]] = [
        (_("Seats taken"), _column(seats, 2), {}),
        (languages.title, _column(languages, 1), {}),
    ]
    # Of members nothing: within a region, they would tell of the others there.
    if regions := figures.origins(event):
        tables.append((regions.title, _column(regions, 1), {}))
    if came:
        tables.append((came.title, _column(came, 2), _column(came, 3)))
    return tables


def _column(of: figures.Figures, number: int) -> dict[str, int]:
    return {str(row[0]): int(row[number]) for row in of.rows}
