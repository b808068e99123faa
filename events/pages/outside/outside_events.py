"""Events of others as rows of a list or of a calendar.

    between(since, until, asked=filters.asked)     # for a month, a week, a day
    to_come(now, asked=filters.asked)              # for a list

Each row has what an event's row has (`events.pages.querysets.EventRow`), and where it is from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from events.models import Event
from events.pages.querysets import EventRow

from .models import OutsideEvent

MOST = 2_000  # rows of one list
GONE = "gone"
Asked = Mapping[str, Sequence[str]]  # values by the names of `events.calendar.filters`
LOOKUPS = {"kind": "calendar__kind__in", "region": "calendar__region__in", "language": "calendar__language__in"}


@dataclass(frozen=True)
class OutsideRow(EventRow):
    """An event of others in a list. `url` leads away from the site: to its own page, else to that of its calendar."""

    source: str = ""  # the name of its calendar: "From the calendar of …"
    source_url: str = ""
    language: str = ""  # of title, summary and place; "" where nobody said it
    region: str = ""
    uid: str = ""
    key: str = ""


def between(since: datetime, until: datetime, *, asked: Asked | None = None) -> list[OutsideRow]:
    """Return events of others that are on at some time from `since` until `until`, soonest first; one query.

    What is `asked` by a name that they know nothing of, such as a country or a host, is none of them.
    """
    at_that_time = Q(start__lt=until) & (Q(end__gt=since) | Q(start__gte=since))
    return _rows(at_that_time, asked or {})


def to_come(now: datetime, *, asked: Asked | None = None) -> list[OutsideRow]:
    """Return events of others that are not over, soonest first; one query."""
    return _rows(Q(end__gt=now) | Q(start__gte=now), asked or {})


def _rows(condition: Q, asked: Asked) -> list[OutsideRow]:
    wanted = {name: list(values) for name, values in asked.items() if values}
    if wanted.keys() - LOOKUPS.keys():
        return []
    # What a calendar has no more is told while nothing else of that event stands in it: a time of a series that was
    # moved is there as it is now.
    stands = OutsideEvent.objects.filter(calendar=OuterRef("calendar"), uid=OuterRef("uid"), gone_at=None)
    found = OutsideEvent.objects.filter(condition, calendar__active=True)
    found = found.filter(**{LOOKUPS[name]: values for name, values in wanted.items()})
    found = found.filter(Q(gone_at=None) | ~Exists(stands)).select_related("calendar")
    rows: dict[tuple[str, str], OutsideEvent] = {}
    for event in found.order_by("start", "pk")[:MOST]:
        same = rows.get((event.uid, event.key))
        if same is None or _rank(event) < _rank(same):  # of an event in two calendars, the first one's
            rows[event.uid, event.key] = event
    return [_row(event) for event in sorted(rows.values(), key=lambda event: (event.start, event.pk))]


def _rank(event: OutsideEvent) -> tuple[bool, int]:
    return event.gone_at is not None, event.calendar_id


def _row(event: OutsideEvent) -> OutsideRow:
    calendar = event.calendar
    state = GONE if event.gone_at and event.state != OutsideEvent.State.CANCELLED else event.state
    labels = {
        OutsideEvent.State.SCHEDULED: "",
        GONE: _("No longer in that calendar"),
    }
    return OutsideRow(
        url=event.url or calendar.home,
        title=event.title or _("Without a title"),
        start=event.local_start,
        end=event.last_moment,
        zone=event.zone,
        all_day=event.all_day,
        kind=calendar.kind,
        kind_label=str(Event.Kind(calendar.kind).label),
        place=event.place,
        state=state,
        state_label=labels.get(state, str(event.get_state_display())),
        summary=event.text if calendar.with_texts else "",
        source=calendar.name,
        source_url=calendar.home,
        language=calendar.language,
        region=calendar.region,
        uid=event.uid,
        key=event.key,
    )
