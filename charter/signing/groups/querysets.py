"""Which members of associations: chainable, never writes."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from charter import states


class GroupMemberQuerySet(models.QuerySet[Any]):
    def counted(self) -> Self:
        """Return those that said yes and were accepted: they count as long as the signature does."""
        return self.filter(counted_at__isnull=False)

    def to_remind(self, asked_by: datetime) -> Self:
        """Return those asked by that moment that have not answered and were not reminded, while they may answer."""
        silent = self.filter(asked_at__lte=asked_by, answer="", counted_at__isnull=True, reminded_at__isnull=True)
        return silent.filter(signature__state__in=states.ASK_MEMBERS).exclude(official_email="")

    def to_accept(self) -> Self:
        """Return those that said yes, and whose act no reviewer has accepted, of published signatures."""
        yes = self.filter(answer="yes", counted_at__isnull=True)
        return yes.filter(signature__state__in=states.STANDING)
