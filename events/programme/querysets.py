"""Which programmes and sessions. Never writes."""

from typing import Self

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Func, Q

from events.fields import WallTimeField


class ProgrammeQuerySet(models.QuerySet):
    def with_event(self) -> Self:
        return self.select_related("event")

    def with_number(self) -> Self:
        """Annotate `released_number`, of the last version; None before the first."""
        return self.annotate(released_number=models.Max("versions__number"))


class SessionQuerySet(models.QuerySet):
    def whole(self) -> Self:
        """Return sessions with all that belongs to them: five queries, however many there are."""
        return self.select_related("room", "track").prefetch_related(
            "session_speakers__speaker", "languages", "documents"
        )

    def astray(self) -> Self:
        """Return sessions that are to begin before their event, or to end after it: it was moved since."""
        begins = ExpressionWrapper(F("day") + F("begins"), WallTimeField())
        lasts = Func(F("minutes"), template="make_interval(mins => %(expressions)s)", output_field=DurationField())
        rows = self.alias(starts_at=begins).alias(ends_at=ExpressionWrapper(F("starts_at") + lasts, WallTimeField()))
        before, after = (F(f"programme__event__{name}") for name in ("wall_start", "wall_end"))
        return rows.filter(Q(starts_at__lt=before) | Q(ends_at__gt=after), state="scheduled")
