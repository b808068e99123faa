"""Which indicators and releases."""

from typing import Any

from django.db import models


class IndicatorQuerySet(models.QuerySet):
    """Indicators."""

    def published(self) -> "IndicatorQuerySet":
        """Keep those that have a release, with their words."""
        return self.filter(releases__isnull=False).distinct().prefetch_related("words")


class ReleaseQuerySet(models.QuerySet):
    """Releases."""

    def latest_of(self, indicator_id: int) -> Any:
        """Return the newest release of an indicator, if there is one."""
        return self.filter(indicator=indicator_id).order_by("-number").first()
