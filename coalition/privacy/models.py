"""What privacy needs to remember: consents, one-time codes, spent proofs, who is written to discreetly, how often a
door was tried."""

from datetime import date, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.guards import truncate_guard


class Consent(models.Model):
    """One line of the ledger of consents, which only grows: the exact words that a person agreed to, or that an editor
    gave as the proof, and when; or that they agree no longer (GDPR article 7).

    What stands is the line that was recorded last of an address and a purpose. No line is changed or deleted: the
    database refuses it.
    """

    class Kind(models.TextChoices):
        GIVEN = "given", pgettext_lazy("consent", "given")
        IMPORTED = "imported", _("brought in with a proof")
        CHANGED = "changed", _("carried over to a new address")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")

    purpose = models.CharField(_("purpose"), max_length=40)
    subject_digest = models.CharField(_("address digest"), max_length=64, db_index=True)
    text = models.TextField(_("text agreed to"))
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    kind = models.CharField(
        _("what happened"), max_length=9, choices=Kind, default=Kind.GIVEN, db_default=Kind.GIVEN.value
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, db_default=Now())

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_is_of_a_known_kind",
                condition=Q(kind__in=["given", "imported", "changed", "withdrawn"]),
                violation_error_message=_("A consent is given, brought in, carried over or withdrawn."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="consents_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'The ledger of consents only grows.' USING ERRCODE = 'restrict_violation';",
            ),
            truncate_guard("consents_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kind} {self.version} {self.language}"


class OneTimeCode(models.Model):
    """A typed code: its digest, whom it was mailed to, how many wrong answers it got."""

    purpose = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_code_per_subject",
                fields=["purpose", "subject_id"],
                condition=Q(used_at__isnull=True),
                violation_error_message=_("A code is already on its way."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"


class DiscreetAddress(models.Model):
    """A mailbox whose holder asked, in `source`, for mails that say nothing in the inbox."""

    mailbox_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_discreet_choice_per_source",
                fields=["mailbox_digest", "source"],
                violation_error_message=_("This address already gets discreet emails there."),
            )
        ]

    def __str__(self) -> str:
        return self.source


class Inquiry(models.Model):
    """What somebody typed, until the worker has looked it up: see `inquiries`."""

    kind = models.CharField(max_length=40)
    typed = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "inquiries"
        indexes = [
            models.Index(name="inquiry_to_answer", fields=["next_attempt_at"], condition=Q(settled_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                name="a_settled_inquiry_keeps_nothing",
                condition=Q(settled_at__isnull=True) | Q(typed={}),
                violation_error_message=_("What was typed is erased once it is answered."),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class RateCounter(models.Model):
    """How often something was tried under one key: attempts of a window by scope, wrong passwords in a row (`window` is
    the last try), or a proof of work that was used (`window` is when its challenge expires)."""

    DELAY, PROOF = "delay", "proof"

    scope = models.CharField(max_length=40)
    key_digest = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_rate_counter_per_window",
                fields=["scope", "key_digest", "window"],
                violation_error_message=_("This window is already counted."),
            ),
            models.UniqueConstraint(
                name="one_row_for_a_delay_or_a_proof",
                fields=["scope", "key_digest"],
                condition=Q(scope__in=["delay", "proof"]),
                violation_error_message=_("This window is already counted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.window:%Y-%m-%d %H:%M}"


class CacheEntry(models.Model):
    """One value of Django's cache, which reads and writes this table itself: see coalition/caches.py."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


def one_month_after(day: date) -> date:
    """Return the same day of the next month, or its last one where it has no such day (GDPR article 12.3)."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


class PersonRequest(models.Model):
    """What somebody asked for, by which way, how it was checked who they are, and what was done."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("a copy of the data")
        ERASURE = "erasure", _("erasure of the data")

    class Channel(models.TextChoices):
        EMAIL = "email", _("email")
        LETTER = "letter", _("letter")
        TELEPHONE = "telephone", _("telephone")
        IN_PERSON = "in-person", _("in person")

    class Check(models.TextChoices):
        REPLY = "reply", _("the person answered an email that we sent to this address")
        CALL = "call", _("we called back on a number known before")
        MET = "met", _("a colleague knows the person and met them")
        DOCUMENT = "document", _("an identity document was seen; no copy is kept")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request of a person", "open")
        DONE = "done", pgettext_lazy("request of a person", "done")
        REFUSED = "refused", pgettext_lazy("request of a person", "refused: identity not proven")

    kind = models.CharField(_("request"), max_length=10, choices=Kind)
    channel = models.CharField(_("received by"), max_length=10, choices=Channel)
    identity_check = models.CharField(_("how identity was checked"), max_length=10, choices=Check)
    address_digest = models.CharField(max_length=64, db_index=True)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    counts = models.JSONField(_("rows by source"), default=dict, blank=True)
    kept = models.JSONField(default=list, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        ordering = ["-received_on", "-pk"]
        default_permissions = ()
        permissions = [("handle_personrequest", "Can answer requests of persons")]
        constraints = [
            models.CheckConstraint(
                name="person_request_is_due_after_it_came",
                condition=Q(due_on__gt=F("received_on")),
                violation_error_message=_("A request is due after the day it was received."),
            ),
            models.CheckConstraint(
                name="answered_person_request_says_when",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                violation_error_message=_("An answered request needs the date of its answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()
