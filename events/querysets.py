"""Which events. Chainable, never writes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class EventQuerySet(models.QuerySet):
    """Events by who may see them and when they are."""

    def public(self) -> Self:
        """Return events that anyone may see: not closed, with at least one live page."""
        return self.filter(closed=False, pages__live=True).distinct()

    def upcoming(self, now: datetime | None = None) -> Self:
        """Return events that have not ended, soonest first."""
        return self.filter(end__gt=now or timezone.now()).order_by("start", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Return events that have ended, latest first."""
        return self.filter(end__lte=now or timezone.now()).order_by("-start", "-pk")
