"""Interpretation as it is planned: who needs which language, where it is offered, how long each pair works."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.languages import language_name
from events.programme.agenda.models import LanguageWish
from events.programme.details import SessionLanguage
from events.programme.models import InterpreterPair, Programme, Session
from events.programme.plan import when


@dataclass(frozen=True)
class Cell:
    """What a session offers in one language: `ways` in words, each with whether it is certain; `gap` if nothing is."""

    ways: list[tuple[str, bool]]
    gap: bool


@dataclass(frozen=True)
class Row:
    """One session of the matrix."""

    session: Session
    when: str
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """How far one language reaches: who asked for it, and in how much of the programme it is certain or wanted."""

    code: str
    name: str
    asked: int
    offered: int  # minutes
    wanted: int
    total: int

    @property
    def percent(self) -> int:
        """The share of the programme in which it is certain."""
        return round(100 * self.offered / self.total) if self.total else 0


@dataclass(frozen=True)
class Load:
    """What a pair does on a day, and what is too much of it."""

    pair: InterpreterPair
    day: date
    minutes: int
    stretch: int
    warnings: list[str] = field(default_factory=list)

    @property
    def hours(self) -> str:
        """The time at work, such as 5:15."""
        return f"{self.minutes // 60}:{self.minutes % 60:02d}"


@dataclass(frozen=True)
class ToBook:
    """One line of the list to book: a language that is wanted in a session, or that people asked for there."""

    session: Session
    language: str
    way: str
    pair: str
    asked: int


class Plan:
    """The interpretation of the draft of `programme`: six queries, however many sessions there are."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        rows = Session.objects.filter(programme=programme, state=Session.State.SCHEDULED)
        self.sessions = [session for session in rows.whole() if session.kind != Session.Kind.BREAK]
        wishes = LanguageWish.objects.filter(registration__event_id=programme.event_id)
        self.asked = Counter(wishes.exclude(registration__state="cancelled").values_list("language", flat=True))

    @cached_property
    def languages(self) -> list[str]:
        """Every language that somebody asked for, or that a session has."""
        used = {row.language for session in self.sessions for row in session.languages.all()}
        return sorted(used | set(self.asked), key=language_name)

    @property
    def names(self) -> list[str]:
        """The names of the languages."""
        return [language_name(code) for code in self.languages]

    @property
    def matrix(self) -> list[Row]:
        """Every session with its languages."""
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
        total = sum(session.minutes for session in self.sessions)
        found = []
        for code in self.languages:
            offered, wanted = (
                sum(session.minutes for session in self.sessions if _has(session, code, offered=offered))
                for offered in (True, False)
            )
            found.append(Coverage(code, language_name(code), self.asked[code], offered, wanted, total))
        return sorted(found, key=lambda coverage: (-coverage.asked, coverage.name))

    @property
    def loads(self) -> list[Load]:
        """What each pair does on each day, in order."""
        work: dict[tuple[str, int, date], list[Session]] = {}
        pairs = {}
        for session in self.sessions:
            for pair in {row.pair for row in session.languages.all() if row.pair}:
                pairs[pair.pk] = pair
                work.setdefault((pair.name, pair.pk, session.day), []).append(session)
        return [self._load(pairs[pk], day, sessions) for (_name, pk, day), sessions in sorted(work.items())]

    def _load(self, pair: InterpreterPair, day: date, sessions: list[Session]) -> Load:
        minutes = sum(session.minutes for session in sessions)
        stretch = max(_stretches(sessions, timedelta(minutes=self.programme.pair_break)))
        warnings = []
        if minutes > self.programme.pair_hours * 60:
            warnings.append(_("More than %(hours)s hours on this day.") % {"hours": self.programme.pair_hours})
        if stretch > self.programme.pair_stretch:
            words = {"minutes": stretch, "most": self.programme.pair_stretch}
            warnings.append(_("%(minutes)s minutes without a break; %(most)s is the most.") % words)
        return Load(pair, day, minutes, stretch, warnings)

    @property
    def to_book(self) -> list[ToBook]:
        """What is not certain yet: languages that are wanted, then those that people asked for and no session has."""
        found = []
        for session in self.sessions:
            rows = list(session.languages.all())
            for row in rows:
                if not row.is_offered:
                    pair = row.pair.name if row.pair else ""
                    found.append(ToBook(session, row.language, row.way, pair, self.asked[row.language]))
            had = {row.language for row in rows}
            found += [ToBook(session, code, "", "", self.asked[code]) for code in sorted(set(self.asked) - had)]
        return found

    def lines(self) -> Iterator[list[str]]:
        """Yield the list to book as lines of a sheet, its header first."""
        yield [
            _("Day"), _("Begins"), _("Ends"), _("Session"), _("Room"), _("Spoken"), _("Language"), _("How"),
            _("Pair of interpreters"), _("People who asked"),
        ]  # fmt: skip
        for line in self.to_book:
            session = line.session
            way = str(SessionLanguage.Way(line.way).label) if line.way else _("asked for, not planned")
            spoken = [row.language for row in session.languages.all() if row.way == SessionLanguage.Way.FLOOR]
            yield [
                session.day.isoformat(), f"{session.begins:%H:%M}", f"{session.wall_end:%H:%M}", str(session),
                str(session.room or ""), ", ".join(map(language_name, spoken)), language_name(line.language), way,
                line.pair, str(line.asked),
            ]  # fmt: skip


def _has(session: Session, code: str, *, offered: bool) -> bool:
    return any(row.language == code and row.is_offered == offered for row in session.languages.all())


def _stretches(sessions: Iterable[Session], pause: timedelta) -> Iterator[int]:
    """Yield how many minutes are worked from one break, of at least `pause`, to the next."""
    ordered = sorted(sessions, key=lambda session: session.wall_start)
    starts: list[datetime] = []
    last: datetime | None = None
    for session in ordered:
        if last is None or session.wall_start - last >= pause:
            starts.append(session.wall_start)
        last = max(last or session.wall_end, session.wall_end)

    def stretch_of(session: Session) -> datetime:
        return max(start for start in starts if start <= session.wall_start)

    for start, group in groupby(ordered, key=stretch_of):
        end = max(session.wall_end for session in group)
        yield int((end - start).total_seconds()) // 60
