"""Events as a calendar shows them: on which days, at which hours, on whose clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from coalition import dates
from coalition.site.paths import path_of
from events.models import Event
from events.pages.models import EventPage
from events.pages.outside import outside_events
from events.pages.querysets import ROW_FIELDS
from events.querysets import to_come
from events.walltime import instant_of

from .filters import Chosen

MARGIN = timedelta(days=2)  # clocks are at most 14 hours before and 12 after UTC; whole days are on that of the place
DAY = timedelta(days=1)
FIELDS = (*ROW_FIELDS, "event__start", "event__end", "locale_id")


@dataclass(frozen=True)
class Span:
    """Some hours without a gap, on the clock that is shown."""

    start: datetime
    end: datetime

    @property
    def last(self) -> date:
        """The last day of it: what ends at midnight is not on the next day."""
        return max(self.start.date(), (self.end - timedelta(microseconds=1)).date())

    def words(self, day: date) -> str:
        if self.start.date() == day and (self.end.date() == day or self.ends_at_midnight_of(day)):
            return dates.hours(self.start, self.end) if self.end > self.start else dates.hour(self.start)
        if self.start.date() == day:
            return pgettext("hour", "from %(hour)s") % {"hour": dates.hour(self.start)}
        if self.last == day:
            return pgettext("hour", "until %(hour)s") % {"hour": dates.hour(self.end)}
        return pgettext("event", "All day")

    def ends_at_midnight_of(self, day: date) -> bool:
        """Say whether it ends where `day` does."""
        return self.end.replace(tzinfo=None) == datetime.combine(day + DAY, time())


@dataclass(frozen=True)
class Entry:
    """One event on a calendar, in words of one page. `spans` are on the clock that is shown: none of whole days."""

    key: str
    url: str
    title: str
    language: str
    kind: str
    place: str
    summary: str
    cancelled: bool
    first: date
    last: date
    start: datetime
    end: datetime
    spans: tuple[Span, ...]
    zone: str
    zone_name: str
    own_zone: str  # when it is on the clock of its place, in words, where another clock is shown
    source: str = ""  # of an event of others: the name of its calendar, the page of that, and what is said of it
    source_url: str = ""
    state: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is drawn as a bar: whole days, or hours of several; a night over midnight is not."""
        return not self.spans or len(self.spans) > 1 or self.end - self.start > DAY

    @property
    def order(self) -> tuple[date, bool, datetime, str]:
        """What entries of a day are sorted by: bars first, then by the instant."""
        return (self.first, not self.is_long, self.start, self.key)

    def is_on(self, day: date) -> bool:
        return self.first <= day <= self.last

    def hours(self, day: date) -> str:
        """Return its hours on `day`, in words."""
        words = [span.words(day) for span in self.spans if span.start.date() <= day <= span.last]
        return words[0] if words else pgettext("event", "All day") if not self.spans else ""

    def begins(self, day: date) -> str:
        """Return the hour at which it begins on `day`; "" where it goes on from the day before, or all day."""
        starts = [span.start for span in self.spans if span.start.date() == day]
        return dates.hour(starts[0]) if starts else ""

    def number(self, day: date) -> str:
        """Return which of its days `day` is, in words; "" where it has one."""
        count = (self.last - self.first).days + 1
        words = {"number": (day - self.first).days + 1, "count": count}
        return gettext("day %(number)s of %(count)s") % words if count > 1 else ""

    @classmethod
    def of(cls, page: EventPage, language: str, zone: str) -> Self:
        """Return the entry of `page`, on a clock in `zone`; without one on that of its place."""
        event = page.event
        hours = [(datetime.combine(day, begins), datetime.combine(day, ends)) for day, begins, ends in event.day_hours]
        typed = [(instant_of(begin, event.zone), instant_of(end, event.zone)) for begin, end in hours]
        return cls(
            key=str(event.pk),
            url=path_of(page),
            title=page.title,
            language=page.written_in if page.written_in != language else "",
            kind=str(event.get_kind_display()),
            place=event.place_in() or str(event.get_mode_display()),
            summary=page.summary,
            cancelled=event.state == Event.State.CANCELLED,
            **_times(
                *event.times.instants(), typed,
                days=(event.wall_start.date(), event.last_moment.date()), there=event.zone, zone=zone,
                all_day=event.all_day,
            ),
        )  # fmt: skip

    @classmethod
    def of_others(cls, row: outside_events.OutsideRow, language: str, zone: str) -> Self:
        """Return the entry of an event in a calendar of others, as `of` does."""
        return cls(
            key=f"{row.uid} {row.key}",
            url=row.url,
            title=row.title,
            language=row.language if row.language != language else "",
            kind=row.kind_label,
            place=row.place,
            summary=row.summary,
            cancelled=row.state == Event.State.CANCELLED,
            source=row.source,
            source_url=row.source_url,
            state="" if row.state in (Event.State.SCHEDULED, Event.State.CANCELLED) else row.state_label,
            **_times(
                row.start, row.end, days=(row.start.date(), row.end.date()), there=row.zone, zone=zone,
                all_day=row.all_day,
            ),
        )  # fmt: skip


