"""Import of speakers and sessions from a sheet: a plan first, which writes nothing; then the plan, whole or not at all.

A row is recognised by its `code` within the programme, so the same file twice changes nothing. A column that is absent
is left alone; an empty cell empties its fact. Nothing of it is seen by readers before the next release.
"""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coalition.members.spreadsheets import Table
from coalition.pages.languages import listed

from .models import LANGUAGES, Programme, Session, SessionLanguage, SessionSpeaker, Speaker

MAX_ROWS = 1000
CODES = tuple(code for code, _name in settings.LANGUAGES)
SPEAKERS = ("code", "name", *(f"{words}_{code}" for words in ("office", "biography") for code in CODES))
SESSIONS = (
    "code", "kind", "state", "day", "begins", "minutes", "room", "track", "seats", "speakers", "spoken",
    *(f"{words}_{code}" for words in ("title", "summary") for code in CODES),
)  # fmt: skip
WORDS = {"office": "offices", "biography": "biographies", "title": "titles", "summary": "summaries"}
FORMULA = ("=", "+", "-", "@")


class BadCell(ValueError):
    """The cell is none of what its column takes; the message says so to a person."""


class ImportRefused(Exception):
    """The plan has an error or nothing to do; nothing was written."""


@dataclass
class PlannedRow:
    """One line of the file and what it would do: "create", "update", "same" or "error"."""

    line: int
    code: str
    action: str
    row: Any = None
    people: list[Speaker] | None = None
    spoken: list[str] | None = None
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


def plan(programme: Programme, text: str, *, of: str) -> Plan:
    """Return what importing `text` into `programme` would do; `of` is "speakers" or "sessions". Writes nothing."""
    known = SPEAKERS if of == "speakers" else SESSIONS
    table = Table(text, known=known)
    try:
        header, lines = table.read()
    except csv.Error as error:
        return Plan(errors=[_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}])
    if errors := _file_errors(header, lines, known):
        return Plan(errors=errors)
    sheet = _Sheet(programme, of)
    return Plan(rows=[sheet.planned(number, header, cells) for number, cells in lines])


def _file_errors(header: list[str], lines: list[Any], known: tuple[str, ...]) -> list[str]:
    errors = []
    if "code" not in header:
        errors.append(_("The header line has no column “code”."))
    if unknown := [name for name in header if name not in known]:
        errors.append(_("Unknown columns: %(columns)s.") % {"columns": listed(unknown)})
    if doubled := [name for name, times in Counter(header).items() if times > 1]:
        errors.append(_("Columns that appear twice: %(columns)s.") % {"columns": listed(doubled)})
    if len(lines) > MAX_ROWS:
        errors.append(_("More than %(count)s rows: split the file.") % {"count": MAX_ROWS})
    return errors


class _Sheet:
    """Reads the lines of one file into rows of one programme."""

    def __init__(self, programme: Programme, of: str) -> None:
        self.programme = programme
        self.model: Any = Speaker if of == "speakers" else Session
        self.known = {row.code: row for row in self.model.objects.filter(programme=programme)}
        self.speakers = {row.code: row for row in programme.speakers.all()}
        self.places = {"room": _by_name(programme.rooms.all()), "track": _by_name(programme.tracks.all())}
        self.seen: dict[str, int] = {}

    def planned(self, number: int, header: list[str], cells: list[str]) -> PlannedRow:
        """Return what line `number` would do."""
        values = dict(zip(header, map(_unquoted, cells), strict=False))
        code = values.get("code", "")
        if len(cells) != len(header):
            return PlannedRow(number, code, "error", errors=[_("Wrong number of cells.")])
        if first := self.seen.get(code):
            errors = [_("The code %(code)s is already on line %(line)s.") % {"code": code, "line": first}]
            return PlannedRow(number, code, "error", errors=errors)
        self.seen[code] = number
        row = self.known.get(code) or self.model(programme=self.programme, code=code)
        before = _facts(row)
        planned = PlannedRow(number, code, "create" if row.pk is None else "same", row)
        for column, value in values.items():
            try:
                self._put(planned, column, value)
            except BadCell as error:
                planned.errors.append(f"{column}: {error}")
        if not planned.errors:
            planned.errors = _refusals(row)
        if planned.errors:
            planned.action = "error"
        elif row.pk and (_facts(row) != before or self._relations_differ(planned)):
            planned.action = "update"
        return planned

    def _put(self, planned: PlannedRow, column: str, value: str) -> None:
        words, _line, language = column.rpartition("_")
        if words in WORDS:
            name = WORDS[words]
            said = {**getattr(planned.row, name), language: value}
            setattr(planned.row, name, {code: text for code, text in said.items() if text})
        elif column == "speakers":
            planned.people = [self._one(self.speakers, code) for code in _listed(value)]
        elif column == "spoken":
            planned.spoken = [self._one({code: code for code in LANGUAGES}, code) for code in _listed(value)]
        elif column in self.places:
            setattr(planned.row, column, self._one(self.places[column], value.casefold()) if value else None)
        elif column in READERS:
            attribute, read = READERS[column]
            setattr(planned.row, attribute, _read(read, value))
        elif column != "code":
            setattr(planned.row, column, value)

    def _one(self, known: dict[str, Any], key: str) -> Any:
        if key not in known:
            raise BadCell(_("“%(value)s” is not in this programme.") % {"value": key})
        return known[key]

    def _relations_differ(self, planned: PlannedRow) -> bool:
        if not isinstance(planned.row, Session):
            return False
        people = [row.speaker_id for row in planned.row.session_speakers.all()]
        spoken = sorted(planned.row.languages.filter(way="floor").values_list("language", flat=True))
        return (planned.people is not None and [person.pk for person in planned.people] != people) or (
            planned.spoken is not None and sorted(planned.spoken) != spoken
        )


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "day": ("day", date.fromisoformat),
    "begins": ("begins", time.fromisoformat),
    "minutes": ("minutes", int),
    "seats": ("capacity", lambda value: int(value) if value else None),
    "kind": ("kind", lambda value: Session.Kind(value or Session.Kind.TALK)),
    "state": ("state", lambda value: Session.State(value or Session.State.SCHEDULED)),
}


def _read(read: Callable[[str], Any], value: str) -> Any:
    try:
        return read(value)
    except ValueError:
        raise BadCell(_("“%(value)s” cannot be read here.") % {"value": value}) from None


def _by_name(rows: Any) -> dict[str, Any]:
    return {name.casefold(): row for row in rows for name in row.names.values()}


def _listed(value: str) -> list[str]:
    return [part for part in value.replace(";", ",").replace(",", " ").split() if part]


def _unquoted(text: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe that keeps it from being a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _facts(row: Any) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def _refusals(row: Any) -> list[str]:
    try:
        row.full_clean()
    except ValidationError as error:
        return [message for messages in error.message_dict.values() for message in messages]
    return []


@transaction.atomic
def apply(*, plan: Plan) -> dict[str, int]:
    """Write every created and updated row; return the counts. Raises ImportRefused."""
    if not plan.can_apply:
        raise ImportRefused
    for planned in plan.rows:
        if planned.action == "same":
            continue
        planned.row.save()
        if planned.people is not None:
            planned.row.session_speakers.all().delete()
            for person in planned.people:
                SessionSpeaker.objects.create(session=planned.row, speaker=person)
        if planned.spoken is not None:
            planned.row.languages.filter(way="floor").exclude(language__in=planned.spoken).delete()
            for language in planned.spoken:
                SessionLanguage.objects.get_or_create(session=planned.row, language=language, way="floor")
    return plan.counts
