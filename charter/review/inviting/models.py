"""Invitations to a newer version, links and requests of town halls, reminders, and what a reviewer is told of."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.review.inviting.querysets import ReaccessionInvitationQuerySet
from charter.signing.models import Signature
from charter.states import STANDING
from charter.texts.models import CharterVersion
from coalition.privacy.links import SecretLink


class ReaccessionInvitation(SecretLink):
    """One institution invited by mail to sign `version`. Its signature to an older one stays until it does.

    `digest` is that of the secret in the mailed link; `new_signature` is what was started with it.
    """

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="invitations")
    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = None  # type: ignore[assignment]  # invited_at says it
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    new_signature = models.OneToOneField(Signature, models.SET_NULL, null=True, blank=True, related_name="invitation")

    objects = ReaccessionInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a newer version")
        verbose_name_plural = _("invitations to a newer version")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_invitation_per_signature_and_version",
                fields=["signature", "version"],
                violation_error_message=_("This institution is invited to this version already."),
            ),
            models.CheckConstraint(
                name="invitation_starts_another_signature",
                condition=Q(new_signature__isnull=True) | ~Q(new_signature=F("signature")),
                violation_error_message=_("A signature is never changed into one to a newer version."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} → {self.version_id}"

    @property
    def is_open(self) -> bool:
        """Say whether a signature may be started with it: the older signature still stands."""
        return self.signature.state in STANDING
