"""Which invitations, links and requests: chainable, never writes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from charter import states

if TYPE_CHECKING:
    from charter.review.models import TownHallRequest
    from charter.signing.models import Signature


class ReaccessionInvitationQuerySet(models.QuerySet[Any]):
    """Invitations to adhere to a newer version."""

    def for_token(self, digest: str) -> ReaccessionInvitationQuerySet:
        """Return the invitation that a mailed link's `digest` opens, with what its page shows."""
        return self.filter(digest=digest).select_related("signature__government", "signature__version", "version")

    def steps(self) -> dict[str, int]:
        """Count those that were invited, and of these the signatures started, submitted and published."""
        return self.aggregate(
            invited=models.Count("pk"),
            started=models.Count("new_signature"),
            submitted=models.Count("new_signature", filter=models.Q(new_signature__submitted_at__isnull=False)),
            signed=models.Count("new_signature", filter=models.Q(new_signature__signed_at__isnull=False)),
        )


class SignatureLinkQuerySet(models.QuerySet[Any]):
    """Links that were mailed to town halls."""

    def live(self, at: datetime) -> SignatureLinkQuerySet:
        """Return those that open something at `at`."""
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)


class TownHallRequestQuerySet(models.QuerySet["TownHallRequest"]):
    """What town halls asked by their links."""

    def unconfirmed(self) -> TownHallRequestQuerySet:
        """Return those whose code was not typed."""
        return self.filter(confirmed_at__isnull=True)

    def changes(self) -> TownHallRequestQuerySet:
        """Return the changes of status that town halls asked for, and that wait for a reviewer."""
        return self.filter(action__in=states.ASKED_CHANGES, confirmed_at__isnull=False)

    def change_of(self, signature: Signature) -> TownHallRequest | None:
        """Return the change of status of `signature` that waits for a reviewer, or None."""
        return self.changes().filter(signature=signature).first()

    def act_of(self, signature: Signature) -> TownHallRequest | None:
        """Return the act of `signature` that waits for a reviewer, or None."""
        return self.filter(signature=signature, action="act", confirmed_at__isnull=False).first()
