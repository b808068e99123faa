"""Interpretation as it is planned: who needs which language, where it is offered, and what is still to be booked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.languages import language_name

from .drafts import when
from .models import LanguageWish, Programme, Session, SessionLanguage


@dataclass(frozen=True)
class Cell:
    """What a session offers in one language: `ways` in words, each with whether it is certain; `gap` if nothing is."""

    ways: list[tuple[str, bool]]
    gap: bool


@dataclass(frozen=True)
class Row:
    session: Session
    when: str
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """How many asked for a language, and in how many minutes of the programme it is certain or wanted."""

    code: str
    name: str
    asked: int
    offered: int
    wanted: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.offered / self.total) if self.total else 0


class Plan:
    """The interpretation of the draft of `programme`: six queries, however many sessions there are."""

    def __init__(self, programme: Programme) -> None:
        rows = Session.objects.filter(programme=programme, state=Session.State.SCHEDULED)
        self.sessions = list(rows.exclude(kind=Session.Kind.BREAK).whole())
        wishes = LanguageWish.objects.filter(registration__event_id=programme.event_id)
        self.asked = Counter(wishes.exclude(registration__state="cancelled").values_list("language", flat=True))

    @cached_property
    def languages(self) -> list[str]:
        used = {row.language for session in self.sessions for row in session.languages.all()}
        return sorted(used | set(self.asked), key=language_name)

    @property
    def names(self) -> list[str]:
        return [language_name(code) for code in self.languages]

    @property
    def matrix(self) -> list[Row]:
        return [
            Row(session, when(session), [self._cell(session, code) for code in self.languages])
            for session in self.sessions
        ]

    def _cell(self, session: Session, code: str) -> Cell:
        ways = [(str(row.get_way_display()), row.is_offered) for row in session.languages.all() if row.language == code]
        return Cell(ways, gap=not ways and bool(self.asked[code]))

    @property
    def coverage(self) -> list[Coverage]:
        """How far each language reaches, those that most people asked for first."""
        minutes: Counter[tuple[str, bool]] = Counter()
        for session in self.sessions:
            for key in {(row.language, row.is_offered) for row in session.languages.all()}:
                minutes[key] += session.minutes
        total = sum(session.minutes for session in self.sessions)
        found = [
            Coverage(code, language_name(code), self.asked[code], minutes[code, True], minutes[code, False], total)
            for code in self.languages
        ]
        return sorted(found, key=lambda coverage: (-coverage.asked, coverage.name))

    def to_book(self) -> Iterator[list[str]]:
        """Yield lines of a sheet, its header first: languages that are wanted, then those that no session has."""
        yield [
            _("Day"), _("Begins"), _("Ends"), _("Session"), _("Room"), _("Spoken"), _("Language"), _("How"),
            _("Pair of interpreters"), _("People who asked"),
        ]  # fmt: skip
        for session in self.sessions:
            rows = list(session.languages.all())
            spoken = [row.language for row in rows if row.way == SessionLanguage.Way.FLOOR]
            about = [
                session.day.isoformat(), f"{session.begins:%H:%M}", f"{session.wall_end:%H:%M}", str(session),
                str(session.room or ""), ", ".join(map(language_name, spoken)),
            ]  # fmt: skip
            open_ones = [
                (row.language, str(row.get_way_display()), str(row.pair or "")) for row in rows if not row.is_offered
            ]
            had = {row.language for row in rows}
            open_ones += [(code, _("asked for, not planned"), "") for code in sorted(set(self.asked) - had)]
            for code, way, pair in open_ones:
                yield [*about, language_name(code), way, pair, str(self.asked[code])]
