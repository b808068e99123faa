"""What each government has not answered yet: two days that PostgreSQL itself keeps (decision 0024-places-at-risk).

Nothing in Python writes here. Triggers follow each report, commitment and evidence, and the mark of a place at risk,
whoever changed it, in the same transaction. How a signatory stands on a day is read from these days (`rules.standing`).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from charter.followup.models import Commitment, Evidence
from charter.reports.models import Report
from charter.silence import triggers
from coalition.members.models import LocalGovernment


class Awaited(models.Model):
    """The first day on which something unanswered is due, and the day since which a government has been silent.

    Both are empty where nothing is awaited, and for a place at risk. `silent_since` is the day of the oldest request
    or of the last report or evidence, whichever is later; the signature, a sign of life too, is not in it.
    """

    government = models.OneToOneField(LocalGovernment, models.CASCADE, primary_key=True, related_name="awaited")
    due_on = models.DateField(_("due"), null=True)
    silent_since = models.DateField(_("silent since"), null=True)

    class Meta:
        verbose_name = _("awaited answer")
        verbose_name_plural = _("awaited answers")
        default_permissions = ()
        indexes = [
            models.Index(name="awaited_due", fields=["due_on"], condition=Q(due_on__isnull=False)),
            models.Index(name="awaited_silent", fields=["silent_since"], condition=Q(silent_since__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.government_id} {self.due_on}"

    def since(self, signed_on: date) -> date | None:
        """Return the day since which a government that signed on `signed_on` has been silent."""
        return self.silent_since and max(self.silent_since, signed_on)


class AwaitedReport(Report):
    """Reports as silence sees them: the triggers that follow each hang here, so that reports know of no list."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ON_REPORTS


class AwaitedCommitment(Commitment):
    """Commitments as silence sees them: the triggers that follow each hang here."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ON_COMMITMENTS


class AwaitedEvidence(Evidence):
    """Evidence as silence sees it: the triggers that follow each hang here."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ON_EVIDENCE
