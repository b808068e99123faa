"""Import of speakers and sessions from a table. Nothing of it is seen by readers before the next release."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from coalition.members.importing import plans
from coalition.members.importing.plans import BadCell, Change, Choices, Plan, PlannedRow, Sheet, none_of
from coalition.pages.fields import entries
from coalition.pages.languages import language_codes
from events.languages import language_name

from .details import SessionLanguage, SessionSpeaker
from .models import LANGUAGES, Programme, Session, Speaker

WORDS = {"office": "offices", "biography": "biographies", "title": "titles", "summary": "summaries"}


class SpeakerSheet(Sheet):
    """Lines of the speakers of one programme."""

    model: Any = Speaker
    own: tuple[str, ...] = ("code", "name")
    words: tuple[str, ...] = ("office", "biography")

    def __init__(self, programme: Programme) -> None:
        super().__init__()
        self.programme = programme
        self.columns = (*self.own, *(f"{name}_{code}" for name in self.words for code in language_codes()))

    def look_up(self, rows: list[dict[str, str]]) -> None:
        self.known = {row.code: row for row in self.model.objects.filter(programme=self.programme)}

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        code = self.code(values)
        row = self.known.get(code) or self.model(programme=self.programme, code=code)
        before = _facts(row)
        errors = []
        for column, text in values.items():
            try:
                self.put(row, column, text)
            except BadCell as error:
                errors.append(f"{column}: {error}")
        errors = errors or self.refusals(row)
        name = str(row)
        if errors:
            return PlannedRow(line, code, "error", row, name, errors=errors)
        if row.pk is None:
            return PlannedRow(line, code, "create", row, name)
        after = _facts(row)
        changes = [Change(one, _told(before[one]), _told(after[one])) for one in after if before[one] != after[one]]
        is_same = not changes and not self.lists_differ(row)
        return PlannedRow(line, code, "same" if is_same else "update", row, name, changes)

    def put(self, row: Any, column: str, text: str) -> None:
        """Put the cell `text` into its fact of `row`. Raises BadCell."""
        words, _line, language = column.rpartition("_")
        if words in WORDS:
            texts = {**getattr(row, WORDS[words]), language: text}
            setattr(row, WORDS[words], {code: words for code, words in texts.items() if words})
        elif column != "code":
            setattr(row, column, text)

    def lists_differ(self, row: Any) -> bool:
        """Say whether a list of `row` would change that stands in another table."""
        return False


@dataclass
class PlannedSession(PlannedRow):
    """One session, with its "speakers" (rows) and languages "spoken" (codes) where the file has these columns."""

    lists: dict[str, list[Any]] = field(default_factory=dict)


class SessionSheet(SpeakerSheet):
    """Lines of the sessions of one programme."""

    model: Any = Session
    own = ("code", "kind", "state", "day", "begins", "minutes", "room", "track", "seats", "speakers", "spoken")
    words = ("title", "summary")

    def __init__(self, programme: Programme) -> None:
        super().__init__(programme)
        self.speakers = {row.code: row for row in programme.speakers.all()}
        self.places = {"room": _by_name(programme.rooms.all()), "track": _by_name(programme.tracks.all())}
        self.lists: dict[str, list[Any]] = {}  # of the line that is being read
        self.options = {
            "kind": lambda: _labels(Session.Kind),
            "state": lambda: _labels(Session.State),
            "room": lambda: _names(self.places["room"]),
            "track": lambda: _names(self.places["track"]),
            "speakers": lambda: [(code, row.name) for code, row in self.speakers.items()],
            "spoken": lambda: [(code, language_name(code)) for code in LANGUAGES],
        }

    def planned(self, line: int, values: dict[str, str]) -> PlannedSession:
        self.lists = {}
        return PlannedSession(**vars(super().planned(line, values)), lists=self.lists)

    def put(self, row: Session, column: str, text: str) -> None:
        if column == "speakers":
            self.lists[column] = [self.speakers[code] for code in self._entries(column, text)]
        elif column == "spoken":
            self.lists[column] = self._entries(column, text)
        elif column in self.places:
            setattr(row, column, self._place(column, text) if text else None)
        elif column in ("kind", "state"):
            default = Session.Kind.TALK if column == "kind" else Session.State.SCHEDULED
            setattr(row, column, self.chosen(column, text) if text else default)
        elif column in READERS:
            attribute, read = READERS[column]
            setattr(row, attribute, read(text))
        else:
            super().put(row, column, text)

    def _entries(self, column: str, text: str) -> list[str]:
        """Return the codes of a list: names between commas or semicolons, codes also between spaces."""
        codes = {code for code, _name in self.options[column]()}
        found = []
        for entry in entries(text):
            words = entry.split()
            found += words if codes.issuperset(words) else [self.chosen(column, entry)]
        return list(dict.fromkeys(found))

    def _place(self, column: str, text: str) -> Any:
        found = self.places[column].get(text.casefold())
        if found is None:
            raise none_of(text, self.options[column]())
        return found

    def lists_differ(self, row: Session) -> bool:
        people = [one.speaker_id for one in row.session_speakers.all()]
        spoken = sorted(row.languages.filter(way="floor").values_list("language", flat=True))
        return ("speakers" in self.lists and [one.pk for one in self.lists["speakers"]] != people) or (
            "spoken" in self.lists and sorted(self.lists["spoken"]) != spoken
        )


SHEETS = {"speakers": SpeakerSheet, "sessions": SessionSheet}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(_("write the date like this: 2027-03-10.")) from None


def _hour(text: str) -> time:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo:  # the clock is that of the place
        raise BadCell(_("write the time like this: 09:30."))
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadCell(_("write a whole number, in digits."))
    return int(text)


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "day": ("day", _day),
    "begins": ("begins", _hour),
    "minutes": ("minutes", _number),
    "seats": ("capacity", lambda text: _number(text) if text else None),
}


def _labels(choices: Any) -> Choices:
    return [(value, str(label)) for value, label in choices.choices]


def _by_name(rows: Any) -> dict[str, Any]:
    return {name.casefold(): row for row in rows for name in row.names.values()}


def _names(places: dict[str, Any]) -> Choices:
    return [(name, "") for name in dict.fromkeys(str(row) for row in places.values())]


def _told(value: Any) -> str:
    return "" if value is None else str(value)


def _facts(row: Any) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def sheet(programme: Programme, *, of: str) -> SpeakerSheet:
    """Return what reads a file of `programme`; `of` is "speakers" or "sessions"."""
    return SHEETS[of](programme)


def plan(programme: Programme, text: str, *, of: str) -> Plan:
    """Return what importing `text` into `programme` would do; `of` is "speakers" or "sessions". Writes nothing."""
    return sheet(programme, of=of).plan(text)


def apply(*, plan: Plan) -> dict[str, int]:
    """Write every created and updated row; return the counts. Raises ImportRefused."""
    return plans.apply(plan, write=_write)


def _write(planned: PlannedRow) -> None:
    planned.row.save()
    if isinstance(planned, PlannedSession):
        _write_lists(planned.row, planned.lists)


def _write_lists(session: Session, lists: dict[str, list[Any]]) -> None:
    if "speakers" in lists:
        session.session_speakers.all().delete()
        for person in lists["speakers"]:
            SessionSpeaker.objects.create(session=session, speaker=person)
    if "spoken" in lists:
        session.languages.filter(way="floor").exclude(language__in=lists["spoken"]).delete()
        for language in lists["spoken"]:
            SessionLanguage.objects.get_or_create(session=session, language=language, way="floor")
