"""Which entries and removals: chainable, never writes."""

from __future__ import annotations

from typing import Any

from django.db import models


class LedgerQuerySet(models.QuerySet[Any]):
    """Entries of the ledger."""

    def of(self, signature_id: int) -> LedgerQuerySet:
        """Return the history of one signature, oldest first."""
        return (
            self.filter(signature_id=signature_id)
            .select_related("actor", "status_change__redaction", "trusted_time")
            .order_by("sequence")
        )


class RedactionQuerySet(models.QuerySet[Any]):
    """Removals of public words."""

    def proposed(self) -> RedactionQuerySet:
        """Return those that wait for the second person."""
        return self.filter(confirmed_at__isnull=True)

    def done(self) -> RedactionQuerySet:
        """Return those whose words are gone."""
        return self.filter(confirmed_at__isnull=False)
