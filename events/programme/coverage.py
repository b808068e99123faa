"""Interpretation as it is planned: who needs which language, where it is offered, and what is still to be booked."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext

from coalition.languages.names import listed
from events.languages import language_name
from events.registrations.models import Registration

from .drafts import when
from .models import Programme, Session


@dataclass(frozen=True)
class Cell:
    """What a session offers in one language: `ways` in words, each with whether it is certain; `gap` if nothing is."""

    ways: list[tuple[str, bool]]
    gap: bool

    def in_words(self) -> str:
        said = [way if certain else f"{way} ({gettext('not booked')})" for way, certain in self.ways]
        return listed(said + ([pgettext("interpretation", "missing")] if self.gap else []))


@dataclass(frozen=True)
class Row:
    session: Session
    when: str
    cells: dict[str, Cell]  # by language


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
        people = Registration.objects.active().filter(event_id=programme.event_id).exclude(languages_needed=[])
        self.asked = Counter(code for codes in people.values_list("languages_needed", flat=True) for code in codes)

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
            Row(session, when(session), {code: self._cell(session, code) for code in self.languages})
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
