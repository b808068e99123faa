"""In each reader's morning: at the same hour on the clock where each of them lives.

Decision 0005-sent-once.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import available_timezones

from django.db.models import Count, Max, Min

from events.walltime import instant_of
from newsletters.readers import zones
from newsletters.sending.models import Delivery, Edition

HOUR = time(8)
LEAD = timedelta(hours=1)  # the first part needs half an hour, and what is settled late
LATE = timedelta(hours=2)
TO_COME = (Delivery.State.HELD, Delivery.State.QUEUED, Delivery.State.SENDING)


@lru_cache(maxsize=8)
def instants(day: date) -> dict[str, datetime]:
    """Return when it is HOUR on `day` in each zone of the tables. An hour that clocks skip is read by the offset before
    they change (`walltime.instant_of`)."""
    return {zone: instant_of(datetime.combine(day, HOUR), zone) for zone in available_timezones()}


def begins(day: date) -> datetime:
    """Return when an edition for the morning of `day` begins: LEAD before the first morning on earth."""
    return min(instants(day).values()) - LEAD


@dataclass(frozen=True)
class Times:
    """What decides when a copy is due: the instant of each zone, the zone of contacts by the digest of their address,
    and the instant for whose zone nobody knows. An edition that leaves to all at once has none of it."""

    instants: dict[str, datetime] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    others: datetime | None = None


def times(edition: Edition) -> Times:
    """Return when each copy of `edition` is due, by the zones that are known now."""
    if edition.morning is None:
        return Times()
    known = instants(edition.morning)
    return Times(known, zones.of_contacts(), known.get(edition.zone, edition.scheduled_for))


@dataclass(frozen=True)
class ToCome:
    """How many copies wait for their reader's morning, and when the next and the last are due."""

    copies: int
    first: datetime
    last: datetime


def to_come(*, edition: Edition, now: datetime) -> ToCome | None:
    """Return what of `edition` waits for mornings that are still to come; None where nothing does. One query."""
    waiting = edition.deliveries.filter(state__in=TO_COME, due_at__gt=now)
    found = waiting.aggregate(copies=Count("pk"), first=Min("due_at"), last=Max("due_at"))
    return ToCome(**found) if found["copies"] else None


def is_late(*, edition: Edition, now: datetime) -> bool:
    """Say whether copies of `edition` were due more than LATE ago and nobody took them, while nothing of it left."""
    if edition.morning is None:
        return False
    limit = now - LATE
    missed = edition.deliveries.filter(state=Delivery.State.QUEUED, due_at__lte=limit, next_attempt_at__lte=limit)
    return missed.exists() and not edition.deliveries.filter(sent_at__gt=limit).exists()
