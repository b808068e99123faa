"""Which reports: chainable, never writes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When


class ReportQuerySet(models.QuerySet[Any]):
    def sent(self) -> ReportQuerySet:
        return self.filter(state__in=["submitted", "accepted"])

    def awaited(self) -> ReportQuerySet:
        """Return those that were asked and not sent; one of a later year answers for them."""
        later = self.model._default_manager.sent().filter(government=OuterRef("government"), year__gt=OuterRef("year"))
        return self.filter(~Exists(later), state__in=["draft", "asked_again"])

    def waiting_first(self) -> ReportQuerySet:
        """Return those to be read first, the longest waiting on top, then the newest."""
        rank = Case(When(state="submitted", then=Value(0)), default=Value(1), output_field=IntegerField())
        waits = Case(When(state="submitted", then=F("submitted_at")), default=Value(None))
        return self.order_by(rank, waits, "-year", "government__code", "pk")
