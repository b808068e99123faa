"""Import of figures from CSV or XLSX: a plan first, which writes nothing; then the plan, whole or not at all.

Columns: indicator, place (the code of a local government), year, part, value, quality. A figure is recognised by the
first four, so the same file twice changes nothing. No figure is deleted by an import.
"""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coalition.members.models import LocalGovernment
from coalition.members.spreadsheets import DELIMITERS, Table

from .models import Figure, Indicator

COLUMNS = ["indicator", "place", "year", "part", "value", "quality"]
NEEDED = {"indicator", "place", "year", "value"}
MAX_ROWS = 5000

type CellKey = tuple[str, str, int, str]


@dataclass
class PlannedRow:
    """One line of the file and what it would do: "create", "update", "same" or "error"."""

    line: int
    name: str
    action: str
    figure: Figure | None = None
    before: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do. `errors` are those of the whole file."""

    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    delimiter: str = ","

    @property
    def delimiter_name(self) -> str:
        """What stands between the cells, in words."""
        return str(DELIMITERS[self.delimiter])

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each action."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in ("create", "update", "same", "error")}

    @property
    def can_apply(self) -> bool:
        """Say whether there is something to write and nothing wrong."""
        counts = self.counts
        return not self.errors and not counts["error"] and bool(counts["create"] + counts["update"])


class ImportRefused(Exception):
    """The plan has an error or nothing to do; nothing was written."""


@dataclass
class Known:
    """What the rows of a file may name, read in three queries."""

    indicators: Mapping[str, Indicator]
    governments: Mapping[str, LocalGovernment]
    figures: Mapping[CellKey, Figure]
    seen: dict[CellKey, int] = field(default_factory=dict)


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    table = Table(text, known=COLUMNS)
    try:
        header, lines = table.read()
    except csv.Error as error:
        return Plan(errors=[_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}])
    if errors := _file_errors(header, len(lines)):
        return Plan(errors=errors, delimiter=table.delimiter)
    cells = [
        (number, dict(zip(header, [*line, *[""] * (len(header) - len(line))], strict=False))) for number, line in lines
    ]
    known = _known([values for _number, values in cells])
    return Plan(rows=[_planned(number, values, known) for number, values in cells], delimiter=table.delimiter)


def _file_errors(header: list[str], rows: int) -> list[str]:
    errors = []
    if missing := [name for name in COLUMNS if name in NEEDED and name not in header]:
        errors.append(_("Columns that are missing: %(columns)s.") % {"columns": ", ".join(missing)})
    if unknown := [name for name in header if name not in COLUMNS]:
        errors.append(_("Unknown columns: %(columns)s.") % {"columns": ", ".join(unknown)})
    if doubled := [name for name, times in Counter(header).items() if times > 1]:
        errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": ", ".join(doubled)})
    if rows > MAX_ROWS:
        errors.append(_("More than %(count)s rows: split the file.") % {"count": MAX_ROWS})
    return errors


def _known(rows: list[dict[str, str]]) -> Known:
    slugs, codes = ({values[name].strip() for values in rows} for name in ("indicator", "place"))
    figures = Figure.objects.filter(indicator__slug__in=slugs, government__code__in=codes)
    return Known(
        indicators={row.slug: row for row in Indicator.objects.filter(slug__in=slugs)},
        governments={row.code: row for row in LocalGovernment.objects.public().filter(code__in=codes)},
        figures={
            (row.indicator.slug, row.government.code, row.year, row.part): row
            for row in figures.select_related("indicator", "government")
        },
    )


def _planned(line: int, raw: dict[str, str], known: Known) -> PlannedRow:
    values = {name: raw.get(name, "").strip() for name in COLUMNS}
    name = ", ".join(filter(None, (values["indicator"], values["place"], values["year"], values["part"])))
    indicator, government = known.indicators.get(values["indicator"]), known.governments.get(values["place"])
    errors = []
    if indicator is None:
        errors.append(_("No indicator is called “%(name)s”.") % {"name": values["indicator"]})
    if government is None:
        errors.append(_("No local government has the code “%(code)s”.") % {"code": values["place"]})
    errors += [
        _("%(column)s: write a whole number, in digits.") % {"column": column}
        for column in ("year", "value")
        if not (values[column].isascii() and values[column].isdigit() and len(values[column]) <= 15)
    ]
    if errors or indicator is None or government is None:
        return PlannedRow(line, name, "error", errors=errors)
    key = (indicator.slug, government.code, int(values["year"]), values["part"])
    if first := known.seen.get(key):
        return PlannedRow(line, name, "error", errors=[_("This figure is already on line %(line)s.") % {"line": first}])
    known.seen[key] = line
    return _compared(line, name, values, known.figures.get(key) or Figure(
        indicator=indicator, government=government, year=key[2], part=key[3]
    ))  # fmt: skip


def _compared(line: int, name: str, values: dict[str, str], figure: Figure) -> PlannedRow:
    before = (figure.value, figure.quality)
    figure.value, figure.quality = int(values["value"]), values["quality"]
    try:
        figure.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        messages = [message for messages in error.message_dict.values() for message in messages]
        return PlannedRow(line, name, "error", errors=messages)
    if figure.pk is None:
        return PlannedRow(line, name, "create", figure)
    action = "same" if before == (figure.value, figure.quality) else "update"
    return PlannedRow(line, name, action, figure, before=str(before[0]))


@transaction.atomic
def apply(*, plan: Plan) -> dict[str, int]:
    """Write every new and changed figure; return the counts. Raises ImportRefused when there is an error or nothing."""
    if not plan.can_apply:
        raise ImportRefused
    for row in plan.rows:
        if row.figure is not None and row.action in ("create", "update"):
            row.figure.save()
    return plan.counts
