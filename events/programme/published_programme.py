"""A version as readers see it: in one language, on one clock."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext as _

from coalition import dates
from coalition.caching.memory import recall
from coalition.languages.names import listed
from coalition.languages.words import in_language
from events.days import outside
from events.languages import language_name
from events.models import Event
from events.walltime import instant_of

from .models import ProgrammeVersion, Session, SessionLanguage
from .release import wall_times


@dataclass(frozen=True)
class Told:
    guid: str
    title: str
    words: str


def told(changes: list[dict[str, Any]]) -> list[Told]:
    return [Told(change["guid"], in_language(change["titles"]), _words(change)) for change in changes]


def _words(change: dict[str, Any]) -> str:
    what = change["what"]
    was: Any = change.get("was")
    now: Any = change.get("now")
    if what == "added":
        return _("New: %(when)s.") % {"when": _when(now)}
    if what == "removed":
        return _("Removed; it was %(when)s.") % {"when": _when(was)}
    if what == "cancelled":
        return _("Cancelled.")
    if what == "restored":
        return _("Takes place after all: %(when)s.") % {"when": _when(now)}
    if what == "moved":
        return _("Moved from %(was)s to %(now)s.") % {"was": _when(was), "now": _when(now)}
    if what == "room":
        return _("Room: %(now)s instead of %(was)s.") % {"was": in_language(was) or "–", "now": in_language(now) or "–"}
    if what == "renamed":
        return _("Was called “%(was)s”.") % {"was": in_language(was)}
    if what == "speakers":
        return _("Speakers: %(now)s.") % {"now": listed(now) or "–"}  # who took their name away is named no more
    if what == "languages":
        return _("Languages: %(now)s.") % {"now": listed(_languages(now)) or "–"}
    return _("Open to all.") if now is None else _("Seats: %(now)s.") % {"now": now}


def _languages(rows: list[list[str]]) -> list[str]:
    return list(dict.fromkeys(language_name(code) for code, _way in rows))


def _when(when: Any) -> str:
    start, end = wall_times(when)
    words = {"day": dates.day(start.date(), short=True), "start": dates.hour(start), "end": dates.hour(end)}
    return pgettext("a session", "%(day)s, %(start)s to %(end)s") % words


@dataclass(frozen=True)
class Person:
    key: int
    guid: str
    name: str
    office: str
    biography: str
    portrait: int | None
    sessions: list["Item"] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Spoken:
    """Languages that a session is offered in, in one way."""

    way: str
    label: str
    names: list[str]

    def __str__(self) -> str:
        return gettext("%(label)s: %(languages)s") % {"label": self.label, "languages": self.listed}

    @property
    def listed(self) -> str:
        return listed(self.names)


@dataclass(frozen=True)
class Item:
    """One session. Times are aware, on the clock that was asked for."""

    key: int
    guid: str
    code: str
    kind: str
    kind_label: str
    state: str
    title: str
    summary: str
    start: datetime
    end: datetime
    room: str
    room_key: int | None
    track: str
    track_key: int | None
    capacity: int | None
    people: list[tuple[Person, bool]]
    languages: list[tuple[str, str]]
    spoken: list[Spoken]
    documents: list[tuple[str, Any]]  # title, and key of the document; in a page its address
    sequence: int
    revised: datetime
    has_day: bool  # the event is held on that day: it is not postponed, and was not moved since

    @property
    def is_break(self) -> bool:
        return self.kind == Session.Kind.BREAK

    @property
    def is_off(self) -> bool:
        """Whether it is cancelled, alone or with its event."""
        return self.state == Session.State.CANCELLED

    @property
    def start_stamp(self) -> str:
        """When it begins, for machines: an hour alone where the day does not hold."""
        return self.start.isoformat() if self.has_day else f"{self.start:%H:%M}"

    @property
    def end_stamp(self) -> str:
        return self.end.isoformat() if self.has_day else f"{self.end:%H:%M}"

    @property
    def start_hour(self) -> str:
        return dates.hour(self.start)

    @property
    def end_hour(self) -> str:
        return dates.hour(self.end)

    @property
    def hours(self) -> str:
        return dates.hours(self.start, self.end)

    @property
    def anchor(self) -> str:
        return f"session-{self.key}"


@dataclass(frozen=True)
class Day:
    """The sessions of one day, on the clock that was asked for. It has a `number` where its date does not hold."""

    date: date
    items: list[Item]
    number: int = 0

    @property
    def title(self) -> str:
        return self._numbered or dates.day(self.date)

    @property
    def short_title(self) -> str:
        return self._numbered or dates.day(self.date, short=True)

    @property
    def _numbered(self) -> str:
        return gettext("Day %(number)s") % {"number": self.number} if self.number else ""


def last_version(event_id: int) -> ProgrammeVersion | None:
    """Return what readers of this event see now; None before anything was released. One query."""
    return ProgrammeVersion.objects.filter(programme__event_id=event_id).first()


class Reading:
    """What `version` says of `event`, in the active language, on a clock of `zone` (default: the event's)."""

    def __init__(self, version: ProgrammeVersion, event: Event, zone: str = "") -> None:
        self.version = version
        self.event = event
        self.zone = zone or event.zone
        self._content = version.content

    @property
    def zone_name(self) -> str:
        return dates.zone_name(self.zone)

    @property
    def own_zone_name(self) -> str:
        return dates.zone_name(self.event.zone)

    @cached_property
    def people(self) -> list[Person]:
        speaking = {key for item in self.items for person, _moderates in item.people for key in [person.key]}
        return sorted((who for who in self._people.values() if who.key in speaking), key=lambda who: who.name)

    @cached_property
    def tracks(self) -> list[tuple[int, str]]:
        return [(row["key"], in_language(row["names"])) for row in self._content["tracks"]]

    @cached_property
    def rooms(self) -> list[tuple[int, str]]:
        return [(row["key"], in_language(row["names"])) for row in self._content["rooms"]]

    @property
    def room_guids(self) -> list[tuple[str, str]]:
        """The name of each room and its identifier, for other programs."""
        return [(in_language(row["names"]), row["guid"]) for row in self._content["rooms"]]

    @cached_property
    def languages(self) -> list[str]:
        return sorted({code for item in self.items for code, _way in item.languages}, key=language_name)

    @property
    def certain(self) -> list[tuple[str, str]]:
        """Every language that a session which takes place is offered in, each with its way."""
        held = [item for item in self.items if not item.is_off] if self.is_dated else []
        return sorted({pair for item in held for pair in item.languages})

    @cached_property
    def changes(self) -> list[Told]:
        return told(self.version.changes)

    @cached_property
    def items(self) -> list[Item]:
        made = [self._item(row) for row in self._content["sessions"]]
        order = {key: number for number, (key, _name) in enumerate(self.rooms)}
        made.sort(key=lambda item: (item.start, order.get(item.room_key or 0, len(order)), item.key))
        for item in made:
            for person, _moderates in item.people:
                person.sessions.append(item)
        return made

    @property
    def is_dated(self) -> bool:
        """Whether the event is held on all days of this version: it is not postponed, and was not moved since."""
        return all(item.has_day for item in self.items if not item.is_off)

    @property
    def is_held(self) -> bool:
        """Whether something of it takes place, on days that hold."""
        return self.is_dated and any(not item.is_off for item in self.items)

    def days(self, items: list[Item]) -> list[Day]:
        """Return `items` by day; where the days do not hold they are numbered as in the whole version."""
        if self.is_dated:
            return by_day(items)
        numbers = {day.date: number for number, day in enumerate(by_day(self.items), start=1)}
        return [replace(day, number=numbers[day.date]) for day in by_day(items)]

    @cached_property
    def _people(self) -> dict[int, Person]:
        return {
            row["key"]: Person(
                key=row["key"],
                guid=row["guid"],
                name=row["name"],
                office=in_language(row["offices"]),
                biography=in_language(row["biographies"]),
                portrait=row["portrait"],
            )
            for row in self._content["speakers"]
        }

    def _item(self, row: dict[str, Any]) -> Item:
        wall, _end = wall_times([row["day"], row["begins"], row["minutes"]])
        start = instant_of(wall, self.event.zone).astimezone(ZoneInfo(self.zone))
        end = (instant_of(wall, self.event.zone) + timedelta(minutes=row["minutes"])).astimezone(ZoneInfo(self.zone))
        languages = [(code, way) for code, way in row["languages"]]
        return Item(
            key=row["key"],
            guid=row["guid"],
            code=row["code"],
            kind=row["kind"],
            kind_label=str(Session.Kind(row["kind"]).label),
            state=Session.State.CANCELLED if self.event.state == Event.State.CANCELLED else row["state"],
            title=in_language(row["titles"]),
            summary=in_language(row["summaries"]),
            start=start,
            end=end,
            room=dict(self.rooms).get(row["room"], ""),
            room_key=row["room"],
            track=dict(self.tracks).get(row["track"], ""),
            track_key=row["track"],
            capacity=row["capacity"],
            people=[(self._people[key], moderates) for key, moderates in row["speakers"] if key in self._people],
            languages=languages,
            spoken=spoken(languages),
            documents=[(in_language(document["titles"]), document["document"]) for document in row["documents"]],
            sequence=row["sequence"],
            revised=datetime.fromisoformat(row["revised"]),
            has_day=self._days_hold,
        )

    @cached_property
    def _days_hold(self) -> bool:
        """Whether all sessions are on days of the event: of one that was moved by a day, each is a day off."""
        held = [row["day"] for row in self._content["sessions"] if row["state"] != Session.State.CANCELLED]
        days = [date.fromisoformat(day) for day in held]
        return self.event.state != Event.State.POSTPONED and not outside(self.event, days)


def spoken(languages: list[tuple[str, str]]) -> list[Spoken]:
    labels = {
        SessionLanguage.Way.FLOOR: gettext("Spoken"),
        SessionLanguage.Way.INTERPRETED: gettext("Interpreted into"),
        SessionLanguage.Way.SIGNED: pgettext("language of a session", "Signed"),
        SessionLanguage.Way.CAPTIONED: gettext("Captioned"),
    }
    return [
        Spoken(str(way), label, names)
        for way, label in labels.items()
        if (names := [language_name(code) for code, offered in languages if offered == way])
    ]


def by_day(items: list[Item]) -> list[Day]:
    found: dict[date, list[Item]] = {}
    for item in items:
        found.setdefault(item.start.date(), []).append(item)
    return [Day(day, rows) for day, rows in found.items()]


def reading_of(event_id: int) -> Reading | None:
    """Return what readers of this event see now in the active language; None before anything was released.

    It is remembered until a public table changes, and shared: nobody may change it. One query, or none.
    """
    (reading,) = recall(("programme read", event_id, get_language()), partial(_read, event_id))
    return reading


def _read(event_id: int) -> tuple[Reading | None]:
    """Read the event with its version: the row that the caller has may be older than what is remembered from now on."""
    version = ProgrammeVersion.objects.filter(programme__event_id=event_id).select_related("programme__event").first()
    if version is None:
        return (None,)
    reading = Reading(version, version.programme.event)
    _sessions, _people = reading.items, reading.people  # made here, by one thread
    return (reading,)


def languages_of(event: Event) -> dict[str, list[str]]:
    """Return the names of the languages into which `event` is `interpreted`, and of those in which it is `signed`.

    While its programme is held as released, these are the certain ones, and no longer those that the facts of the
    event announce: nobody is to come for an interpreter who was never booked. Where its days do not hold, since the
    event was moved or postponed, the facts say again what is meant to be offered.
    """
    offered = {"interpreted": event.interpreted, "signed": event.signed}
    reading = reading_of(event.pk)
    if reading is not None and reading.is_held:
        offered = {way: [code for code, its_way in reading.certain if its_way == way] for way in offered}
    return {way: [language_name(code) for code in codes] for way, codes in offered.items()}
