"""Sessions from one sheet, a line each: rooms, tracks and speakers that are named there and not known are made.

A session is recognised by its code, or where the line has none by its day, its hour and its room.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.languages.fields import entries
from coalition.languages.names import fold, language_codes
from coalition.tables import plans
from coalition.tables.plans import BadCell, Change, Choices, Plan, PlannedRow, Sheet
from coalition.tables.spreadsheets import cell
from events.languages import SPOKEN, language_name

from .models import Programme, Room, Session, SessionLanguage, SessionSpeaker, Speaker, Track

Way = SessionLanguage.Way
WAYS = {"spoken": Way.FLOOR, "interpreted": Way.INTERPRETED}
HOUR = re.compile(r"(\d{1,2})[:.hH ]{1,2}(\d{2})?(?::00)?")


def kinds() -> Choices:
    return [(value, str(label)) for value, label in Session.Kind.choices]


def spoken_languages() -> Choices:
    return [(code, language_name(code)) for code in SPOKEN]


def day_of(text: str, first: date) -> date:
    """Return the day that `text` is: 2027-03-31, 31/03/2027, or 2 for the second day of an event. Raises BadCell."""
    if text.isdecimal() and len(text) < 3:
        return first + timedelta(days=int(text) - 1)
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BadCell(_("write a day such as 2027-03-31, or 2 for the second day of the event."))


def hour_of(text: str) -> time:
    """Return the hour that `text` is: 09:30, 9h30 or 9 h. Raises BadCell."""
    found = HOUR.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time.fromisoformat(text)
    except ValueError:
        raise BadCell(_("write an hour such as 09:30.")) from None


def number_of(text: str) -> int:
    """Return the number that `text` is. Raises BadCell."""
    if not text.isdecimal():
        raise BadCell(_("write a number."))
    return int(text)


@dataclass
class Line:
    """A session as a line says it; what is None is not said, and stays. Rooms, tracks and speakers are names."""

    session: Session
    room: str | None = None
    track: str | None = None
    speakers: list[str] | None = None
    ways: dict[str, list[str]] = field(default_factory=dict)  # by column, the codes of languages


class SessionSheet(Sheet):
    """Lines of the sessions of one programme."""

    needed = ("day", "begins")
    options = {"kind": kinds, "spoken": spoken_languages, "interpreted": spoken_languages}
    headings = {
        "day": ("Day", "Date", "Jour", "Día", "Fecha", "اليوم"),
        "begins": ("From", "Start", "Début", "De", "Inicio", "من"),
        "ends": ("To", "End", "Fin", "A", "إلى"),
        "room": ("Room", "Salle", "Sala", "القاعة"),
        "speakers": ("Speakers", "Intervenants", "Ponentes", "المتحدثون"),
    }

    def __init__(self, programme: Programme) -> None:
        super().__init__()
        self.programme = programme
        titles, summaries = ([f"{name}_{code}" for code in language_codes()] for name in ("title", "summary"))
        self.columns = [
            "code", "day", "begins", "ends", "minutes", "kind", *titles, "room", "track", "speakers", "spoken",
            "interpreted", "seats", *summaries,
        ]  # fmt: skip

    def look_up(self, rows: list[dict[str, str]]) -> None:
        self.known: dict[str, Session] = {}
        for session in Session.objects.filter(programme_id=self.programme.pk).whole():
            self.known |= {session.code: session, _place(session.day, session.begins, str(session.room or "")): session}

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        code, refused = self.code(values), {}
        session = self.known.get(code)
        if session is None and not code:
            session = self.known.get(self._place_of(values))
        before = facts(session) if session else {}
        told = Line(session or Session(programme=self.programme))
        for column, text in values.items():
            try:
                self._put(told, column, text)
            except BadCell as error:
                refused[column] = f"{column}: {error}"
        if "ends" in values and not refused and values["ends"]:
            told.session.minutes = _minutes(told.session.begins, hour_of(values["ends"]))
        if not told.session.titles:
            refused["titles"] = _("Give the title in one language at least.")
        unknown = {"room", "track"} if self.programme.pk else {"room", "track", "programme"}
        errors = [*refused.values(), *self.refusals(told.session, without={*refused, *unknown})]
        name = str(told.session)
        if errors:
            return PlannedRow(line, code, "error", told, name, errors=errors)
        after = self._as_written(told, before)
        if session is None:
            return PlannedRow(line, code, "create", told, name)
        changes = [Change(key, cell(before[key]), cell(after[key])) for key in after if before[key] != after[key]]
        return PlannedRow(line, code, "update" if changes else "same", told, name, changes)

    def _place_of(self, values: dict[str, str]) -> str:
        try:
            day = day_of(values["day"], self.programme.event.wall_start.date())
            return _place(day, hour_of(values["begins"]), values.get("room", ""))
        except BadCell:
            return ""

    def _put(self, told: Line, column: str, text: str) -> None:
        """Put the cell `text` into its fact. Raises BadCell."""
        session, (name, _sign, language) = told.session, column.partition("_")
        if column == "day":
            session.day = day_of(text, self.programme.event.wall_start.date())
        elif column in ("begins", "ends"):
            if text or column == "begins":
                hour = hour_of(text)
                session.begins = hour if column == "begins" else session.begins
        elif column == "minutes":
            session.minutes = number_of(text) if text else session.minutes
        elif column == "seats":
            session.capacity = number_of(text) if text else None
        elif column == "kind":
            session.kind = self.chosen("kind", text) if text else session.kind
        elif name in ("title", "summary") and language:
            words = "titles" if name == "title" else "summaries"
            said = {**getattr(session, words), language: text}
            setattr(session, words, {code: one for code, one in said.items() if one})
        elif column in WAYS:
            told.ways[column] = [self.chosen(column, entry) for entry in entries(text)]
        elif column == "speakers":
            told.speakers = entries(text)
        elif column in ("room", "track"):
            setattr(told, column, text)

    def _as_written(self, told: Line, before: dict[str, Any]) -> dict[str, Any]:
        """Return the facts of the session as they would be written."""
        said: dict[str, Any] = {"room": told.room, "track": told.track, "speakers": told.speakers} | told.ways
        said = {name: value for name, value in said.items() if value is not None}
        for name in ("room", "track"):
            if fold(said.get(name, "")) == fold(before.get(name, "")):  # written otherwise, and the same
                said.pop(name, None)
        return before | own_facts(told.session) | said


def _place(day: date, begins: time, room: str) -> str:
    return f"{day} {begins:%H:%M} {fold(room)}"


def _minutes(begins: time, ends: time) -> int:
    """Return how long it is from `begins` to `ends`; over midnight where that is before."""
    return ((ends.hour - begins.hour) * 60 + ends.minute - begins.minute) % (24 * 60)


def own_facts(session: Session) -> dict[str, Any]:
    """Return the columns of the sheet that the session itself holds."""
    words = {
        f"{name}_{code}": getattr(session, field_name).get(code, "")
        for name, field_name in (("title", "titles"), ("summary", "summaries"))
        for code in language_codes()
    }
    return {
        "code": session.code, "day": session.day.isoformat(), "begins": f"{session.begins:%H:%M}",
        "ends": f"{session.wall_end:%H:%M}", "minutes": str(session.minutes), "kind": session.kind,
        "seats": str(session.capacity or ""),
    } | words  # fmt: skip


def facts(session: Session) -> dict[str, Any]:
    """Return what the sheet says of a stored session."""
    languages = list(session.languages.all())
    return own_facts(session) | {
        "room": str(session.room or ""),
        "track": str(session.track or ""),
        "speakers": [str(row.speaker) for row in session.session_speakers.all()],
        **{column: [row.language for row in languages if row.way == way] for column, way in WAYS.items()},
    }


def rows(programme: Programme) -> list[list[str]]:
    """Return the sheet of `programme`, which may not be stored yet: its columns, and a line for each session."""
    columns = SessionSheet(programme).columns
    first = programme.event.wall_start.date() - timedelta(days=1)
    found = []
    for session in Session.objects.filter(programme_id=programme.pk).whole():
        number = (session.day - first).days  # as it is read for another event too
        found.append(facts(session) | ({"day": str(number)} if 0 < number < 100 else {}))
    return [[*columns], *([cell(row[column]) for column in columns] for row in found)]


@transaction.atomic
def apply(*, plan: Plan, programme: Programme) -> dict[str, int]:
    """Write the sessions of `plan` into the draft of `programme`, which readers do not see; return the counts.

    A programme that is not stored yet is stored with its first sessions. Raises ImportRefused when the plan has an
    error or nothing to write.
    """
    if programme.pk is None:
        programme.save()
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    return plans.apply(plan, write=lambda planned: _write(planned.row, programme))


def _write(told: Line, programme: Programme) -> None:
    session = told.session
    for name, kind in (("room", Room), ("track", Track)):
        if (said := getattr(told, name)) is not None:
            setattr(session, name, _named(kind, programme, said) if said else None)
    session.save()
    if told.speakers is not None:
        speakers = [_speaker(programme, name) for name in told.speakers]
        SessionSpeaker.objects.filter(session=session).exclude(speaker__in=speakers).delete()
        for speaker in speakers:
            SessionSpeaker.objects.get_or_create(session=session, speaker=speaker)
    for column, codes in told.ways.items():
        SessionLanguage.objects.filter(session=session, way=WAYS[column]).exclude(language__in=codes).delete()
        for code in codes:
            SessionLanguage.objects.get_or_create(session=session, way=WAYS[column], language=code)


def _named(kind: type[Room] | type[Track], programme: Programme, name: str) -> Any:
    """Return the room or the track that is called `name` in some language; a new one where there is none."""
    for row in kind.objects.filter(programme=programme):
        if fold(name) in map(fold, row.names.values()):
            return row
    return kind.objects.create(programme=programme, names=dict.fromkeys(language_codes(), name))


def _speaker(programme: Programme, name: str) -> Speaker:
    known = {fold(row.name): row for row in Speaker.objects.filter(programme=programme)}
    return known.get(fold(name)) or Speaker.objects.create(programme=programme, name=name)
