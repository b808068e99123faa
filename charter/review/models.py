"""Requests of town halls, and what waits for a second person: merges and changes of status."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter.acts import private_storage
from charter.signing.models import DeskLink, Signature
from charter.states import ASKED_CHANGES, COOLED_CHANGES, READ_CHANGES

from .querysets import OBJECTION_PERIOD, TownHallRequestQuerySet

SITE_ZONE = ZoneInfo("Europe/Paris")
DAYS = ("act_date", "mandate_end")  # answers of requests that are days, as ISO 8601


class TownHallRequest(models.Model):
    """What a town hall typed by its link, until the code is typed too. An act, or a change of `READ_CHANGES`, waits on
    for its reviewer; one of `COOLED_CHANGES` for `takes_effect_on` too, and can be stopped until it is done.

    Where the official mailbox is gone, `started_by` began its correction by a letter, in the place of link and code.

    `answers` holds JSON: dates as ISO 8601. A request without its code is forgotten after a day; one that ended
    keeps for the team what was asked, and why.
    """

    ignore_in_cache = True

    class Action(models.TextChoices):
        HOLD = "hold", pgettext_lazy("action of a town hall", "Put the signature on hold")
        REINSTATE = "reinstate", pgettext_lazy("action of a town hall", "Reinstate the signature")
        WITHDRAW = "withdraw", pgettext_lazy("action of a town hall", "Withdraw from the charter")
        ACT = "act", pgettext_lazy("action of a town hall", "Send the council's decision")
        CORRECT = "correct", pgettext_lazy("action of a town hall", "Correct the signature")
        SUCCESSOR = "successor", pgettext_lazy("action of a town hall", "Name a new mayor or contact")

    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("request of a town hall", "done")
        STOPPED = "stopped", pgettext_lazy("request of a town hall", "stopped")
        REFUSED = "refused", pgettext_lazy("request of a town hall", "refused")
        IMPOSSIBLE = "impossible", pgettext_lazy("request of a town hall", "no longer possible")

    class Side(models.TextChoices):
        MAILBOX = "mailbox", _("the official mailbox")
        CONTACT = "contact", _("a contact of the institution")
        REVIEWER = "reviewer", _("a reviewer of the network")

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="requests")
    link = models.ForeignKey(DeskLink, models.SET_NULL, null=True, related_name="requests")
    action = models.CharField(max_length=10, choices=Action)
    answers = models.JSONField(default=dict)
    file = models.FileField(storage=private_storage, upload_to="acts/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sent_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    file_sha256 = models.CharField(max_length=64, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)  # by a contact
    reconfirmed_at = models.DateTimeField(null=True, blank=True)  # by a code of the official mailbox, after that
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ended_by = models.CharField(max_length=10, choices=Side, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TownHallRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request of a town hall")
        verbose_name_plural = _("requests of town halls")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_signature_link",
                fields=["link"],
                condition=Q(confirmed_at__isnull=True),
                violation_error_message=_("This link already has a request without its code."),
            ),
            models.UniqueConstraint(
                name="one_act_to_confirm_per_signature",
                fields=["signature"],
                condition=Q(action="act", confirmed_at__isnull=False),
                violation_error_message=_("An act for this signature is already waiting to be confirmed."),
            ),
            models.UniqueConstraint(
                name="one_change_to_check_per_signature",
                fields=["signature"],
                condition=Q(action__in=ASKED_CHANGES, confirmed_at__isnull=False, outcome=""),
                violation_error_message=_("A change to this signature is already waiting to be checked."),
            ),
            models.CheckConstraint(
                name="asked_change_has_its_act",
                condition=~Q(action__in=READ_CHANGES) | Q(confirmed_at__isnull=True) | ~Q(outcome="") | ~Q(file=""),
                violation_error_message=_("A request to change the status needs the file of its act."),
            ),
            models.CheckConstraint(
                name="request_ends_with_an_outcome",
                condition=Q(outcome="", ended_at__isnull=True) | ~Q(outcome="") & Q(ended_at__isnull=False),
                violation_error_message=_("A request that has ended needs its date and its outcome."),
            ),
            models.CheckConstraint(
                name="change_is_checked_before_it_is_done",
                condition=~Q(outcome="done", action__in=READ_CHANGES)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                violation_error_message=_("A change takes effect once a reviewer has read its act."),
            ),
            models.CheckConstraint(
                name="a_letter_is_read_by_two_people",
                condition=Q(started_by__isnull=True) | Q(checked_by__isnull=True) | ~Q(started_by=F("checked_by")),
                violation_error_message=_("Another person reads the letter."),
            ),
            models.CheckConstraint(
                name="objected_change_is_proven_or_decided",
                condition=~Q(outcome="done")
                | Q(objected_at__isnull=True)
                | Q(reconfirmed_at__isnull=False)
                | Q(overruled_at__isnull=False, overruled_by__isnull=False),
                violation_error_message=_("A contact objected: the town hall confirms again, or a reviewer decides."),
            ),
            models.CheckConstraint(
                name="objection_to_a_letter_is_decided_by_another",
                condition=Q(started_by__isnull=True) | Q(overruled_by__isnull=True) | ~Q(started_by=F("overruled_by")),
                violation_error_message=_("Another person decides on the objection."),
            ),
            models.CheckConstraint(
                name="change_is_done_after_its_cooling_off",
                condition=~Q(outcome="done", action__in=COOLED_CHANGES)
                | Q(GreaterThanOrEqual(TruncDate("ended_at", tzinfo=SITE_ZONE), F("takes_effect_on")))
                & Q(takes_effect_on__isnull=False),
                violation_error_message=_("A change takes effect on its day, and not before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.action} {self.created_at:%Y-%m-%d}"

    @property
    def days(self) -> dict[str, date]:
        return {name: date.fromisoformat(self.answers[name]) for name in DAYS if name in self.answers}

    @property
    def is_read(self) -> bool:
        """Say whether a reviewer reads its proof before it is done."""
        return self.action in READ_CHANGES

    @property
    def code_goes_to(self) -> str:
        """Return the mailbox that types the code: the official one, and in the end the one that takes its place."""
        named = self.answers.get("official_email") if self.confirmed_at and not self.awaits_proof else ""
        return named or self.signature.official_email

    @property
    def awaits_proof(self) -> bool:
        """Say whether a contact objected, and the official mailbox has still to confirm the request again."""
        is_open = self.objected_at is not None and not (self.reconfirmed_at or self.overruled_at or self.outcome)
        return is_open and self.started_by_id is None

    @property
    def objection_ends_on(self) -> date | None:
        """Return the day on which a reconfirmed change goes on where no reviewer has decided on the objection."""
        return timezone.localdate(self.objected_at) + OBJECTION_PERIOD if self.objected_at else None

    @property
    def is_cooled(self) -> bool:
        """Say whether it waits seven days in which it can be stopped."""
        return self.action in COOLED_CHANGES

    @property
    def last_day_to_stop(self) -> date | None:
        return self.takes_effect_on - timedelta(days=1) if self.takes_effect_on else None


class MergeProposal(models.Model):
    """A local government that has signed is to become one with another: who said so first. Another person does it.

    `mark` stands for what that person was shown; where something of it changed, it is read and proposed anew.
    """

    ignore_in_cache = True

    source = models.OneToOneField("members.LocalGovernment", models.CASCADE, related_name="+")
    into = models.ForeignKey("members.LocalGovernment", models.CASCADE, related_name="+")
    mark = models.CharField(max_length=16)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proposed merge")
        verbose_name_plural = _("proposed merges")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_id} {self.into_id}"


class StatusProposal(models.Model):
    """A change of status of a published signature, with its public words: proposed by one person, decided by another.

    The row goes once it is decided. The entry in the ledger names both people; a trigger of `StatusChange` refuses one.
    """

    ignore_in_cache = True

    class Action(models.TextChoices):
        HOLD = "hold", pgettext_lazy("proposal of a reviewer", "Put the signature on hold")
        REINSTATE = "reinstate", pgettext_lazy("proposal of a reviewer", "Reinstate the signature")
        WITHDRAW = "withdraw", pgettext_lazy("proposal of a reviewer", "Remove the signature")

    signature = models.OneToOneField(Signature, models.CASCADE, related_name="status_proposal")
    action = models.CharField(max_length=10, choices=Action)
    effective_on = models.DateField()
    act_body = models.CharField(max_length=200)
    act_number = models.CharField(max_length=100)
    act_date = models.DateField()
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proposed change of status")
        verbose_name_plural = _("proposed changes of status")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.signature_id} {self.action}"
