"""Import of local governments from CSV: a plan first, which writes nothing; then the plan, whole or not at all.

A row is recognised by its `code`, so importing a file twice changes nothing the second time. Columns are those
of `/data/members.csv` and of the CMS's export. A column that is absent is left alone; an empty cell empties its fact.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.pages.languages import language_codes, listed

from . import cells
from .models import LocalGovernment
from .open_data import FACTS, cell
from .spreadsheets import DELIMITERS, Table

MAX_ROWS = 1000


@dataclass(frozen=True)
class Change:
    """One fact that a row would change, as the texts of its cells."""

    column: str
    before: str
    after: str


@dataclass
class PlannedRow:
    """One line of the file and what it would do: "create", "update", "same" or "error"."""

    line: int
    code: str
    action: str
    government: LocalGovernment | None = None
    changes: list[Change] = field(default_factory=list)
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


def allowed_columns() -> list[str]:
    """Return the columns that an import understands."""
    return [
        "code",
        "slug",
        *(f"name_{code}" for code in language_codes()),
        *FACTS,
        "official_domains",
        *cells.READ_ONLY,
    ]


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    table = Table(text, known=allowed_columns())
    try:
        header, lines = table.read()
    except csv.Error as error:
        return Plan(errors=[_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}])
    if errors := _file_errors(header, lines):
        return Plan(errors=errors, delimiter=table.delimiter)
    where = header.index("code")
    codes = {line[where].strip() for _number, line in lines if len(line) > where}
    known = {row.code: row for row in LocalGovernment.objects.filter(code__in=codes)}
    seen: dict[str, int] = {}
    rows = [_planned(number, dict(zip(header, line, strict=False)), len(line) == len(header), known, seen)
            for number, line in lines]  # fmt: skip
    return Plan(rows=rows, delimiter=table.delimiter)


def _file_errors(header: list[str], lines: list[tuple[int, list[str]]]) -> list[str]:
    errors = []
    if "code" not in header:
        errors.append(_("The header line has no column “code”."))
    if unknown := [name for name in header if name not in allowed_columns()]:
        errors.append(_("Unknown columns: %(columns)s.") % {"columns": listed(unknown)})
    if doubled := [name for name, times in Counter(header).items() if times > 1]:
        errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": listed(doubled)})
    if len(lines) > MAX_ROWS:
        errors.append(_("More than %(count)s rows: split the file.") % {"count": MAX_ROWS})
    return errors


def _planned(
    number: int, values: dict[str, str], whole: bool, known: dict[str, LocalGovernment], seen: dict[str, int]
) -> PlannedRow:
    if not whole:
        return PlannedRow(number, values.get("code", ""), "error", errors=[_("Wrong number of cells.")])
    code = values["code"].strip()
    if first := seen.get(code):
        errors = [_("The code %(code)s is already on line %(line)s.") % {"code": code, "line": first}]
        return PlannedRow(number, code, "error", errors=errors)
    seen[code] = number
    government = known.get(code) or LocalGovernment(code=code)
    before = _facts(government)
    errors = _fill(government, values)
    if errors:
        return PlannedRow(number, code, "error", errors=errors)
    after = _facts(government)
    changes = [Change(name, cell(before[name]), cell(after[name])) for name in after if before[name] != after[name]]
    if not government.pk:
        return PlannedRow(number, code, "create", government, changes)
    return PlannedRow(number, code, "update" if changes else "same", government, changes)


def _facts(government: LocalGovernment) -> dict[str, Any]:
    names = {f"name_{code}": government.names.get(code, "") for code in language_codes()}
    rest = {name: getattr(government, name) for name in ("slug", *FACTS, "official_domains", "proposed")}
    return names | rest


def _fill(government: LocalGovernment, values: dict[str, str]) -> list[str]:
    """Put the cells into `government`; return the errors, each with its column."""
    refused = {}
    for column, raw in values.items():
        try:
            cells.put(government, column, cells.unquoted(raw))
        except cells.BadCell as error:
            refused[column] = f"{column}: {error}"
    government.proposed = False  # an editor's file is the check that a proposal waits for
    try:
        government.full_clean(exclude=set(refused))
    except ValidationError as error:
        return [*refused.values(), *_told(error)]
    return list(refused.values())


def _told(error: ValidationError) -> list[str]:
    labels = {name: "" if name == "__all__" else f"{name}: " for name in error.message_dict}
    return [f"{labels[name]}{message}" for name, messages in error.message_dict.items() for message in messages]


@transaction.atomic
def apply(*, plan: Plan, user: Any) -> dict[str, int]:
    """Write every created and updated row, each with a revision and a log entry of `user`; return the counts.

    Raises ImportRefused when the plan has an error or nothing to write.
    """
    if not plan.can_apply:
        raise ImportRefused
    for row in plan.rows:
        if row.government is None or row.action == "same":
            continue
        row.government.save()
        revision = row.government.save_revision(user=user, changed=True)
        action = "wagtail.create" if row.action == "create" else "wagtail.edit"
        log(instance=row.government, action=action, user=user, revision=revision, content_changed=True)
    return plan.counts
