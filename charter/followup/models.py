"""What follows a signature: the schedule, the five commitments of each government, their evidence and reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from charter import states
from charter.acts import private_storage
from charter.signing.models import Signature

from . import deliverables
from .deliverables import Deliverable, Status


class ScheduleQuerySet(models.QuerySet[Any]):
    def months(self) -> dict[str, int]:
        """Return the months after the act for every deliverable, also for one whose row is missing."""
        return {**deliverables.DEFAULT_MONTHS, **dict(self.values_list("deliverable", "months"))}


class CommitmentQuerySet(models.QuerySet[Any]):
    def public(self) -> CommitmentQuerySet:
        """Return those of signatures that were published, in whatever status."""
        return self.filter(signature__state__in=states.PUBLISHED)

    def in_order(self) -> CommitmentQuerySet:
        places = [When(deliverable=name, then=Value(place)) for place, name in enumerate(deliverables.Deliverable)]
        return self.order_by("government_id", Case(*places, output_field=models.IntegerField()))

    def with_met_on(self) -> CommitmentQuerySet:
        return self.annotate(met_on=Subquery(self._accepted().order_by("dated").values("dated")[:1]))

    def told(self, today: date) -> CommitmentQuerySet:
        """Return the public ones with what everybody is told on `today`: `met_on`, `status`, and `told_due_on`.

        Of a place at risk no day is told, and so nothing is soon due, overdue or done late there.
        """
        told_due_on = Case(When(government__at_risk=False, then=F("due_on")))
        return self.public().with_status(today, told=True).annotate(told_due_on=told_due_on)

    def with_status(self, today: date, *, told: bool = False) -> CommitmentQuerySet:
        """Add `met_on` and `status`, one of `deliverables.Status`, as it is on `today`.

        What was done stays done, whatever became of the signature. While what was sent waits for us, nothing is late.
        `told`: in public, where nothing is sent, late or due in a place at risk.
        """
        ended, soon = [str(state) for state in deliverables.ENDED], today + deliverables.SOON
        at_risk, sent = Q(government__at_risk=True), Q(Exists(self._evidence("awaiting")))
        rules: list[tuple[Q, Status]] = [
            *([(Q(met_on__isnull=False) & at_risk, Status.MET)] if told else []),
            (Q(met_on__isnull=False) & (Q(due_on__isnull=True) | Q(met_on__lte=F("due_on"))), Status.MET),
            (Q(met_on__isnull=False), Status.MET_LATE),
            (Q(signature__state__in=ended), Status.CLOSED),
            (Q(signature__state="on_hold"), Status.PAUSED),
            (sent & ~at_risk if told else sent, Status.SENT),
            (Q(due_on__isnull=True), Status.UNDATED),
            *([(at_risk, Status.OPEN)] if told else []),
            (Q(due_on__lt=today), Status.OVERDUE),
            (Q(due_on__lte=soon), Status.DUE_SOON),
        ]
        cases = [When(condition, then=Value(status.value)) for condition, status in rules]
        status = Case(*cases, default=Value(Status.OPEN.value), output_field=CharField())
        return self.with_met_on().annotate(status=status)

    def totals(self, today: date) -> dict[str, int]:
        """Return how many are `kept`, were `made` (without closed ones), are `overdue` and `soon` due, as told."""
        pairs = self.told(today).order_by().values_list("status").annotate(number=models.Count("pk"))
        number = dict.fromkeys(Status, 0) | dict(pairs)
        return {
            "kept": sum(number[status] for status in deliverables.DONE),
            "made": sum(number.values()) - number[Status.CLOSED],
            "overdue": number[Status.OVERDUE],
            "soon": number[Status.DUE_SOON],
        }

    def unmet(self) -> CommitmentQuerySet:
        return self.filter(~Exists(self._accepted()))

    def met(self) -> CommitmentQuerySet:
        return self.filter(Exists(self._accepted()))

    def without_last_reminder(self) -> CommitmentQuerySet:
        """Return those whose reminder of the day itself was not sent: after it there is no other."""
        last = Reminder.objects.filter(commitment=OuterRef("pk"), due_on=OuterRef("due_on"), days=0)
        return self.filter(~Exists(last))

    def _accepted(self) -> QuerySet[Any]:
        return self._evidence("accepted")

    def _evidence(self, state: str) -> QuerySet[Any]:
        return Evidence.objects.filter(commitment=OuterRef("pk"), state=state)


class EvidenceQuerySet(models.QuerySet[Any]):
    def accepted(self) -> EvidenceQuerySet:
        return self.filter(state="accepted")

    def awaiting(self) -> EvidenceQuerySet:
        """Return what nobody has read yet, the oldest first."""
        return self.filter(state="awaiting").order_by("submitted_at", "pk")


class Schedule(models.Model):
    """How long after the council's act a deliverable is due. Editors set it; `services.reschedule` moves the days."""

    deliverable = models.CharField(_("deliverable"), max_length=20, choices=Deliverable)
    months = models.PositiveSmallIntegerField(
        _("months after the act of the council"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        ordering = ["months", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_schedule_per_deliverable",
                fields=["deliverable"],
                violation_error_message=_("This deliverable already has its due date."),
            ),
            models.CheckConstraint(
                name="schedule_is_of_one_month_to_ten_years",
                condition=Q(months__range=(1, 120)),
                violation_error_message=_("Give a number of months between 1 and 120."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_deliverable_display())


class Commitment(models.Model):
    """One deliverable that one government committed to. How it stands is computed from its evidence, never typed.

    `signature` is the signature behind it: the one that founded it, or the newer one that took its place.
    `due_on` is `counted_from`, the date of the council's act, plus the months of the schedule; it was set on
    `dated_on`. The three are empty while the signature is ad referendum.
    """

    government = models.ForeignKey(
        "members.LocalGovernment", models.PROTECT, related_name="commitments", verbose_name=_("local government")
    )
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="commitments", verbose_name=_("signature"))
    deliverable = models.CharField(_("deliverable"), max_length=20, choices=Deliverable)
    counted_from = models.DateField(_("date of the act"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    dated_on = models.DateField(_("due date set"), null=True, blank=True)
    created_at = models.DateTimeField(_("founded"), default=timezone.now, editable=False)

    objects = CommitmentQuerySet.as_manager()
    met_on: date | None  # these two are added by `with_status`
    status: str
    told_due_on: date | None  # added by `told`

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["government", "due_on", "pk"]
        permissions = [("review_commitment", "Can add, accept and refuse evidence of a commitment")]
        indexes = [models.Index(name="commitment_due", fields=["due_on"])]
        constraints = [
            models.UniqueConstraint(
                name="one_commitment_per_government_and_deliverable",
                fields=["government", "deliverable"],
                violation_error_message=_("This government already has this commitment."),
            ),
            models.CheckConstraint(
                name="commitment_is_dated_or_not",
                condition=Q(counted_from__isnull=True, due_on__isnull=True, dated_on__isnull=True)
                | Q(counted_from__isnull=False, due_on__isnull=False, dated_on__isnull=False),
                violation_error_message=_(
                    "A due date needs the act it is counted from and the day on which it was set."
                ),
            ),
        ]
        triggers = [pgtrigger.Protect(name="commitments_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_deliverable_display()}: {self.government}"

    @property
    def status_label(self) -> str:
        """The words of `status`, which `with_status` adds; where no day is told, nothing is said of one."""
        if self.status == Status.OPEN and getattr(self, "told_due_on", self.due_on) is None:
            return pgettext("commitment", "Not done yet")
        return str(Status(self.status).label)


class DueDateChange(models.Model):
    """Each due date that a commitment had, and why it moved."""

    class Cause(models.TextChoices):
        FOUNDED = "founded", _("the signature was published")
        RATIFIED = "ratified", _("the act of the council came")
        REACCESSION = "readhesion", _("a new signature was published")
        SCHEDULE = "schedule", _("the schedule changed")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="due_dates", verbose_name=_("commitment"))
    before = models.DateField(_("due before"), null=True)
    due_on = models.DateField(_("due"), null=True)
    counted_from = models.DateField(_("date of the act"), null=True)
    months = models.PositiveSmallIntegerField(_("months after the act of the council"))
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("change of a due date")
        verbose_name_plural = _("changes of due dates")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="due_dates_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.due_on}"


class Evidence(models.Model):
    class State(models.TextChoices):
        AWAITING = "awaiting", _("to be read")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    class Source(models.TextChoices):
        TOWN_HALL = "town_hall", _("the town hall")
        REPORT = "report", _("yearly report")
        STAFF = "staff", _("the network's staff")  # as long as editors could add evidence themselves

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="evidence", verbose_name=_("commitment"))
    source = models.CharField(_("sent by"), max_length=10, choices=Source)
    resource = models.ForeignKey(
        "resources.Resource",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("resource of the library"),
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to="evidence/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    language = models.CharField(_("language of the description"), max_length=10, choices=settings.LANGUAGES)
    dated = models.DateField(_("done on"), help_text=_("The day on which the deliverable was finished or held."))
    submitted_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.AWAITING, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["dated", "pk"]
        indexes = [
            models.Index(name="evidence_accepted", fields=["commitment", "dated"], condition=Q(state="accepted"))
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_shows_something",
                condition=Q(resource__isnull=False)
                | ~Q(url="")
                | ~Q(description="")
                | ~Q(file="")
                | Q(state="refused"),  # a year after that its file and words are gone
                violation_error_message=_("Give a resource, an address, a file or a description."),
            ),
            models.CheckConstraint(
                name="decided_evidence_says_by_whom",
                condition=Q(state="awaiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="awaiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_(
                    "A decision on evidence needs the name of the person who made it and its date."
                ),
            ),
            models.CheckConstraint(
                name="refused_evidence_says_why",
                condition=~Q(state="refused") | ~Q(reason=""),
                violation_error_message=_("Write the reason: the town hall reads it."),
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.url or self.file_name or str(self.resource or "")


class Reminder(models.Model):
    """A reminder that was sent: once for each due date and number of days before it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reminders", verbose_name=_("commitment"))
    due_on = models.DateField(_("due"))
    days = models.PositiveSmallIntegerField(_("days before"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_reminder_per_due_date_and_threshold",
                fields=["commitment", "due_on", "days"],
                violation_error_message=_("This reminder was sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.due_on} {self.days}"
