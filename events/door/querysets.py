"""Which check-ins. Chainable, never writes."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef


class CheckInQuerySet(models.QuerySet):
    """Check-ins, by point and by whether they count."""

    def standing(self) -> Self:
        """Return what people did at doors and nobody undid, the first of each point first.

        The answer is the same whatever the order in which devices sent their rows.
        """
        undone = self.model._default_manager.filter(undoes=OuterRef("number"), registration=OuterRef("registration"))
        return self.filter(~Exists(undone), undoes__isnull=True).order_by("moment", "device", "number")

    def of_point(self, door: Any) -> Self:
        """Return the rows of the point that `door` belongs to."""
        return self.filter(door.point)
