"""Which members of associations: chainable, never writes."""

from datetime import datetime
from pathlib import Path
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter import states
from charter.acts import private_storage
from coalition.guards import sql
from coalition.languages.names import country_name
from coalition.members.models import LocalGovernment

from .models import Signature


class GroupMemberQuerySet(models.QuerySet[Any]):
    def counted(self) -> Self:
        """Return those that said yes and were accepted: they count as long as the signature does."""
        return self.filter(counted_at__isnull=False)

    def to_remind(self, asked_by: datetime) -> Self:
        """Return those asked by that moment that have not answered and were not reminded, while they may answer."""
        silent = self.filter(asked_at__lte=asked_by, answer="", counted_at__isnull=True, reminded_at__isnull=True)
        return silent.filter(signature__state__in=states.ASK_MEMBERS).exclude(official_email="")

    def unconfirmed(self) -> Self:
        """Return those whose mailbox a reviewer has still to confirm, before they are asked."""
        return self.filter(asked_at__isnull=True, counted_at__isnull=True).exclude(official_email="")

    def to_ask(self) -> Self:
        """Return those whose mailbox a reviewer confirmed, and to whom the question has still to be mailed."""
        waits = self.filter(asked_at__isnull=False, links__isnull=True, answer="", counted_at__isnull=True)
        return waits.filter(signature__state__in=states.ASK_MEMBERS).exclude(official_email="")

    def to_accept(self) -> Self:
        """Return those that said yes by an act or a delegation, which no reviewer has read, of published signatures."""
        yes = self.filter(answer="yes", counted_at__isnull=True).exclude(basis="")
        return yes.filter(signature__state__in=states.STANDING)


PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)
SQL = Path(__file__).parent / "sql"
WORDS = {"PUBLISHED": PUBLISHED}


class GroupMember(models.Model):
    """A local government that an association lists. It counts once it said yes, and a reviewer read that.

    `listed_name` and `listed_country` are the association's own words. One that the directory lacks has no government
    before the association's mailbox is proven: then it is proposed. What was published never changes: nobody is added
    or taken off, and the yes of a member that counts stays. Its act is its own council's, or the one by which it
    delegated the signature to the association.
    """

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("answer of a member", "yes")
        NO = "no", pgettext_lazy("answer of a member", "no")

    class Basis(models.TextChoices):
        ACT = "act", _("an act of its own council")
        DELEGATION = "delegation", _("a delegation given to the association")
        BEFORE = "before", _("counted before members were asked")

    signature = models.ForeignKey(
        Signature, models.CASCADE, related_name="group_members", verbose_name=_("signature of the association")
    )
    government = models.ForeignKey(
        LocalGovernment, models.PROTECT, null=True, related_name="group_signatures", verbose_name=_("local government")
    )
    listed_name = models.CharField(_("name on the list"), max_length=200, blank=True, db_default="")
    listed_country = models.CharField(_("country on the list"), max_length=2, blank=True, db_default="")
    official_email = models.EmailField(_("official mailbox"), max_length=254, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    basis = models.CharField(_("basis of its answer"), max_length=10, choices=Basis, blank=True)
    act_body = models.CharField(_("body that took the act"), max_length=200, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=100, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    act_file = models.FileField(_("file of the act"), storage=private_storage, upload_to="acts/", blank=True)
    act_file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a group signature")
        verbose_name_plural = _("members of group signatures")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_member_of_a_group",
                fields=["signature", "government"],
                violation_error_message=_("This local government is already on the list."),
            ),
            models.UniqueConstraint(
                name="one_line_per_member_of_a_group",
                fields=["signature", "listed_name", "listed_country"],
                condition=~Q(listed_name=""),
                violation_error_message=_("This local government is already on the list."),
            ),
            models.CheckConstraint(
                name="member_has_a_name",
                condition=Q(government__isnull=False) | ~Q(listed_name=""),
                violation_error_message=_("Enter the name of the member."),
            ),
            models.CheckConstraint(
                name="member_that_counts_said_yes",
                condition=Q(counted_at__isnull=True)
                | Q(basis="before")
                | Q(answer="yes", accepted_by__isnull=False, basis__in=["act", "delegation"]),
                violation_error_message=_("A member counts once it said yes, and a reviewer accepted it."),
            ),
            models.CheckConstraint(
                name="answer_of_a_member_is_whole",
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer="no", answered_at__isnull=False)
                | Q(answer="yes", answered_at__isnull=False, basis="")
                | Q(answer="yes", answered_at__isnull=False, act_date__isnull=False)
                & ~Q(act_number="")
                & (Q(basis="delegation") | Q(basis="act") & ~Q(act_file_sha256="")),
                violation_error_message=_(
                    "An act or a delegation needs its number and date; an act of its own council needs its file."
                ),
            ),
        ]
        # A merge of two rows of one government is no change, and lifts them: charter.review.government_merges.
        triggers = [
            pgtrigger.Trigger(
                name="published_group_is_frozen_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=sql(SQL / "published_group_is_frozen_in.sql", words=WORDS, indent=20),
            ),
            pgtrigger.Trigger(
                name="published_group_is_frozen_out",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=sql(SQL / "published_group_is_frozen_out.sql", words=WORDS).rstrip("\n"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.standing})"

    @property
    def name(self) -> str:
        return self.government.name if self.government else self.listed_name

    @property
    def country(self) -> str:
        return self.government.country if self.government else self.listed_country

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def is_counted(self) -> bool:
        return self.counted_at is not None

    @property
    def standing(self) -> str:
        if self.is_counted:
            return str(_("counted"))
        if self.answer == self.Answer.YES and not self.basis:
            return str(_("said yes: its decision or delegation is awaited"))
        if self.answer:
            answers = {self.Answer.YES: _("said yes: a reviewer reads its decision"), self.Answer.NO: _("said no")}
            return str(answers[self.Answer(self.answer)])
        return str(_("asked, has not answered yet") if self.asked_at else _("not asked yet"))
