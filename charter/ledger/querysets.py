"""Which entries and removals: chainable, never writes."""

from __future__ import annotations

from typing import Any

from django.db import models


class LedgerQuerySet(models.QuerySet[Any]):
    def of(self, signature_id: int) -> LedgerQuerySet:
        return (
            self.filter(signature_id=signature_id)
            .select_related("actor", "status_change__redaction", "trusted_time")
            .order_by("sequence")
        )


class RedactionQuerySet(models.QuerySet[Any]):
    def proposed(self) -> RedactionQuerySet:
        return self.filter(confirmed_at__isnull=True)

    def done(self) -> RedactionQuerySet:
        return self.filter(confirmed_at__isnull=False)
