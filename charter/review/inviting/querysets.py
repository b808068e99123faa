"""Which invitations: chainable, never writes."""

from typing import Any

from django.db import models


class ReaccessionInvitationQuerySet(models.QuerySet[Any]):
    def steps(self) -> dict[str, int]:
        """Count those that were invited, and of these the signatures started, submitted and published."""
        return self.aggregate(
            invited=models.Count("pk"),
            started=models.Count("new_signature"),
            submitted=models.Count("new_signature", filter=models.Q(new_signature__submitted_at__isnull=False)),
            signed=models.Count("new_signature", filter=models.Q(new_signature__signed_at__isnull=False)),
        )
