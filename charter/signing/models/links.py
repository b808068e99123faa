"""Secret addresses that open one dossier."""

from django.db import models
from django.utils import timezone

from charter.signing.models.signature import Signature


class ResumeLink(models.Model):
    """A secret address that opens one dossier: for the contact, and for a colleague who finishes it."""

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"
