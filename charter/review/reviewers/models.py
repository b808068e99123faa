"""What a reviewer chose to be told of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewPreference(models.Model):
    """What a reviewer chose for themselves; without a row they are told of everything."""

    ignore_in_cache = True

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_preference")
    told_of_new = models.BooleanField(_("Email me about each new signature"), default=True)

    class Meta:
        verbose_name = _("preference of a reviewer")
        verbose_name_plural = _("preferences of reviewers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.told_of_new}"
