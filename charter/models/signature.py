"""The dossier of an adhesion, its states, its resume links and its ledger."""

import secrets
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from charter.querysets import LedgerQuerySet, SignatureQuerySet

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no sign that is read as another


def new_verification_code() -> str:
    """Return a random public code such as `K7QM-2VXD-9RTB`: 12 signs of 30, about 59 bits."""
    signs = "".join(secrets.choice(CODE_ALPHABET) for _sign in range(12))
    return "-".join(signs[start : start + 4] for start in (0, 4, 8))


def private_storage() -> Storage:
    """Return the storage of council acts: outside every public path."""
    return storages["private"]


class Signature(models.Model):
    """One government's dossier, from the first word typed to the published adhesion.

    A dossier binds version, language and text digest when its answers are checked. Everything before the
    official mailbox is verified is a draft that anyone with its link may change.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        MAILBOX_VERIFIED = "mailbox_verified", _("mailbox verified")
        SUBMITTED = "submitted", _("submitted")
        SIGNED = "signed", pgettext_lazy("adhesion", "signed")
        REJECTED = "rejected", _("rejected")
        CHANGES_REQUESTED = "changes_requested", _("changes requested")

    state = FSMField(_("state"), max_length=20, choices=State, default=State.DRAFT, protected=True)
    verification_code = models.CharField(
        _("verification code"), max_length=14, unique=True, default=new_verification_code, editable=False
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.ForeignKey(
        "charter.CharterVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("version signed"),
    )
    text_digest = models.CharField(_("digest of the text signed"), max_length=64, blank=True)

    government = models.ForeignKey(
        "members.LocalGovernment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("local government"),
    )
    proposed_name = models.CharField(_("proposed government"), max_length=200, blank=True)
    proposed_country = models.CharField(_("country of the proposed government"), max_length=2, blank=True)
    proposed_kind = models.CharField(_("kind of the proposed government"), max_length=20, blank=True)

    signatory_name = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_role = models.CharField(_("role of the signatory"), max_length=200, blank=True)
    official_email = models.EmailField(_("official mailbox"), max_length=254, blank=True)
    mailbox_verified_at = models.DateTimeField(_("mailbox verified"), null=True, blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact's e-mail address"), max_length=254, blank=True)

    act_body = models.CharField(_("body that took the act"), max_length=200, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=100, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    act_file = models.FileField(_("file of the act"), storage=private_storage, upload_to="acts/", blank=True)
    act_file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    act_file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-created_at", "-pk"]
        permissions = [("review_signature", "Can accept or reject a signature")]
        indexes = [
            models.Index(name="signature_signed", fields=["-decided_at"], condition=Q(state="signed")),
            models.Index(name="signature_waiting", fields=["submitted_at"], condition=Q(state="submitted")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_live_signature_per_government",
                fields=["government"],
                condition=Q(state__in=["submitted", "signed"]),
                violation_error_message=_("This government already has a signature under review or published."),
            ),
            models.CheckConstraint(
                name="live_signature_is_bound",
                condition=~Q(state__in=["submitted", "signed"])
                | Q(
                    government__isnull=False,
                    version__isnull=False,
                    submitted_at__isnull=False,
                    mailbox_verified_at__isnull=False,
                )
                & ~Q(text_digest=""),
                violation_error_message=_("A submitted signature names government, version and exact text."),
            ),
            models.CheckConstraint(
                name="decided_signature_has_its_time",
                condition=~Q(state__in=["signed", "rejected"]) | Q(decided_at__isnull=False),
                violation_error_message=_("A decided signature says when it was decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.government_name or str(_("Dossier without a government"))

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Read the row again, the protected state included.

        django-fsm's own mixin lifts the protection for every thread while one of them reads; this one only
        forgets the old state of this instance, so that the field takes the new one.
        """
        names = [field.attname for field in self._meta.concrete_fields] if fields is None else list(fields)
        if "state" in names:
            self.__dict__.pop("state", None)
        if fields is None:
            self.__dict__.pop("_prefetched_objects_cache", None)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)

    @property
    def government_name(self) -> str:
        """Return the government's name in the active language, or the one that was proposed."""
        return str(self.government) if self.government_id else self.proposed_name

    @property
    def is_open(self) -> bool:
        """Say whether the town hall may still change it."""
        return self.state in (self.State.DRAFT, self.State.MAILBOX_VERIFIED, self.State.CHANGES_REQUESTED)

    @property
    def official_domain(self) -> str:
        return self.official_email.rpartition("@")[2]

    @transition(
        field=state,
        source=[State.DRAFT, State.CHANGES_REQUESTED, State.MAILBOX_VERIFIED],
        target=State.MAILBOX_VERIFIED,
    )
    def verify_mailbox(self) -> None:
        """A person who reads the official mailbox typed its code."""
        self.mailbox_verified_at = timezone.now()

    @transition(field=state, source=State.MAILBOX_VERIFIED, target=State.DRAFT)
    def reopen(self) -> None:
        """The answers changed after the code was typed: it must be typed again."""
        self.mailbox_verified_at = None

    @transition(field=state, source=State.MAILBOX_VERIFIED, target=State.SUBMITTED)
    def submit(self) -> None:
        """The dossier goes to the reviewers."""
        self.submitted_at = timezone.now()

    @transition(field=state, source=State.SUBMITTED, target=State.SIGNED)
    def accept(self) -> None:
        """A reviewer found the evidence good: the adhesion is public."""
        self.decided_at = timezone.now()

    @transition(field=state, source=State.SUBMITTED, target=State.REJECTED)
    def reject(self) -> None:
        """A reviewer refused it, with a reason."""
        self.decided_at = timezone.now()

    @transition(field=state, source=State.SUBMITTED, target=State.CHANGES_REQUESTED)
    def request_changes(self) -> None:
        """A reviewer asks the town hall for something more; the dossier is open again."""
        self.decided_at = timezone.now()


class ResumeLink(models.Model):
    """A secret address that opens one dossier: for the contact, and for a colleague who finishes it."""

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"


class LedgerEntry(models.Model):
    """One transition of one dossier. Append-only; no personal data but the reviewer's account."""

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="ledger", verbose_name=_("signature"))
    event = models.CharField(_("event"), max_length=30)
    source = models.CharField(_("from"), max_length=20, choices=Signature.State)
    target = models.CharField(_("to"), max_length=20, choices=Signature.State)
    at = models.DateTimeField(_("time"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    data = models.JSONField(_("facts"), default=dict)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"
