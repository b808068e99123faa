"""The question whether an institution adheres to a newer version."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.models.signature import Signature
from charter.models.version import CharterVersion
from charter.querysets import ReadhesionInvitationQuerySet
from charter.states import STANDING


class ReadhesionInvitation(models.Model):
    """One institution invited by mail to adhere to `version`. Its adhesion to an older one stays until it does.

    `digest` is that of the secret in the mailed link; `dossier` is what was started with it.
    """

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="invitations")
    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    dossier = models.OneToOneField(Signature, models.SET_NULL, null=True, blank=True, related_name="invitation")

    objects = ReadhesionInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a newer version")
        verbose_name_plural = _("invitations to a newer version")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_invitation_per_adhesion_and_version",
                fields=["signature", "version"],
                violation_error_message=_("This institution is invited to this version already."),
            ),
            models.CheckConstraint(
                name="invitation_starts_another_dossier",
                condition=Q(dossier__isnull=True) | ~Q(dossier=F("signature")),
                violation_error_message=_("An adhesion is never changed into one to a newer version."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} → {self.version_id}"

    @property
    def is_open(self) -> bool:
        """Say whether a dossier may be started with it: the older adhesion still stands."""
        return self.signature.state in STANDING
