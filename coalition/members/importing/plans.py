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
from django.utils.translation import override

from coalition.members.open_data import unquoted
from coalition.members.spreadsheets import DELIMITERS, Table
from coalition.pages.folding import fold
from coalition.pages.languages import language_codes, listed

Choices = list[tuple[str, str]]  # codes with their names in the active language
FEW = 20  # choices that an error names one by one


class BadCell(ValueError):
    """The cell is none of what its column takes; the message says so to a person."""


def chosen(text: str, options: Callable[[], Choices]) -> str:
    """Return the code that `text` is, or whose name it is in a language of the site. Raises BadCell."""
    here = options()
    codes = {code.lower(): code for code, _name in here}
    if code := codes.get(text.lower()) or _by_name(options).get(fold(text)):
        return code
    raise none_of(text, here)


def none_of(text: str, options: Choices) -> BadCell:
    """Return the error that `text` is none of `options`, which it lists if they are few."""
    if 0 < len(options) <= FEW:
        choices = listed(f"{code} ({name})" if name else code for code, name in options)
        return BadCell(_("“%(value)s” is not one of these: %(choices)s.") % {"value": text, "choices": choices})
    return BadCell(_("“%(value)s” is neither a code nor a name on the list below.") % {"value": text})


def _by_name(options: Callable[[], Choices]) -> dict[str, str]:
    """Return the code of each name in the languages of the site, folded; a name of two codes is none."""
    found: dict[str, set[str]] = {}
    for language in language_codes():
        with override(language):
            for code, name in options():
                found.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


ACTIONS = ("create", "update", "same", "error")


@dataclass(frozen=True)
class Change:
    """One fact that a row would change, as the texts of its cells."""

    column: str
    before: str
    after: str


@dataclass
class PlannedRow:
    """One line of the file and what it would do: one of ACTIONS. `row` is the object as it would be written."""

    line: int
    code: str
    action: str
    row: Any = None
    name: str = ""
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
        return {action: found[action] for action in ACTIONS}

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the preview shows: what was looked at is what is written."""
        told = [(row.line, row.code, row.action, row.changes, row.errors) for row in self.rows]
        return sha256(repr((told, self.errors)).encode()).hexdigest()

    @property
    def can_apply(self) -> bool:
        """Say whether there is something to write and nothing wrong."""
        counts = self.counts
        return not self.errors and not counts["error"] and bool(counts["create"] + counts["update"])


class ImportRefused(Exception):
    """The plan has an error or nothing to do; nothing was written."""


class Sheet:
    """Reads the lines of one file into rows. A subclass says which columns there are and what each line would do."""

    columns: Sequence[str]
    needed: Sequence[str] = ("code",)
    options: Mapping[str, Callable[[], Choices]] = {}  # of the columns that take one of a list
    most_rows = 1000

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
        table = Table(text, known=self.columns)
        try:
            header, lines = table.read()
        except csv.Error as error:
            return Plan(errors=[_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}])
        if errors := self._file_errors(header, len(lines)):
            return Plan(errors=errors, delimiter=table.delimiter)
        rows = [(line, len(cells), dict(zip(header, map(unquoted, cells), strict=False))) for line, cells in lines]
        self.look_up([values for _line, length, values in rows if length == len(header)])
        planned = [self._planned(line, length == len(header), values) for line, length, values in rows]
        return Plan(planned, delimiter=table.delimiter)

    def _file_errors(self, header: list[str], rows: int) -> list[str]:
        errors = []
        if missing := [name for name in self.needed if name not in header]:
            errors.append(_("Columns that are missing: %(columns)s.") % {"columns": listed(missing)})
        if unknown := [name for name in header if name not in self.columns]:
            errors.append(_("Unknown columns: %(columns)s.") % {"columns": listed(unknown)})
        if doubled := [name for name, times in Counter(header).items() if times > 1]:
            errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": listed(doubled)})
        if rows > self.most_rows:
            errors.append(_("More than %(count)s rows: split the file.") % {"count": self.most_rows})
        return errors

    def _planned(self, line: int, is_whole: bool, values: dict[str, str]) -> PlannedRow:
        code = self.code(values)
        if not is_whole:
            return PlannedRow(line, code, "error", errors=[_("Wrong number of cells.")])
        first = self._lines.setdefault(code, line)
        if first != line:
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
    for row in plan.rows:
        if row.action in ("create", "update"):
            write(row)
    return plan.counts
