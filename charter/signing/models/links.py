"""Secret addresses that open one signature."""

from django.db import models

from charter.signing.models.signature import Signature
from coalition.privacy.links import SecretLink


class ResumeLink(SecretLink):
    """A secret address that opens one signature: for the contact, and for a colleague who finishes it."""

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"
