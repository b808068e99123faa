"""A registration that was asked for and is not confirmed yet: it holds no seat and counts nowhere."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.privacy import tokens
from coalition.privacy.addresses import address_digest, normalise
from events.querysets import RegistrationRequestQuerySet

from .event import Event, SeatCategory
from .registration import link_token, new_nonce

CONFIRM_WITHIN = timedelta(minutes=30)


class RegistrationRequest(models.Model):
    """What a form said, until the button of its mail is pressed or its half hour is over.

    Its nonce becomes the registration's, so the mailed link leads to the registration once there is one.
    """

    wagtail_reference_index_ignore = True  # as for registrations

    event = models.ForeignKey(Event, models.CASCADE, related_name="requests", verbose_name=_("event"))
    category = models.ForeignKey(SeatCategory, models.CASCADE, related_name="requests", verbose_name=_("seat category"))
    name = models.CharField(_("name or pseudonym"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    discreet = models.BooleanField(_("discreet mails"), default=False)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)

    objects = RegistrationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("unconfirmed registration")
        verbose_name_plural = _("unconfirmed registrations")
        default_permissions = ()  # nobody looks at them
        indexes = [
            models.Index(name="request_by_address", fields=["email_digest"]),
            models.Index(name="request_by_time", fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new row gets the digests of its address and of its link."""
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
            self.token_digest = tokens.digest(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        """The secret of the mailed link."""
        return link_token(self.nonce)

    def is_over(self, now: datetime | None = None) -> bool:
        """Say whether the time to confirm has passed."""
        return self.created_at + CONFIRM_WITHIN <= (now or timezone.now())
