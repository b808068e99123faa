"""The signature, and the links that open one."""

import secrets
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from charter import clock, states
from charter.acts import private_storage
from coalition import dates
from coalition.guards import sql, truncate_guard
from coalition.members.models import LocalGovernment
from coalition.privacy.secret_links import SecretLink
from coalition.state_machines import StatefulModel


class SignatureQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state__in=states.OPEN)

    def signed(self) -> Self:
        return self.filter(state="signed")

    def published(self) -> Self:
        return self.filter(state__in=states.PUBLISHED)

    def shown(self) -> Self:
        return self.published().select_related("government", "version")

    def after(self, signature: Any) -> Self:
        """Return the published signatures of the same government that came later, the latest first."""
        later = self.published().filter(government_id=signature.government_id, number__gt=signature.number)
        return later.order_by("-number")

    def listed(self) -> Self:
        """Return the rows of the public list, newest first, with what it shows."""
        return self.signed().select_related("government", "version").order_by("-signed_at", "-pk")

    def untouched_since(self, moment: datetime) -> Self:
        return self.open().filter(updated_at__lt=moment)

    def about_address(self, address: str) -> Self:
        return self.filter(models.Q(contact_email=address) | models.Q(official_email=address))


CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no sign that is read as another


def new_verification_code() -> str:
    """Return a random public code such as `K7QM-2VXD-9RTB`: 12 signs of 30, about 59 bits."""
    signs = "".join(secrets.choice(CODE_ALPHABET) for _sign in range(12))
    return "-".join(signs[start : start + 4] for start in (0, 4, 8))


def new_salt() -> str:
    """Return 32 random bytes in hexadecimal: they keep the ledger's digest of a name from being guessed."""
    return secrets.token_hex(32)


# Those under review first: the order of the reviewers' queue.
QUEUE = Case(When(state__in=states.UNDER_REVIEW, then=Value(0)), default=Value(1), output_field=models.IntegerField())
INDEXES = [
    models.Index(QUEUE, "submitted_at", "id", name="signature_queue"),
    models.Index(name="signature_signed", fields=["-signed_at"], condition=Q(state="signed")),
    models.Index(
        name="signature_waiting", fields=["submitted_at"], condition=Q(state__in=["submitted", "authority_checked"])
    ),
]

CONSTRAINTS = [
    models.UniqueConstraint(
        name="one_signature_under_review_per_government",
        fields=["government"],
        condition=Q(state__in=states.UNDER_REVIEW),
        violation_error_message=_("This government already has a signature under review."),
    ),
    models.UniqueConstraint(
        name="one_standing_signature_per_government",
        fields=["government"],
        condition=Q(state__in=states.STANDING),
        violation_error_message=_("This government already has a published signature."),
    ),
    models.UniqueConstraint(
        name="one_live_signature_per_government_and_version",
        fields=["government", "version"],
        condition=Q(state__in=states.LIVE),
        violation_error_message=_("This government already has a signature under review or published."),
    ),
    models.CheckConstraint(
        name="live_signature_is_bound",
        condition=~Q(state__in=states.BOUND)
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
        condition=~Q(state__in=[*states.PUBLISHED, "rejected"]) | Q(decided_at__isnull=False),
        violation_error_message=_("A decided signature needs the date of its decision."),
    ),
    models.CheckConstraint(
        name="authority_is_checked_by_somebody",
        condition=~Q(state__in=["authority_checked", *states.PUBLISHED])
        | Q(checked_by__isnull=False, checked_at__isnull=False),
        violation_error_message=_("An authority check needs the name of the person who made it and its date."),
    ),
    models.CheckConstraint(
        name="two_people_check_and_publish",
        condition=~Q(state__in=states.PUBLISHED) | Q(decided_by__isnull=False) & ~Q(decided_by=F("checked_by")),
        violation_error_message=_("The person who publishes is not the one who checked the authority."),
    ),
    models.CheckConstraint(
        name="published_signature_has_number_and_time",
        condition=Q(state__in=states.PUBLISHED, number__isnull=False, signed_at__isnull=False)
        | ~Q(state__in=states.PUBLISHED) & Q(number__isnull=True, signed_at__isnull=True),
        violation_error_message=_("Only a published signature has a number and a publication date."),
    ),
    models.CheckConstraint(
        name="signature_without_act_is_ad_referendum",
        condition=~Q(state__in=states.PUBLISHED) | ~Q(act_file_sha256="") | Q(ad_referendum_until__isnull=False),
        violation_error_message=_("Without the file of the act, a signature is published ad referendum, until a day."),
    ),
]

