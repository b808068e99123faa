"""A reader asked that what we send go to another address, which nobody has proven yet."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.privacy.links import SecretLink


class AddressChange(SecretLink):
    """The new address that was typed on a reader's own page. Its link is of the page where the code is typed."""

    KEPT = timedelta(hours=24)

    reader = models.ForeignKey("newsletters.Reader", models.CASCADE, related_name="+", verbose_name=_("reader"))
    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=10)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
