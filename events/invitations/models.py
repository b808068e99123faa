"""Personal invitations to an event, and who asked for a seat by one."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest, normalise
from coalition.privacy.links import SecretLink
from events.models import Event
from events.querysets import over
from events.registrations.models import Registration, RegistrationRequest, SeatCategory


class PersonalInvitation(SecretLink):
    """A code that admits one registration. It was mailed to an address, and whoever holds it registers with theirs."""

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="personal_invitations", verbose_name=_("event"))
    category = models.ForeignKey(
        SeatCategory, models.RESTRICT, null=True, related_name="+", verbose_name=_("seat category")
    )
    email = models.EmailField(_("email"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    used_at = models.DateTimeField(_("used"), null=True)
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, related_name="personal_invitation", verbose_name=_("registration")
    )

    class Meta:
        verbose_name = _("personal invitation")
        verbose_name_plural = _("personal invitations")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_is_used_or_withdrawn",
                condition=Q(used_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("An invitation that was used cannot be withdrawn."),
            ),
            models.CheckConstraint(
                name="invitation_admits_when_it_is_used",
                condition=Q(used_at__isnull=False) | Q(registration=None),
                violation_error_message=_("Only an invitation that was used has a registration."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new row gets the digest of its address."""
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of invitations that open nothing any more: their event is over."""
        return over(now, "event__")

    @property
    def is_open(self) -> bool:
        """Whether it still admits somebody."""
        return self.used_at is None and self.withdrawn_at is None and not self.event.is_over


class InvitedRequest(models.Model):
    """Who asked for a seat by an invitation, until they confirm. The first of them who does uses it."""

    wagtail_reference_index_ignore = True

    request = models.OneToOneField(RegistrationRequest, models.CASCADE, related_name="invited")
    invitation = models.ForeignKey(PersonalInvitation, models.CASCADE, related_name="requests")

    class Meta:
        verbose_name = _("request by an invitation")
        verbose_name_plural = _("requests by an invitation")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.request_id}"
