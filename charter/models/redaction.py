"""The public words of a change of status, removed by two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.models import redaction_triggers
from charter.models.guards import truncate_guard
from charter.models.ledger import StatusChange
from charter.querysets import RedactionQuerySet


class Redaction(models.Model):
    """One person proposes to remove the words, another one does it. Then it stays, and says so in public.

    The ledger holds a digest of the words and never the words: its chain does not change. `entry_hash` is the hash of
    the entry that they belong to, so that a redaction of another entry is found.
    """

    change = models.OneToOneField(
        StatusChange, models.PROTECT, related_name="redaction", verbose_name=_("change of status")
    )
    entry_hash = models.CharField(_("hash of the ledger entry"), max_length=64)
    why = models.TextField(_("why"), help_text=_("For the staff alone. Do not repeat the words."))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )
    confirmed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("removal of public words")
        verbose_name_plural = _("removals of public words")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="two_people_remove_words",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("proposed_by")),
                violation_error_message=_("The person who removes public words is not the one who proposed it."),
            )
        ]
        triggers = [redaction_triggers.REMOVED_FOR_EVER, truncate_guard("redactions_are_not_truncated")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.proposed_at:%Y-%m-%d}"