FROZEN = (
    "version", "language", "text_digest", "number", "verification_code", "signed_at", "submitted_at",
    "checked_by", "checked_at", "decided_by", "decided_at", "salt",
)  # fmt: skip
FILE = ("act_file_sha256", "act_file_sent_sha256")
ACT = ("act_body", "ad_referendum_until")
ON_THE_CERTIFICATE = ("signatory_name", "signatory_role", "act_number", "act_date")
CORRECTED = (*ON_THE_CERTIFICATE, "official_email", "mailbox_verified_at")


SQL = Path(__file__).parent / "sql"


def _any_changes(*fields: str) -> pgtrigger.Q:
    return reduce(or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields))


IS_PUBLISHED = pgtrigger.Q(old__state__in=list(states.PUBLISHED))
AWAITS_ITS_ACT = pgtrigger.Q(old__state__in=list(states.STANDING), old__ad_referendum_until__isnull=False)
IS_RATIFIED = AWAITS_ITS_ACT & pgtrigger.Q(new__ad_referendum_until__isnull=True)
TRIGGERS = [
    pgtrigger.Protect(
        name="published_signature_is_frozen",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes(*FROZEN),
    ),
    pgtrigger.Protect(  # ad referendum, a file may come, and another one in its place; ratified, nothing changes
        name="published_act_is_frozen",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & (_any_changes(*ACT) & ~IS_RATIFIED | _any_changes(*FILE) & ~AWAITS_ITS_ACT),
    ),
    pgtrigger.Trigger(  # the last entry says that these were corrected, and what they are now
        name="published_signature_is_corrected_as_entered",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes(*CORRECTED) & ~IS_RATIFIED,
        func=sql(SQL / "corrected_as_entered.sql"),
    ),
    pgtrigger.Protect(
        name="published_delegation_is_frozen",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes("delegation_number", "delegation_date"),
    ),
    pgtrigger.Protect(  # a merge of two rows of one government lifts it: charter.review.government_merges
        name="published_signature_keeps_its_government",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes("government"),
    ),
    pgtrigger.Protect(
        name="published_signature_is_kept",
        operation=pgtrigger.Delete,
        condition=IS_PUBLISHED,
    ),
    truncate_guard("signatures_are_not_truncated"),
]


def awaits_its_act(signature: Any) -> bool:
    return signature.ad_referendum_until is not None


