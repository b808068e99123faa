"""Which places. Never writes."""

from typing import Self

from django.db import models


class PlaceQuerySet(models.QuerySet):
    """Places in sessions."""

    def held(self) -> Self:
        """Return places that count: whoever gave the registration back gave its places back too."""
        return self.exclude(registration__state="cancelled")

    def taken(self, sessions: list[int]) -> dict[int, int]:
        """Return how many places of each of `sessions` are held. One query."""
        rows = self.held().filter(session__in=sessions).order_by().values_list("session")
        return dict(rows.annotate(count=models.Count("pk")))
