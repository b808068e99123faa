"""Which invitations: chainable, never writes."""

from typing import Any, Self

from django.db import models


class ReaccessionInvitationQuerySet(models.QuerySet[Any]):
    def for_token(self, digest: str) -> Self:
        return self.filter(digest=digest).select_related("signature__government", "signature__version", "version")

    def steps(self) -> dict[str, int]:
        """Count those that were invited, and of these the signatures started, submitted and published."""
        return self.aggregate(
            invited=models.Count("pk"),
            started=models.Count("new_signature"),
            submitted=models.Count("new_signature", filter=models.Q(new_signature__submitted_at__isnull=False)),
            signed=models.Count("new_signature", filter=models.Q(new_signature__signed_at__isnull=False)),
        )
