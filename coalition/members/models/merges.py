"""What was merged: the trace that codes and addresses of the past lead by."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .governments import LocalGovernment


class GovernmentMerge(models.Model):
    """Two rows were one local government. The row that is gone lives on here: its code, address and names.

    The ledger of the charter and old exports name governments by code: here is where such a code leads. Nothing
    changes but `into`, which follows when its own row is merged in turn.
    """

    into = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="merges", verbose_name=_("merged into the local government")
    )
    code = models.CharField(_("code that was given up"), max_length=40, db_index=True)
    slug = models.SlugField(_("address name that was given up"), max_length=100)
    names = models.JSONField(_("names at that time"))
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by")
    )

    class Meta:
        verbose_name = _("merge of local governments")
        verbose_name_plural = _("merges of local governments")
        default_permissions = ()
        ordering = ["-merged_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="merges_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="merges_only_follow",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__code__df=pgtrigger.F("new__code"))
                | pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug"))
                | pgtrigger.Q(old__names__df=pgtrigger.F("new__names"))
                | pgtrigger.Q(old__merged_at__df=pgtrigger.F("new__merged_at"))
                | pgtrigger.Q(old__merged_by__df=pgtrigger.F("new__merged_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.merged_at:%Y-%m-%d}"