class Signature(StatefulModel):
    """One government's signature, from the first word typed to the published signature and its end.

    A signature binds version, language and text digest when its answers are checked. Everything before the
    official mailbox is verified is a draft that anyone with its link may change. Once it is published, what was
    signed never changes; its status does, and who signed by which act is corrected, each by a ledger entry (triggers).
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

    # Of an association: by which its members let it sign, named once for all of them.
    delegation_number = models.CharField(_("number of the delegation"), max_length=100, blank=True, db_default="")
    delegation_date = models.DateField(_("date of the delegation"), null=True, blank=True)

    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    reminder = models.ForeignKey(  # that it goes, if nobody touches it
        "mail.Message", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
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
        indexes = INDEXES
        constraints = CONSTRAINTS
        triggers = TRIGGERS

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
        return list(self.group_members.select_related("government", "accepted_by"))

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
        return _("%(state)s, council decision expected by %(day)s") % {"state": state, "day": day}

    @property
    def contact_is_confirmed(self) -> bool:
        """Say whether the contact's address is theirs: they pressed a button mailed there, or it received the code."""
        if self.contact_email == self.official_email:
            return self.mailbox_verified_at is not None
        return self.contact_confirmed_at is not None

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
    @transition(field=state, source=State.ON_HOLD, target=State.ON_HOLD)
    def count_members(self) -> None:
        """Count members of an association that said yes, each by its own act or delegation."""

    @transition(field=state, source=State.SIGNED, target=State.SIGNED)
    @transition(field=state, source=State.ON_HOLD, target=State.ON_HOLD)
    def correct(self, *, answers: dict[str, Any]) -> None:
        """Put right who signed, by which act, or a mailbox; who reads a new official mailbox has typed its code.

        A contact whose address is the official mailbox moves with it.
        """
        if "official_email" in answers and self.contact_email == self.official_email:
            answers = {"contact_email": answers["official_email"], **answers}
        for name, value in answers.items():
            setattr(self, name, value)
        if "official_email" in answers:
            self.mailbox_verified_at = clock.now()
        if "contact_email" in answers:
            self.contact_confirmed_at = None

    @transition(field=state, source=list(states.STANDING), target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """End the signature of an institution that leaves the charter. A return is a new signature."""

    @transition(field=state, source=list(states.STANDING), target=State.SUPERSEDED)
    def supersede(self) -> None:
        """End the signature of an institution that signed a newer version."""

    def _keep_ratified_act(self, act_body: str, act_number: str, act_date: date) -> None:
        self.act_body, self.act_number, self.act_date = act_body, act_number, act_date
        self.ad_referendum_until = None


class ResumeLink(SecretLink):
    """A secret address that opens one signature: for the browser that began it, and for the contact.

    Whoever presses the button behind one that went `to_contact` alone has shown that the contact's address is theirs.
    """

    ignore_in_cache = True

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")
    to_contact = models.BooleanField(default=False)  # only the mail to the contact's address holds it

    @classmethod
    def for_contact(cls, signature: Signature) -> str:
        """Return the token of a fresh link, to be mailed to the contact and to nobody else."""
        return cls.issue(signature=signature, to_contact=True)

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"


class DeskLinkQuerySet(models.QuerySet[Any]):
    def live(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)

    def requested_since(self, at: datetime) -> Self:
        """Return those that were mailed because somebody filled in the public form."""
        return self.filter(is_requested=True, created_at__gt=at)


class DeskLink(SecretLink):
    """A secret address that opens the desk of a published signature: mailed to its official mailbox or to a colleague.

    By itself it shows, takes the numbers of a year and what was done; whatever changes the signature needs the code
    that goes to the official mailbox. With `change` it opens that request alone, with `member` the question to that
    member of an association alone. `occasion` says why the network sent it by itself, once: a day that comes near, a
    mandate that ended.
    """

    ignore_in_cache = True

    LIFETIME = timedelta(days=400)  # the numbers of a year are asked and given within it
    KEPT = timedelta(days=30)  # after it opens nothing any more

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="desk_links")
    to_contact = models.BooleanField(default=False)  # mailed to another address than the official mailbox
    change = models.ForeignKey("charter.TownHallRequest", models.CASCADE, null=True, related_name="stop_links")
    member = models.ForeignKey("charter.GroupMember", models.CASCADE, null=True, related_name="links")
    occasion = models.CharField(max_length=60, blank=True)
    is_requested = models.BooleanField(default=False)  # by the public form
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DeskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a desk")
        verbose_name_plural = _("links to desks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_signature_link_per_occasion",
                fields=["signature", "occasion"],
                condition=~Q(occasion=""),
                violation_error_message=_("The link for this occasion was sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"

    @property
    def proves_mailbox(self) -> bool:
        """Say whether it went to an address that is to become the official mailbox: there a code is typed, no more."""
        return bool(self.change_id and self.occasion)

    @classmethod
    def issue(cls, **fields: Any) -> str:
        """Store a fresh link that lives for LIFETIME, and return its token. IntegrityError: `occasion` had its own."""
        return super().issue(**{"expires_at": timezone.now() + cls.LIFETIME, **fields})

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of old links; those of an occasion stay, so that it is told once."""
        return Q(occasion="", expires_at__lt=now - cls.KEPT)


__all__ = ["DeskLink", "ResumeLink", "Signature"]
