"""What readers say of a proposal: one reading each, with points for every criterion; and who may not read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .calls import MOST_POINTS, Criterion
from .proposals import Proposal


class Reading(models.Model):
    """One reader's judgement of one proposal. Until it is given nobody but its reader sees it."""

    ignore_in_cache = True

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="readings", verbose_name=_("proposal"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reader of a proposal")
    )
    is_third = models.BooleanField(_("asked because two readers differ"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("reading of a proposal")
        verbose_name_plural = _("readings of proposals")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_reading_per_proposal_and_reader",
                fields=["proposal", "reader"],
                violation_error_message=_("This person already reads this proposal."),
            ),
            models.CheckConstraint(
                name="only_a_given_reading_changes",
                condition=Q(changed_at__isnull=True) | Q(given_at__isnull=False),
                violation_error_message=_("Marks are given before they are changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.reader_id}"


class Mark(models.Model):
    """The points of one reading for one criterion; `first` is what was given before it was changed."""

    ignore_in_cache = True

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="marks", verbose_name=_("reading of a proposal"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"))
    first = models.PositiveSmallIntegerField(_("points given first"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["criterion__sort_order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_mark_per_reading_and_criterion",
                fields=["reading", "criterion"],
                violation_error_message=_("This criterion already has a mark."),
            ),
            models.CheckConstraint(
                name="mark_is_on_the_scale",
                condition=Q(points__range=(0, MOST_POINTS), first__range=(0, MOST_POINTS)),
                violation_error_message=_("Give 0 to 5 points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.points}"

    @property
    def is_changed(self) -> bool:
        return self.points != self.first


class Conflict(models.Model):
    """Somebody said that they must not judge this proposal: they never read it, and see nobody's marks of it."""

    ignore_in_cache = True

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="conflicts", verbose_name=_("proposal"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader of a proposal")
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_conflict_per_proposal_and_person",
                fields=["proposal", "person"],
                violation_error_message=_("This person already declared it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"
