"""Figures that may leave the house: no cell is so small that it tells of somebody."""

import csv
import io
from collections.abc import Mapping

from django.utils.translation import gettext as _

from events.models import Event

from . import figures

SMALLEST = 5  # people in a cell that is told


def suppressed(cells: Mapping[str, int]) -> dict[str, int | None]:
    """Return `cells` with those under SMALLEST hidden (None), and with more so that no sum gives a hidden one away.

    What is hidden is at least two cells with SMALLEST people in them together: who knows the sum of all cells learns of
    no cell, and of no group, that is smaller.
    """
    hidden = {name for name, count in cells.items() if count < SMALLEST}
    for name in sorted(cells, key=lambda name: (cells[name], name)):
        if not hidden or (len(hidden) > 1 and sum(cells[name] for name in hidden) >= SMALLEST):
            break
        hidden.add(name)
    return {name: None if name in hidden else count for name, count in cells.items()}


def sheet(event: Event) -> str:
    """Return the figures of `event` to publish, as CSV: seats taken, who came and languages, small cells hidden."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Figure"), _("Group"), _("People")])
    for title, cells in _tables(event):
        for name, count in suppressed(cells).items():
            rows.writerow([title, _plain(name), _("fewer than 5, or hidden") if count is None else count])
    return out.getvalue()


def _tables(event: Event) -> list[tuple[str, dict[str, int]]]:
    seats, languages = figures.seats(event), figures.languages(event)
    tables = [
        (_("Seats taken"), {str(row.cells[0]): int(row.cells[2]) for row in seats.rows}),
        (languages.title, {str(row.cells[0]): int(row.cells[1]) for row in languages.rows}),
    ]
    if came := figures.attendance(event):
        tables.append((came.title, {str(row.cells[0]): int(row.cells[2]) for row in came.rows}))
    return tables


def _plain(text: str) -> str:
    """Return `text` so that a spreadsheet takes it for text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
