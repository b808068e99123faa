"""Which indicators and releases."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef


class ReleaseQuerySet(models.QuerySet):
    def latest(self) -> "ReleaseQuerySet":  # type: ignore[override]
        newer = self.model._default_manager.filter(indicator=OuterRef("indicator"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def latest_of(self, slug: str) -> Any:
        """Return the newest release of the indicator at `slug`, with its indicator, if there is one."""
        return self.latest().filter(indicator__slug=slug).select_related("indicator").first()