def _times(
    start: datetime,
    end: datetime,
    hours: Iterable[tuple[datetime, datetime]] = (),
    *,
    days: tuple[date, date],
    there: str,
    zone: str,
    all_day: bool,
) -> dict[str, Any]:
    """Return the fields of an entry that say when it is, on a clock in `zone`, or `there` where none is chosen.

    `days` are those of the place, of what is all day; `hours` are those of each day, where an editor typed some.
    """
    shown = zone or there
    clock = ZoneInfo(shown)
    pairs = [] if all_day else [*hours] or [(start, end)]
    spans = tuple(Span(begin.astimezone(clock), until.astimezone(clock)) for begin, until in pairs)
    first, last = (spans[0].start.date(), max(span.last for span in spans)) if spans else days
    return {
        "first": first,
        "last": last,
        "start": start.astimezone(clock),
        "end": end.astimezone(clock),
        "spans": spans,
        "zone": "" if all_day else shown,
        "zone_name": "" if all_day else dates.zone_name(shown),
        "own_zone": "" if all_day or shown == there else dates.moment(start, end, zone=there, short=True),
    }


@dataclass(frozen=True)
class Day:
    """One day of a list: its lines are the hours, which of its days it is for the event, and the entry."""

    date: date
    title: str
    lines: list[tuple[str, str, Entry]]

    @property
    def anchor(self) -> str:
        return f"d{self.date}"


@dataclass(frozen=True)
class Found:
    """What there is on some days: entries in order, and events that wait for a new date."""

    entries: list[Entry]
    waiting: list[Entry]

    def on(self, day: date) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_on(day)]

    def days(self, first: date, last: date) -> list[Day]:
        """Return each day from `first` to `last` on which something is, with its entries."""
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        found = [(day, self.on(day)) for day in every]
        return [
            Day(day, dates.weekday_and_day(day), [(entry.hours(day), entry.number(day), entry) for entry in entries])
            for day, entries in found
            if entries
        ]


def find(chosen: Chosen, language: str, zone: str, first: date, last: date) -> Found:
    """Return what of `chosen` is on the days from `first` to `last`, on a clock in `zone` ("": of each place).

    Three queries, however many events: they, the hours of their days, and events of others. A postponed event is on
    no day.
    """
    begin = datetime.combine(first, time(), tzinfo=ZoneInfo("UTC")) - MARGIN
    end = datetime.combine(last, time(), tzinfo=ZoneInfo("UTC")) + DAY + MARGIN
    postponed = Q(event__state=Event.State.POSTPONED)
    dated = Q(event__start__lt=end, event__end__gt=begin) & ~postponed
    pages = chosen.narrow(EventPage.objects.public()).filter(dated | (postponed & to_come(timezone.now(), "event__")))
    pages = pages.one_per_event(language).annotate(written_in=F("locale__language_code"))
    entries = [
        (page.event.state == Event.State.POSTPONED, Entry.of(page, language, zone))
        for page in pages.only(*FIELDS).prefetch_related("event__days")
    ]
    others = outside_events.between(begin, end, asked=chosen.asked)
    entries += [(False, Entry.of_others(row, language, zone)) for row in others]
    held = sorted(
        (entry for off, entry in entries if not off and entry.first <= last and entry.last >= first),
        key=lambda entry: entry.order,
    )
    return Found(held, sorted((entry for off, entry in entries if off), key=lambda entry: entry.title))
