"""New tables of zones: what was announced is the time on the wall, so instants follow.

Decision 0016-wall-time-is-the-fact.

A run may be lost or repeated, and several may be at it at once: what is moved once is as announced, and is not moved
again. Workers with older tables, which are still there while a new version is put in place, move nothing.
"""

import logging
from datetime import datetime

from django.db import transaction

from events.models import Event
from events.registrations.models import ZoneTables
from events.walltime import DAY, tables_version
from events.zones import is_zone

from .services import announcing

logger = logging.getLogger(__name__)


def follow_tables(now: datetime) -> int:
    """Move each event that is not over to the instant at which clocks will show its time; return how many moved.

    Everyone registered is told once, in the transaction that moves the event. Past events stay as they are.
    """
    if not ZoneTables.claim(tables_version()):
        return 0
    rows = Event.objects.filter(end__gt=now - DAY).order_by("pk")  # a day: it may end later than it was thought to
    return sum(_follow(event.pk, now) for event in rows if _is_due(event, now))


def _is_due(event: Event, now: datetime) -> bool:
    if not is_zone(event.zone):  # a name that new tables do not know any more stops no other event
        logger.error("event %s is in a zone that the tables do not have: %s", event.uid, event.zone)
        return False
    start, end = event.times.instants()
    return (start, end) != (event.start, event.end) and max(end, event.end) > now


@transaction.atomic
def _follow(pk: int, now: datetime) -> bool:
    """Move one event; all who do so wait here for each other, and read it as it is then."""
    event = Event.objects.filter(pk=pk).first() if ZoneTables.claim(tables_version()) else None
    if event is None:
        return False
    with announcing(event):
        event.refresh_from_db()
        if due := _is_due(event, now):
            event.save(follow_tables=True)
    return due
