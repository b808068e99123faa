"""What the public list, the map and the figures read: a table that PostgreSQL itself keeps.

Decision 0022-a-log-that-outsiders-check.

Nothing in Python writes here but `charter.signatories.services`. Triggers follow each published signature and each
change of a local government, whoever made it, in the same transaction.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from charter import states
from charter.signing.models import Signature
from charter.states import State
from coalition.guards import sql, truncate_guard
from coalition.members.models import LocalGovernment
from coalition.state_machines import StatefulModel

from .querysets import ReportQuerySet, SignatoryQuerySet

SQL = Path(__file__).parent / "sql"
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}
PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)


def _trigger(operation: str) -> pgtrigger.Trigger:
    """Return the trigger for `operation` (a key of OPERATIONS), whose body is the file of its name in `sql/`."""
    name = f"list_published_{operation.lower()}"
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=pgtrigger.Referencing(
            old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
        ),
        func=sql(SQL / f"{name}.sql", words={"PUBLISHED": PUBLISHED}),
    )


# Signatures -> the list. An update of a published signature reads no government: those who publish or merge hold the
# government's lock already, the others must not ask for it after the ledger's head.
ON_SIGNATURES = [_trigger(operation) for operation in OPERATIONS]
# The list has no other writer: outside of any trigger there is only `services.rebuild`.
WRITTEN_BY_TRIGGERS = pgtrigger.Protect(
    name="signatories_follow_signatures",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
)


NO_CELL = -1
STATUS_LABELS = {
    State.SIGNED: pgettext_lazy("signature", "In force"),
    State.ON_HOLD: pgettext_lazy("signature", "On hold"),
    State.WITHDRAWN: pgettext_lazy("signature", "Withdrawn"),
    State.SUPERSEDED: pgettext_lazy("signature", "Superseded"),
}


class Signatory(models.Model):
    """One published signature in whatever status, with the facts of its government beside it: one line of the list."""

    ignore_in_cache = True

    signature = models.OneToOneField(Signature, models.CASCADE, primary_key=True, related_name="public_row")
    government = models.ForeignKey(LocalGovernment, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=20, choices=State)
    ad_referendum = models.BooleanField()
    signed_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=LocalGovernment.Kind)
    section = models.CharField(max_length=30, choices=LocalGovernment.Section, blank=True)
    country = models.CharField(max_length=2)
    cell = models.SmallIntegerField(default=NO_CELL)
    latitude = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    longitude = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    words = SearchVectorField()

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        default_permissions = ()
        indexes = [models.Index(name="signatory_date", fields=["signed_at", "number"])]
        triggers = [
            WRITTEN_BY_TRIGGERS,
            truncate_guard("signatories_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"

    def get_absolute_url(self) -> str:
        if self.has_profile:
            return self.government.get_absolute_url()
        return reverse("charter:verify", args=[self.signature.verification_code])

    @property
    def status_label(self) -> str:
        return str(STATUS_LABELS[State(self.status)])

    @property
    def told_act_date(self) -> date | None:
        """The day of an act that the public reads; of a place at risk none, from which one would reckon what is due."""
        return self.signature.act_date if self.signature.act_is_shown and not self.government.at_risk else None

    @property
    def has_profile(self) -> bool:
        """Say whether the government has a page of its own: as a member, or by a signature in force."""
        return states.gives_profile(member=self.government.member, state=self.status)


class ListedSignature(Signature):
    """Signatures as the list sees them: the triggers that follow each hang here, so that signing knows of no list."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = ON_SIGNATURES


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
    def is_sent(self) -> bool:
        return self.state in (self.State.SUBMITTED, self.State.ACCEPTED)

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
