"""Secret addresses that open one signature."""

from django.db import models

from charter.signing.models.signature import Signature
from coalition.privacy.links import SecretLink


class ResumeLink(SecretLink):
    """A secret address that opens one signature: for the browser that began it, and for the contact.

    Whoever presses the button behind one that went `to_contact` alone has shown that the contact's address is theirs.
    """

    ignore_in_cache = True

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")
    to_contact = models.BooleanField(default=False)  # only the mail to the contact's address holds it

    @classmethod
    def for_contact(cls, signature: Signature) -> str:
        """Return the token of a fresh link, to be mailed to the contact and to nobody else."""
        return cls.issue(signature=signature, to_contact=True)

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"
