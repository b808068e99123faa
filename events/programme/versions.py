"""What readers see of a programme: a version is released whole, and never changes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Programme


class ProgrammeVersion(models.Model):
    """A programme as readers saw it from a moment on, whole, with what changed since the version before."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions", verbose_name=_("programme"))
    number = models.PositiveIntegerField(_("number"))
    content: Any = models.JSONField()
    changes: Any = models.JSONField(default=list)
    released_at = models.DateTimeField(_("released"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("released by")
    )

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="programme_version_number_once",
                fields=["programme", "number"],
                violation_error_message=_("This number is taken."),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
