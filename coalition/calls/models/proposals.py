"""A proposal of an association, its files, and the secret addresses that open it."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from coalition.calls.querysets import ProposalQuerySet
from coalition.calls.states import DECIDED, HANDED_IN, WAITING, State
from coalition.pages.countries import country_name
from coalition.privacy.links import SecretLink
from coalition.states import StatefulModel

from .calls import Call

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is read or heard as another
MOST_FILES = 5
LINK_LIFE = timedelta(days=400)
LONGEST_TEXT = 5_000
# What stands in the showcase once the proposal is accepted; the contact and the budget never do.
PUBLIC = ("association", "country", "title", "summary", "activities", "place", "audience")
ASKED = (*PUBLIC, "contact_name", "budget")


def private_storage() -> Storage:
    return storages["private"]


def new_reference() -> str:
    """Return a random reference that people can read aloud: eight letters and digits."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


class Proposal(StatefulModel):
    """What one association proposes. A draft is its own; from the moment it is sent the team reads it."""

    ignore_in_cache = True

    State = State

    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals", verbose_name=_("call for initiatives"))
    state = FSMField(_("state"), max_length=12, choices=State, default=State.DRAFT, protected=True)
    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    contact_email = models.EmailField(_("contact's email address"), max_length=254, blank=True)
    contact_confirmed_at = models.DateTimeField(_("contact confirmed"), null=True, blank=True, editable=False)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    association = models.CharField(_("association"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    activities = models.TextField(_("what is done"), blank=True)
    place = models.TextField(_("where"), blank=True)
    audience = models.TextField(_("for whom"), blank=True)
    budget = models.PositiveIntegerField(_("amount asked, in euros"), null=True, blank=True)
    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(pgettext_lazy("proposal", "sent"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(pgettext_lazy("proposal", "withdrawn"), null=True, blank=True)

    completed_at = models.DateTimeField(_("first judged completely"), null=True, blank=True, editable=False)
    third_waived_at = models.DateTimeField(_("no third reader asked"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answer = models.TextField(_("answer to the association"), blank=True)
    page = models.OneToOneField(
        "resources.InitiativePage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page in the showcase"),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("read_proposal", "Can be asked to judge proposals"),
            ("decide_proposal", "Can share proposals out among readers, and decide on them"),
        ]
        constraints = [
            models.CheckConstraint(
                name="decided_proposal_says_by_whom",
                condition=~Q(state__in=[str(state) for state in DECIDED])
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(answer="")),
                violation_error_message=_("A decision needs who made it, when, and words for the association."),
            ),
            models.CheckConstraint(
                name="proposal_handed_in_says_when",
                condition=~Q(state__in=[str(state) for state in HANDED_IN]) | Q(sent_at__isnull=False),
                violation_error_message=_("A proposal that was sent needs the date of sending."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_reference} · {self.title}"

    @property
    def shown_reference(self) -> str:
        return f"{self.reference[:4]}-{self.reference[4:]}"

    @property
    def is_draft(self) -> bool:
        return bool(self.state == State.DRAFT)

    @property
    def is_waiting(self) -> bool:
        """Say whether it was handed in and nobody decided: the association may withdraw it."""
        return self.state in WAITING

    @property
    def is_confirmed(self) -> bool:
        """Say whether somebody who reads the contact's mailbox pressed the button behind its link."""
        return self.contact_confirmed_at is not None

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    def missing(self) -> list[str]:
        return [name for name in ASKED if not getattr(self, name)]

    @transition(field=state, source=State.DRAFT, target=State.SENT)
    def hand_in(self, *, at: datetime) -> None:
        self.sent_at = at

    @transition(field=state, source=State.SENT, target=State.UNDER_REVIEW)
    def start_review(self) -> None:
        """Enough readers are asked."""

    @transition(field=state, source=State.UNDER_REVIEW, target=State.ACCEPTED)
    def accept(self, *, by: Any, answer: str) -> None:
        self.decided_at, self.decided_by, self.answer = timezone.now(), by, answer

    @transition(field=state, source=State.UNDER_REVIEW, target=State.DECLINED)
    def decline(self, *, by: Any, answer: str) -> None:
        self.decided_at, self.decided_by, self.answer = timezone.now(), by, answer

    @transition(field=state, source=State.ACCEPTED, target=State.PUBLISHED)
    def show(self) -> None:
        """Its page was published."""

    @transition(field=state, source=list(WAITING), target=State.WITHDRAWN)
    def retract(self) -> None:
        self.withdrawn_at = timezone.now()


class ProposalFile(models.Model):
    """A file that came with a proposal, read apart before it was kept. Its name is for people alone."""

    ignore_in_cache = True

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files", verbose_name=_("proposal"))
    file = models.FileField(_("file"), storage=private_storage, upload_to="proposals/")
    name = models.CharField(pgettext_lazy("of a file", "name"), max_length=200)
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of a proposal")
        verbose_name_plural = _("files of proposals")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class ProposalLink(SecretLink):
    """A secret address that opens one proposal.

    Whoever presses the button behind one that went `to_contact` alone has shown that the contact's address is theirs.
    """

    ignore_in_cache = True

    KEPT = LINK_LIFE

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="links")
    to_contact = models.BooleanField(default=False)  # only the mail to the contact's address holds it

    class Meta:
        default_permissions = ()

    @classmethod
    def for_contact(cls, proposal: Proposal) -> str:
        """Return the token of a fresh link, to be mailed to the contact and to nobody else."""
        return cls.issue(proposal=proposal, to_contact=True)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.created_at:%Y-%m-%d}"
