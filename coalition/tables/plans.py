"""An import of rows from a table: a plan first, which writes nothing; then the plan, whole or not at all.

A row is recognised by its code, so the same file twice changes nothing the second time. A column that is absent is left
alone; an empty cell empties its fact.
"""

import csv
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from coalition.languages.names import fold, language_codes, listed
from coalition.tables.spreadsheets import DELIMITERS, Table

from .spreadsheets import unquoted

Choices = list[tuple[str, str]]  # codes with their names in the active language
FEW = 20  # choices that an error names one by one
MOST_SHOWN = 30  # lines with errors, and lines that are written, of a list in which others are left out


class BadCell(ValueError):
    """The cell is none of what its column takes; the message says so to a person."""


def chosen(text: str, options: Callable[[], Choices]) -> str:
    """Return the code that `text` is, or whose name it is in a language of the site. Raises BadCell."""
    here = options()
    codes = {code.lower(): code for code, _name in here}
    if code := codes.get(text.lower()) or _by_name(options).get(fold(text)):
        return code
    if 0 < len(here) <= FEW:
        choices = listed(f"{code} ({name})" if name else code for code, name in here)
        raise BadCell(_("“%(value)s” is not one of these: %(choices)s.") % {"value": text, "choices": choices})
    raise BadCell(_("“%(value)s” is neither a code nor a name on the list below.") % {"value": text})


def _by_name(options: Callable[[], Choices]) -> dict[str, str]:
    """Return the code of each name in the languages of the site, folded; a name of two codes is none."""
    found: dict[str, set[str]] = {}
    for language in language_codes():
        with override(language):
            for code, name in options():
                found.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@dataclass(frozen=True)
class Change:
    """One fact that a row would change, as the texts of its cells."""

    column: str
    before: str
    after: str


@dataclass
class PlannedRow:
    """One line of the file and what it would do: one of `Sheet.actions`. `row` is the object as it would be written."""

    line: int
    code: str
    action: str
    row: Any = None
    name: str = ""
    changes: list[Change] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do. `errors` are those of the whole file; with `skips`, lines with errors are left out."""

    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    delimiter: str = ","
    actions: Mapping[str, Any] = field(default_factory=dict)  # in words
    skips: bool = False

    @property
    def delimiter_name(self) -> str:
        """What stands between the cells, in words."""
        return str(DELIMITERS[self.delimiter])

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each action."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in self.actions}

    @property
    def written(self) -> list[PlannedRow]:
        """Return the rows that would be created or updated."""
        return [row for row in self.rows if row.action in ("create", "update")]

    @property
    def refused(self) -> list[PlannedRow]:
        """Return the rows with errors."""
        return [row for row in self.rows if row.action == "error"]

    @property
    def shown(self) -> list[PlannedRow]:
        """Return the rows of the preview: all of them, or of a list in which lines are left out the first of each."""
        return [*self.refused[:MOST_SHOWN], *self.written[:MOST_SHOWN]] if self.skips else self.rows

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the preview shows: what was looked at is what is written."""
        told = [(row.line, row.code, row.action, row.changes, row.errors) for row in self.rows]
        return sha256(repr((told, self.errors)).encode()).hexdigest()

    @property
    def can_apply(self) -> bool:
        """Say whether there is something to write and nothing wrong."""
        return not self.errors and (self.skips or not self.refused) and bool(self.written)


class ImportRefused(Exception):
    """The plan has an error or nothing to do; nothing was written."""


