"""What a host asked to be done to more registrations than one request has time for."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OwedDeed(models.Model):
    """A deed (deeds.py) that is owed to registrations, by primary key; the worker does it and deletes the row."""

    wagtail_reference_index_ignore = True  # as for registrations

    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("host"))
    name = models.CharField(max_length=20)
    typed = models.JSONField(default=dict)
    left = models.JSONField(default=list)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        verbose_name = _("work on many registrations")
        verbose_name_plural = _("work on many registrations")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
