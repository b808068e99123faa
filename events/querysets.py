"""Which events. Chainable, never writes."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

POSTPONED_FOR = timedelta(days=365)  # after the end that it had: until then a postponed event may get a new date


def to_come(now: datetime, event: str = "") -> Q:
    """Return the condition of rows whose event is not over; `event` is the way to it, such as "event__".

    A postponed event keeps the end that was announced before, and is not over by that: for a year after it
    (decision 0016-wall-time-is-the-fact).
    """
    postponed = Q(**{f"{event}state": "postponed", f"{event}end__gt": now - POSTPONED_FOR})
    return Q(**{f"{event}end__gt": now}) | postponed


def over(now: datetime, event: str = "") -> Q:
    return ~to_come(now, event)


def undated_last(event: str = "") -> Case:
    """Return what puts postponed events, of which no date is known, after all others."""
    return Case(When(**{f"{event}state": "postponed"}, then=Value(1)), default=Value(0))


class EventQuerySet(models.QuerySet):
    def upcoming(self, now: datetime | None = None) -> Self:
        return self.filter(to_come(now or timezone.now())).order_by(undated_last(), "start", "pk")

    def upcoming_first(self) -> Self:
        """Order upcoming events by their start, postponed ones after them, and past ones last, the latest first."""
        ahead = to_come(timezone.now())
        is_past = Case(When(ahead, then=Value(0)), default=Value(1))
        starts = Case(When(ahead, then=F("start")))
        return self.order_by(is_past, undated_last(), starts, "-start", "pk")