class Sheet:
    """Reads the lines of one file into rows. A subclass says which columns there are and what each line would do."""

    columns: Sequence[str]
    headings: Mapping[str, Collection[str]] = {}  # how people head the columns instead
    needed: Sequence[str] = ("code",)
    options: Mapping[str, Callable[[], Choices]] = {}  # of the columns that take one of a list
    actions: Mapping[str, Any] = {
        "create": gettext_lazy("New"),
        "update": gettext_lazy("Changed"),
        "same": gettext_lazy("Unchanged"),
        "error": gettext_lazy("Error"),
    }
    most_rows = 1000
    skips = False  # whether other columns, and lines with errors, are left out

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._chosen: dict[tuple[str, str], str] = {}

    def choices(self) -> dict[str, Choices]:
        """Return the codes that each column of `options` takes, with their names in the active language."""
        return {column: options() for column, options in self.options.items()}

    def chosen(self, column: str, text: str) -> str:
        """Return the code that `text` is or names in `column`. Raises BadCell."""
        if (column, text) not in self._chosen:
            self._chosen[column, text] = chosen(text, self.options[column])
        return self._chosen[column, text]

    def column(self, heading: str) -> str:
        """Return the column that `heading` names, by its own name or another one; "" for none."""
        if heading in self.columns:
            return heading
        said = " ".join(fold(heading).split())
        return next((column for column, names in self.headings.items() if said in map(fold, names)), "")

    def look_up(self, rows: list[dict[str, str]]) -> None:
        """Read what the lines `rows` name, in as few queries as it takes, before they are planned."""

    def code(self, values: dict[str, str]) -> str:
        """Return what the row of `values` is recognised by."""
        return values.get("code", "")

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        """Return what the cells `values` would do."""
        raise NotImplementedError

    def plan(self, text: str) -> Plan:
        """Return what importing the CSV `text` would do. Writes nothing."""
        table = Table(text, is_known=lambda heading: bool(self.column(heading)))
        plan = Plan(delimiter=table.delimiter, actions=self.actions, skips=self.skips)
        try:
            header, lines = self.headed(*table.read())
        except csv.Error as error:
            plan.errors = [_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}]
            return plan
        if errors := self._file_errors(header, len(lines)):
            plan.errors = errors
            return plan
        rows = [(line, len(cells), dict(zip(header, map(unquoted, cells), strict=False))) for line, cells in lines]
        self.look_up([values for _line, length, values in rows if length == len(header)])
        plan.rows = [self._planned(line, length == len(header), values) for line, length, values in rows]
        return plan

    def headed(
        self, header: list[str], lines: list[tuple[int, list[str]]]
    ) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Return the columns that `header` names, others as they are headed, and the lines below it."""
        return [self.column(heading) or heading for heading in header], lines

    def _file_errors(self, header: list[str], rows: int) -> list[str]:
        errors = []
        if missing := [name for name in self.needed if name not in header]:
            errors.append(_("Columns that are missing: %(columns)s.") % {"columns": listed(missing)})
        unknown = [name for name in header if name not in self.columns]
        if unknown and not self.skips:
            errors.append(_("Unknown columns: %(columns)s.") % {"columns": listed(unknown)})
        if doubled := [name for name, times in Counter(header).items() if times > 1 and name not in unknown]:
            errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": listed(doubled)})
        if rows > self.most_rows:
            errors.append(_("More than %(count)s rows: split the file.") % {"count": self.most_rows})
        return errors

    def _planned(self, line: int, is_whole: bool, values: dict[str, str]) -> PlannedRow:
        code = self.code(values)
        if not is_whole:
            return PlannedRow(line, code, "error", errors=[_("Wrong number of cells.")])
        first = self._lines.setdefault(code, line)
        if first != line and code:
            errors = [_("“%(code)s” is already on line %(line)s.") % {"code": code, "line": first}]
            return PlannedRow(line, code, "error", errors=errors)
        return self.planned(line, values)

    def refusals(self, row: Any, *, without: Collection[str] = (), in_database: bool = True) -> list[str]:
        """Return what is wrong with `row`, each with its column if the field is one.

        `without` names fields that are not looked at; `in_database` asks PostgreSQL about other rows as well.
        """
        try:
            row.full_clean(exclude=set(without), validate_unique=in_database, validate_constraints=in_database)
        except ValidationError as error:
            return [
                f"{name}: {message}" if name in self.columns else message
                for name, messages in error.message_dict.items()
                for message in messages
            ]
        return []


@transaction.atomic
def apply(plan: Plan, *, write: Callable[[Any], None]) -> dict[str, int]:
    """Call `write` with every created and updated row; return the counts.

    Raises ImportRefused when the plan has an error or nothing to write.
    """
    if not plan.can_apply:
        raise ImportRefused
    for row in plan.written:
        write(row)
    return plan.counts
