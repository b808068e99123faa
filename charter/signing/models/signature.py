"""The signature of a signature and its states."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from charter import clock, states
from charter.acts.storage import private_storage
from charter.signing.models import rules
from charter.signing.models.codes import new_salt, new_verification_code
from charter.signing.querysets import SignatureQuerySet
from coalition import dates
from coalition.members.models import LocalGovernment
from coalition.states import StatefulModel


def awaits_its_act(signature: Any) -> bool:
    return signature.ad_referendum_until is not None


class Signature(StatefulModel):
    """One government's signature, from the first word typed to the published signature and its end.

    A signature binds version, language and text digest when its answers are checked. Everything before the
    official mailbox is verified is a draft that anyone with its link may change. Once it is published, what was
    signed never changes (trigger); only its status does, and each change is a ledger entry.
    """

    State = states.State

    state = FSMField(_("state"), max_length=20, choices=State, default=State.DRAFT, protected=True)
    verification_code = models.CharField(
        _("verification code"), max_length=14, unique=True, default=new_verification_code, editable=False
    )
    number = models.PositiveIntegerField(_("signatory number"), null=True, blank=True, unique=True, editable=False)
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
    proposed_kind = models.CharField(_("type of the proposed government"), max_length=20, blank=True)

    signatory_name = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_role = models.CharField(_("role of the signatory"), max_length=200, blank=True)
    official_email = models.EmailField(_("official mailbox"), max_length=254, blank=True)
    mailbox_verified_at = models.DateTimeField(_("mailbox verified"), null=True, blank=True)
    mandate_ends_on = models.DateField(_("end of the signatory's mandate"), null=True, blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact's email address"), max_length=254, blank=True)
    contact_confirmed_at = models.DateTimeField(_("contact confirmed"), null=True, blank=True, editable=False)
    salt = models.CharField(max_length=64, default=new_salt, editable=False)

    act_body = models.CharField(_("body that took the act"), max_length=200, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=100, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    act_file = models.FileField(_("file of the act"), storage=private_storage, upload_to="acts/", blank=True)
    act_file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    act_file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    act_file_sent_sha256 = models.CharField(
        _("SHA-256 of the file as it was sent"),
        max_length=64,
        blank=True,
        help_text=_("We redraw a picture before we keep it. This fingerprint identifies the file that was sent."),
    )
    ad_referendum_until = models.DateField(
        _("ad referendum until"),
        null=True,
        blank=True,
        help_text=_("The date by which the council's act is needed. Empty once it has arrived."),
    )

    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(pgettext_lazy("signature", "submitted"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("authority checked by"),
    )
    checked_at = models.DateTimeField(_("authority checked"), null=True, blank=True)
    checklist = models.JSONField(_("checklist"), default=dict, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)
    signed_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-created_at", "-pk"]
        permissions = [("review_signature", "Can review, publish, hold or withdraw a signature")]
        indexes = rules.INDEXES
        constraints = rules.CONSTRAINTS
        triggers = rules.TRIGGERS

    def __str__(self) -> str:
        return self.government_name or str(_("Signature without a government"))

    @property
    def government_name(self) -> str:
        return str(self.government) if self.government_id else self.proposed_name

    @property
    def is_group(self) -> bool:
        kind = self.government.kind if self.government else self.proposed_kind
        return kind == LocalGovernment.Kind.ASSOCIATION

    @property
    def listed_members(self) -> list[Any]:
        return list(self.group_members.select_related("government"))

    @property
    def counted_members(self) -> list[Any]:
        return list(self.group_members.counted().select_related("government"))

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def is_published(self) -> bool:
        return self.state in states.PUBLISHED

    @property
    def has_act(self) -> bool:
        return bool(self.act_file_sha256)

    @property
    def has_profile(self) -> bool:
        """Say whether its government has a page of its own, as far as this signature tells."""
        return self.government is not None and states.gives_profile(member=self.government.member, state=self.state)

    @property
    def act_is_shown(self) -> bool:
        """Say whether the public reads the act: its file is in evidence, and a reviewer took it for the act.

        Body, number and date of another one are only what the town hall says of it.
        """
        return self.is_published and self.has_act and self.ad_referendum_until is None

    @property
    def act_was_drawn_anew(self) -> bool:
        """Say whether the file that is kept is not, byte for byte, the one that was sent: a picture."""
        return bool(self.act_file_sent_sha256) and self.act_file_sent_sha256 != self.act_file_sha256

    @property
    def is_ad_referendum(self) -> bool:
        """Say whether it was published on the word of an officer, before the council's act came."""
        return self.is_published and self.ad_referendum_until is not None

    @property
    def state_label(self) -> str:
        state = self.get_state_display()
        if not self.is_published or self.ad_referendum_until is None:
            return str(state)
        day = dates.day(self.ad_referendum_until)
        return _("%(state)s, ad referendum until %(day)s") % {"state": state, "day": day}

    @property
    def contact_is_confirmed(self) -> bool:
        """Say whether the contact's address is theirs: they pressed a button mailed there, or it received the code."""
        if self.contact_email == self.official_email:
            return self.mailbox_verified_at is not None
        return self.contact_confirmed_at is not None

    @property
    def official_domain(self) -> str:
        return self.official_email.rpartition("@")[2]

    # The town hall

    @transition(
        field=state,
        source=[State.DRAFT, State.CHANGES_REQUESTED, State.MAILBOX_VERIFIED],
        target=State.MAILBOX_VERIFIED,
    )
    def verify_mailbox(self) -> None:
        """Note that somebody who reads the official mailbox typed its code."""
        self.mailbox_verified_at = clock.now()

    @transition(field=state, source=State.MAILBOX_VERIFIED, target=State.DRAFT)
    def reopen(self) -> None:
        """Ask for the code again, since the answers changed after it was typed."""
        self.mailbox_verified_at = None

    @transition(field=state, source=State.MAILBOX_VERIFIED, target=State.SUBMITTED)
    def submit(self) -> None:
        self.submitted_at = clock.now()
        self.checked_by = self.checked_at = None
        self.checklist = {}

    # The reviewers

    @transition(field=state, source=State.SUBMITTED, target=State.AUTHORITY_CHECKED)
    def check_authority(self, *, reviewer: Any, checklist: dict[str, Any]) -> None:
        """Note what the first reviewer found: this person may sign for this institution."""
        self.checked_by, self.checked_at, self.checklist = reviewer, clock.now(), checklist

    @transition(field=state, source=State.AUTHORITY_CHECKED, target=State.SUBMITTED)
    def recheck(self) -> None:
        """Have the authority checked anew, since the signature became another institution's."""
        self.checked_by = self.checked_at = None
        self.checklist = {}

    @transition(field=state, source=State.AUTHORITY_CHECKED, target=State.SIGNED)
    def publish(self, *, reviewer: Any, number: int) -> None:
        self.decided_by, self.decided_at, self.reason = reviewer, clock.now(), ""
        self.number, self.signed_at = number, clock.now()

    @transition(field=state, source=list(states.UNDER_REVIEW), target=State.REJECTED)
    def reject(self, *, reviewer: Any, reason: str) -> None:
        self.decided_by, self.decided_at, self.reason = reviewer, clock.now(), reason

    @transition(field=state, source=list(states.UNDER_REVIEW), target=State.CHANGES_REQUESTED)
    def request_changes(self, *, reviewer: Any, reason: str) -> None:
        self.decided_by, self.decided_at, self.reason = reviewer, clock.now(), reason

    # After publication

    @transition(field=state, source=State.SIGNED, target=State.ON_HOLD)
    def hold(self) -> None:
        """Let the signature stop counting for a while."""

    @transition(field=state, source=State.ON_HOLD, target=State.SIGNED)
    def reinstate(self) -> None:
        """Let the signature count again."""

    @transition(field=state, source=list(states.STANDING), target=State.SIGNED, conditions=[awaits_its_act])
    def ratify(self, *, act_body: str, act_number: str, act_date: date) -> None:
        """Keep the council's act, which came: the signature is ad referendum no longer."""
        self._keep_ratified_act(act_body, act_number, act_date)

    @transition(field=state, source=State.ON_HOLD, target=State.ON_HOLD, conditions=[awaits_its_act])
    def ratify_on_hold(self, *, act_body: str, act_number: str, act_date: date) -> None:
        """Keep the council's act, which came; what else put the signature on hold stays."""
        self._keep_ratified_act(act_body, act_number, act_date)

    @transition(field=state, source=State.SIGNED, target=State.SIGNED)
    def count_members(self) -> None:
        """Count members of an association that said yes, each by its own act or delegation."""

    @transition(field=state, source=State.ON_HOLD, target=State.ON_HOLD)
    def count_members_on_hold(self) -> None:
        """Note members that said yes; they count once the signature of their association does."""

    @transition(field=state, source=list(states.STANDING), target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """End the signature of an institution that leaves the charter. A return is a new signature."""

    @transition(field=state, source=list(states.STANDING), target=State.SUPERSEDED)
    def supersede(self) -> None:
        """End the signature of an institution that signed a newer version."""

    def _keep_ratified_act(self, act_body: str, act_number: str, act_date: date) -> None:
        self.act_body, self.act_number, self.act_date = act_body, act_number, act_date
        self.ad_referendum_until = None
