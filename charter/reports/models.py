"""The yearly report of a signatory, and the secret addresses that open it."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from charter.reports.querysets import ReportQuerySet
from coalition.privacy.links import SecretLink
from coalition.states import StatefulModel

LINK_LIFE = timedelta(days=400)
ANSWERED_WITHIN = timedelta(days=90)  # then the public page of commitments says that it is late


class Report(StatefulModel):
    """What one government says of one year. `answers` holds, for each question's id, what was typed.

    The town hall changes it until it submits, and again when it is asked; the staff reads it and accepts it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "being written")
        SUBMITTED = "submitted", pgettext_lazy("report", "to be read")
        ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
        ASKED_AGAIN = "asked_again", pgettext_lazy("report", "asked again")

    government = models.ForeignKey(
        "members.LocalGovernment", models.PROTECT, related_name="reports", verbose_name=_("local government")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = FSMField(_("state"), max_length=12, choices=State, default=State.DRAFT, protected=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(pgettext_lazy("report", "submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-year", "government", "pk"]
        permissions = [("review_report", "Can invite to reports, accept them and ask for them again")]
        indexes = [models.Index(name="report_to_be_read", fields=["submitted_at"], condition=Q(state="submitted"))]
        constraints = [
            models.UniqueConstraint(
                name="one_report_per_government_and_year",
                fields=["government", "year"],
                violation_error_message=_("This government already has a report of this year."),
            ),
            models.CheckConstraint(
                name="report_is_of_a_year_of_the_charter",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message=_("Give a year from 2020 on."),
            ),
            models.CheckConstraint(
                name="sent_report_says_when",
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                violation_error_message=_("A report that was sent needs the date of sending."),
            ),
            models.CheckConstraint(
                name="decided_report_says_by_whom",
                condition=~Q(state__in=["accepted", "asked_again"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_(
                    "A decision on a report needs the name of the person who made it and its date."
                ),
            ),
            models.CheckConstraint(
                name="report_asked_again_says_why",
                condition=~Q(state="asked_again") | ~Q(reason=""),
                violation_error_message=_("Write the reason: the town hall reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.ASKED_AGAIN)

    @property
    def asked_on(self) -> date:
        asked_again = self.state == self.State.ASKED_AGAIN and self.decided_at
        return timezone.localdate(self.decided_at if asked_again else self.invited_at)

    @property
    def due_on(self) -> date:
        return self.asked_on + ANSWERED_WITHIN

    @transition(field=state, source=[State.DRAFT, State.ASKED_AGAIN], target=State.SUBMITTED)
    def submit(self) -> None:
        self.submitted_at = timezone.now()

    @transition(field=state, source=State.SUBMITTED, target=State.ACCEPTED)
    def accept(self, *, by: Any) -> None:
        self.decided_by, self.decided_at, self.reason = by, timezone.now(), ""

    @transition(field=state, source=State.SUBMITTED, target=State.ASKED_AGAIN)
    def ask_again(self, *, by: Any, reason: str) -> None:
        self.decided_by, self.decided_at, self.reason = by, timezone.now(), reason


class ReportLink(SecretLink):
    """A secret address that opens one report: for the town hall, and for the colleagues it gives the address to."""

    ignore_in_cache = True

    KEPT = LINK_LIFE

    report = models.ForeignKey(Report, models.CASCADE, related_name="links", verbose_name=_("report"))
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.created_at:%Y-%m-%d}"
