"""The seed list: the committee's own addresses, which get a test of each edition in all its languages."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest, normalise


class SeedQuerySet(models.QuerySet["Seed"]):
    """Addresses for tests."""

    def for_address(self, address: str) -> Self:
        """Return the rows of `address`."""
        return self.filter(email_digest=address_digest(address))


class Seed(models.Model):
    """An address of the committee's own that is sent tests, and nothing else: no reader, and counted among none."""

    class Look(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary email")
        DISCREET = "discreet", _("discreet email")

    owner = models.CharField(
        _("whose mailbox"), max_length=100, help_text=_("Such as a colleague, or a mailbox of another provider.")
    )
    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True, help_text=_("Empty: all languages.")
    )
    look = models.CharField(_("look"), max_length=8, choices=Look, default=Look.ORDINARY)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("last test"), null=True, editable=False)

    objects = SeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("test address")
        verbose_name_plural = _("test addresses")
        ordering = ["owner", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_seed_per_address_and_look",
                fields=["email", "look"],
                violation_error_message=_("This address is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.owner

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of the address."""
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Write the address as everywhere, so that it stands here once."""
        super().clean()
        self.email = normalise(self.email) if self.email else self.email
