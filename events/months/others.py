"""Events of others on a calendar, each with whose it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coalition import dates
from events.calendar.filters import Chosen
from events.models import Event
from events.outside import listing

from .reading import Entry, Span


def entries(chosen: Chosen, language: str, zone: str, begin: datetime, end: datetime) -> list[Entry]:
    """Return those of `chosen` from `begin` to `end`, on a clock in `zone` ("": of each place); one query."""
    return [_entry(row, language, zone) for row in listing.between(begin, end, asked=chosen.asked)]


def _entry(row: listing.OutsideRow, language: str, zone: str) -> Entry:
    clock = ZoneInfo(zone or row.zone)
    start, end = row.start.astimezone(clock), row.end.astimezone(clock)
    spans = () if row.all_day else (Span(start, end),)
    first, last = row.start.date(), row.end.date()
    if spans:
        first, last = start.date(), spans[0].last
    elsewhere = bool(zone) and not row.all_day and zone != row.zone
    return Entry(
        key=f"{row.uid} {row.key}",
        url=row.url,
        title=row.title,
        language=row.language if row.language != language else "",
        kind=row.kind_label,
        place=row.place,
        summary=row.summary,
        cancelled=row.state == Event.State.CANCELLED,
        first=first,
        last=last,
        start=start,
        end=end,
        spans=spans,
        zone="" if row.all_day else zone or row.zone,
        zone_name="" if row.all_day else dates.zone_name(zone or row.zone),
        own_zone=dates.moment(row.start, row.end, zone=row.zone, short=True) if elsewhere else "",
        source=row.source,
        source_url=row.source_url,
        state="" if row.state in (Event.State.SCHEDULED, Event.State.CANCELLED) else row.state_label,
    )
