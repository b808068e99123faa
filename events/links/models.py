"""Who asked for the link of their registration again, and has not yet opened the mail."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest, normalise
from coalition.privacy.links import SecretLink
from events.models import Event

WORKS_FOR = timedelta(minutes=30)


class LinkRequest(SecretLink):
    """An address that somebody typed, until its half hour is over. Whether it is registered is not asked yet."""

    KEPT = WORKS_FOR

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="+", verbose_name=_("event"))
    email = models.EmailField(_("email"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("link asked for again")
        verbose_name_plural = _("links asked for again")
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of its address."""
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @property
    def is_over(self) -> bool:
        """Whether the half hour has passed, or there is nothing left to open."""
        return self.created_at + WORKS_FOR <= timezone.now() or self.event.is_over
