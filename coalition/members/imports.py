"""Import of local governments from CSV: a plan first, which writes nothing; then the plan, whole or not at all.

A row is recognised by its `code`, so importing a file twice changes nothing the second time. Columns are those
of `/data/members.csv` and of the CMS's export. A column that is absent is left alone; an empty cell empties its fact.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .models import LocalGovernment
from .names import language_codes
from .open_data import FACTS, FORMULA, LIST_SEPARATOR, cell

LISTS = ("languages", "official_domains")
FLAGS = ("member", "pilot")
TEXTS = ("kind", "country", "section", "population_source", "website", "slug")
READ_ONLY = ("signed", "ad_referendum")  # facts of the charter: exported, never imported
YES, NO = {"1", "true", "yes"}, {"0", "false", "no", ""}
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
    return ["code", "slug", *(f"name_{code}" for code in language_codes()), *FACTS, "official_domains", *READ_ONLY]


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header, lines = list(reader.fieldnames or []), [(reader.line_num, values) for values in reader]
    except csv.Error as error:
        return Plan(errors=[_("Line %(line)s: %(error)s") % {"line": reader.reader.line_num, "error": error}])
    if errors := _file_errors(header, lines):
        return Plan(errors=errors)
    codes = {(line["code"] or "").strip() for _number, line in lines}
    known = {row.code: row for row in LocalGovernment.objects.filter(code__in=codes)}
    seen: dict[str, int] = {}
    return Plan(rows=[_planned(number, values, known, seen) for number, values in lines])


def _file_errors(header: list[str], lines: list[tuple[int, dict[str, Any]]]) -> list[str]:
    errors = []
    if "code" not in header:
        errors.append(_("The header line has no column “code”."))
    if unknown := [name for name in header if name not in allowed_columns()]:
        errors.append(_("Unknown columns: %(columns)s.") % {"columns": ", ".join(unknown)})
    if doubled := [name for name, times in Counter(header).items() if times > 1]:
        errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": ", ".join(doubled)})
    if len(lines) > MAX_ROWS:
        errors.append(_("More than %(count)s rows: split the file.") % {"count": MAX_ROWS})
    return errors


def _planned(
    number: int, values: dict[str, Any], known: dict[str, LocalGovernment], seen: dict[str, int]
) -> PlannedRow:
    if None in values or None in values.values():
        return PlannedRow(number, str(values.get("code") or ""), "error", errors=[_("Wrong number of cells.")])
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
    errors = []
    for column, raw in values.items():
        text = raw.strip()
        text = text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
        try:
            _put(government, column, text)
        except ValueError:
            errors.append(_("%(column)s: write 1 or 0.") % {"column": column})
    government.proposed = False  # an editor's file is the check that a proposal waits for
    try:
        government.full_clean()
    except ValidationError as refused:
        for name, messages in refused.message_dict.items():
            label = "" if name == "__all__" else f"{name}: "
            errors += [f"{label}{message}" for message in messages]
    return errors


def _put(government: LocalGovernment, column: str, text: str) -> None:
    """Put the cell `text` into its fact. Raises ValueError for a flag that is neither yes nor no."""
    if column in READ_ONLY or column == "code" or (column == "slug" and not text):
        return
    if column.startswith("name_"):
        names = {**government.names, column.removeprefix("name_"): text}
        government.names = {code: name for code, name in names.items() if name}
    elif column in FLAGS:
        if text.lower() not in YES | NO:
            raise ValueError(text)
        setattr(government, column, text.lower() in YES)
    elif column in LISTS:
        setattr(government, column, [entry.strip() for entry in text.split(LIST_SEPARATOR) if entry.strip()])
    else:
        setattr(government, column, text if column in TEXTS else text or None)


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
