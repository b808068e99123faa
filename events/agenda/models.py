"""The secret calendar of one person, and what is in it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.privacy.secret_links import SecretLink
from events.registrations.models import Registration

EMPTY_FOR = timedelta(days=1)


class OwnCalendar(SecretLink):
    """A calendar behind a secret address. It holds what was put into it by the link of each registration."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    shows_titles = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of calendars that hold nothing any more."""
        return Q(held=None, created_at__lt=now - EMPTY_FOR)


class Held(models.Model):
    """A registration that is in a private calendar. Whoever holds its link can take it out of all."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    calendar = models.ForeignKey(OwnCalendar, models.CASCADE, related_name="held")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="held")

    class Meta:
        verbose_name = _("registration in a private calendar")
        verbose_name_plural = _("registrations in private calendars")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="once_in_a_private_calendar",
                fields=["calendar", "registration"],
                violation_error_message=_(
                    "This registration is in a private calendar. If you did not put it there, take it out: that "
                    "calendar shows it no more."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
