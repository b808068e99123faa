"""The chain of entries, and what stands beside an entry: trusted time, public words, their removal."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts import private_storage
from charter.states import Cause, Party, State
from coalition.guards import sql, truncate_guard

from . import chain


class LedgerQuerySet(models.QuerySet[Any]):
    def of(self, signature_id: int) -> LedgerQuerySet:
        return (
            self.filter(signature_id=signature_id)
            .select_related("actor", "status_change__redaction", "trusted_time")
            .order_by("sequence")
        )


class RedactionQuerySet(models.QuerySet[Any]):
    def proposed(self) -> RedactionQuerySet:
        return self.filter(confirmed_at__isnull=True)

    def done(self) -> RedactionQuerySet:
        return self.filter(confirmed_at__isnull=False)


SQL = Path(__file__).parent / "sql"

WORDS_GO_BY_TWO = pgtrigger.Trigger(
    name="status_changes_lose_words_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=sql(SQL / "status_changes_lose_words_by_two.sql", indent=8),
)

# Changes by town halls before decision 0021-two-people-in-the-charter have no file: this looks at new ones only.
TOWN_HALL_SENDS_ITS_ACT = pgtrigger.Trigger(
    name="town_hall_sends_its_act",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=sql(SQL / "town_hall_sends_its_act.sql", indent=8),
)

# Earlier changes by the network name one person: this looks at new ones only.
NETWORK_CHANGES_STATUS_BY_TWO = pgtrigger.Trigger(
    name="network_changes_status_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=sql(SQL / "network_changes_status_by_two.sql", indent=8),
)

REMOVED_FOR_EVER = pgtrigger.Trigger(
    name="redactions_are_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=sql(SQL / "redactions_are_kept.sql", indent=8),
)


class LedgerEntry(models.Model):
    """One transition of one signature. Append-only and chained; it holds no personal data but an account's number.

    `hash` is the SHA-256 of the entry's canonical form, which holds the hash of the entry before it
    (`charter.ledger.chain`, specified in the README of this room).
    """

    sequence = models.PositiveBigIntegerField(_("sequence"), unique=True)
    signature = models.ForeignKey(
        "charter.Signature", models.PROTECT, related_name="ledger", verbose_name=_("signature")
    )
    dossier = models.CharField(_("signature"), max_length=14)  # its code, under the name that the hash covers
    event = models.CharField(_("event"), max_length=30)
    source = models.CharField(_("from"), max_length=20, choices=State)
    target = models.CharField(_("to"), max_length=20, choices=State)
    party = models.CharField(_("by"), max_length=10, choices=Party)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    at = models.DateTimeField(_("time"))
    data = models.JSONField(_("facts"), default=dict)
    previous = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["sequence"]
        indexes = [models.Index(name="ledger_by_signature", fields=["signature", "-sequence"])]
        constraints = [
            models.CheckConstraint(
                name="ledger_entry_of_staff_names_the_account",
                condition=Q(party="staff", actor__isnull=False) | ~Q(party="staff") & Q(actor__isnull=True),
                violation_error_message=_("Only an entry by the staff names an account."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("ledger_is_not_truncated"),
            pgtrigger.Trigger(
                name="ledger_is_chained",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("last_hash", "text")],
                func=sql(SQL / "ledger_is_chained.sql", indent=20),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event} {self.at:%Y-%m-%d %H:%M}"

    def payload(self) -> dict[str, Any]:
        """Return what the hash covers, as plain JSON values. Its keys are hashed: none is ever renamed."""
        return {
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "dossier": self.dossier,
            "event": self.event,
            "from": self.source,
            "to": self.target,
            "by": f"staff:{self.actor_id}" if self.actor_id else self.party,
            "facts": self.data,
            "previous": self.previous,
        }


class LedgerHead(models.Model):
    """The one row that every transition locks: the last entry, and the last signatory number given."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.GENESIS)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ledger_has_one_head",
                condition=Q(pk=1),
                violation_error_message=_("The ledger has one current fingerprint."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class LoggedFact(models.Model):
    """Something that no entry tells and that must not change unseen; the log has a leaf for it.

    An act that came for a signature which is published, or that was dropped again; code, names and country of a local
    government; what the public reads of a version, a commitment or a report.
    """

    class Kind(models.TextChoices):
        ACT = "act"
        GOVERNMENT = "government"
        PUBLIC = "public"

    kind = models.CharField(max_length=12, choices=Kind)
    subject = models.CharField(max_length=64)  # a verification code, the code of a local government, a version
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("fact of the log")
        verbose_name_plural = _("facts of the log")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(name="facts_by_subject", fields=["kind", "subject"])]
        triggers = [
            pgtrigger.Protect(name="facts_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("facts_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class TrustedTime(models.Model):
    """An RFC 3161 token over an entry's hash. An entry without a row has no trusted time, and says so."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="trusted_time", verbose_name=_("entry"))
    token = models.BinaryField(_("token"))
    at = models.DateTimeField(_("time by the authority"))

    class Meta:
        verbose_name = _("trusted time")
        verbose_name_plural = _("trusted times")
        triggers = [
            pgtrigger.Protect(name="trusted_times_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("trusted_times_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.at:%Y-%m-%d %H:%M:%S}"


class StatusChange(models.Model):
    """What happened to a published signature, in public: which act, on which day, for which reason."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="status_change", verbose_name=_("entry"))
    signature = models.ForeignKey(
        "charter.Signature", models.PROTECT, related_name="status_changes", verbose_name=_("signature")
    )
    effective_on = models.DateField(_("effective from"))
    act_body = models.CharField(_("body that took the act"), max_length=200, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=100, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reason_salt = models.CharField(max_length=64, blank=True, editable=False)
    cause = models.CharField(_("public reason"), max_length=20, choices=Cause, blank=True)
    act_file = models.FileField(_("file of the act"), storage=private_storage, upload_to="acts/", blank=True)
    act_file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["entry__sequence"]
        triggers = [
            pgtrigger.Protect(name="status_changes_are_kept", operation=pgtrigger.Delete),
            WORDS_GO_BY_TWO,
            TOWN_HALL_SENDS_ITS_ACT,
            NETWORK_CHANGES_STATUS_BY_TWO,
            truncate_guard("status_changes_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.effective_on}"


class Redaction(models.Model):
    """One person proposes to remove the words, another one does it. Then it stays, and says so in public.

    The ledger holds a digest of the words and never the words: its chain does not change. `entry_hash` is the hash of
    the entry that they belong to, so that a redaction of another entry is found.
    """

    change = models.OneToOneField(
        StatusChange, models.PROTECT, related_name="redaction", verbose_name=_("change of status")
    )
    entry_hash = models.CharField(_("hash of the ledger entry"), max_length=64)
    why = models.TextField(_("why"), help_text=_("For the team only. Do not repeat the words."))
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
        triggers = [REMOVED_FOR_EVER, truncate_guard("redactions_are_not_truncated")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.proposed_at:%Y-%m-%d}"


class Leaf(models.Model):
    """One record of the charter as the log holds it: a salted digest, which tells nothing and proves everything.

    `about` says which record of `kind` it is, by what the record is known by in public. Whoever has `salt` and the
    record makes `commitment` again (`charter.ledger.log.commitment`).
    """

    class Kind(models.TextChoices):
        ENTRY = "entry"
        CERTIFICATE = "certificate"
        TEXT = "text"
        ACT = "act"
        GOVERNMENT = "government"
        PUBLIC = "public"

    index = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=64)
    salt = models.BinaryField()
    commitment = models.BinaryField()
    hash = models.BinaryField()
    signature = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("leaf of the log")
        verbose_name_plural = _("leaves of the log")
        ordering = ["index"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="a_record_has_one_leaf",
                fields=["kind", "about"],
                violation_error_message=_("This record is in the log."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="leaves_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("leaves_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind} {self.about}"


class LogSize(models.Model):
    """The one row that gives out places: how many leaves there are, and how many of them are older than the log."""

    size = models.PositiveBigIntegerField(default=0)
    founded = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="log_has_one_size",
                condition=Q(pk=1),
                violation_error_message=_("The log has one size."),
            )
        ]

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """What the log said of itself at one size, signed: `note` as it was made public."""

    size = models.PositiveBigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("checkpoint of the log")
        verbose_name_plural = _("checkpoints of the log")
        ordering = ["-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(name="checkpoints_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("checkpoints_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.made_at:%Y-%m-%d %H:%M}"
