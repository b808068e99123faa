"""What is stored of a call for initiatives: its facts once, its words in a page per language, proposals, readings."""

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from coalition.cms.revisions import Revised
from coalition.languages.fields import StreamField
from coalition.languages.names import country_name
from coalition.languages.words import WordsField, in_language
from coalition.pages.blocks import BodyBlock
from coalition.pages.covers import Cover, pattern_cover
from coalition.pages.models import CoalitionPage
from coalition.privacy import secret_links
from coalition.privacy.secret_links import SecretLink
from coalition.state_machines import StatefulModel

MOST_POINTS = 5


class Call(Revised, ClusterableModel):
    """An open call for initiatives: from when to when, what it is judged by, and by when the answer comes."""

    revised_fields = ("key", "opens_at", "closes_at", "answer_by", "most_euros", "budget_note")
    revised_children = {"criteria": ("names", "weight", "sort_order")}

    key = models.SlugField(_("key"), max_length=60, help_text=_("Stable and unique, such as initiatives-2027."))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("Proposals that arrive later are not accepted, not even one second late.")
    )
    answer_by = models.DateField(
        _("answer by"), help_text=_("The page promises every association an answer by this day.")
    )
    most_euros = models.PositiveIntegerField(
        _("most that one proposal may ask for, in euros"),
        null=True,
        blank=True,
        help_text=_("Leave empty for no limit."),
    )
    budget_note = WordsField(
        _("note on the budget"),
        default=dict,
        blank=True,
        help_text=_("Such as: up to 10,000 euros for each initiative."),
    )

    class Meta:
        verbose_name = _("call for initiatives")
        verbose_name_plural = _("calls for initiatives")
        ordering = ["-opens_at", "key"]
        constraints = [
            models.UniqueConstraint(
                name="one_call_per_key", fields=["key"], violation_error_message=_("Another call has this key.")
            ),
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("A call closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        if self.answer_by and self.closes_at and self.answer_by < timezone.localdate(self.closes_at):
            raise ValidationError({"answer_by": _("Promise an answer after the call has closed.")})

    def has_opened(self, now: datetime | None = None) -> bool:
        return self.opens_at <= (now or timezone.now())

    def is_open(self, now: datetime | None = None) -> bool:
        """Say whether proposals are taken now. What is sent is judged by the database's clock, under a lock."""
        now = now or timezone.now()
        return self.opens_at <= now <= self.closes_at

    @property
    def budget_words(self) -> str:
        return in_language(self.budget_note)


class Criterion(Orderable):
    """What proposals are judged by. Each reader gives it 0 to 5 points; its weight counts in the mean."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="criteria")
    names = WordsField(_("criterion"), default=dict)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)], help_text=_("From 1 to 10.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                name="criterion_weighs_something",
                condition=Q(weight__range=(1, 10)),
                violation_error_message=_("Give a weight from 1 to 10."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.names)


class CallPage(CoalitionPage):
    """What a call asks for, in one language; dates and criteria are those of its `Call`."""

    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("call for initiatives"),
        help_text=_("The call that this page presents."),
    )
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("call"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["resources.ResourcesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "calls/call.html"

    class Meta:
        verbose_name = _("page of a call")
        verbose_name_plural = _("pages of calls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "call": self.call,
            "criteria": list(self.call.criteria.all()),
            "most": MOST_POINTS,
            "propose_url": reverse("calls:start", args=[self.call.key]),
        }

    def get_cover(self) -> Cover:
        """Return the picture of the call: its pattern is the same in every language."""
        return pattern_cover("call", self.call.key)

    def clean(self) -> None:
        """Refuse a second page of one call in one language: facts once, words once per language."""
        super().clean()
        if self.call_id is None or self.locale_id is None:
            return
        others = CallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"call": _("This call already has a page in this language.")})


class State(models.TextChoices):
    """Where a proposal stands. The machine is `models.proposals.Proposal`, its picture in the README."""

    DRAFT = "draft", pgettext_lazy("proposal", "draft")
    SENT = "sent", pgettext_lazy("proposal", "sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")
    UNDER_REVIEW = "under_review", pgettext_lazy("proposal", "under review")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    PUBLISHED = "published", pgettext_lazy("proposal", "published")


WAITING = (State.SENT, State.UNDER_REVIEW)  # handed in, and not decided
DECIDED = (State.ACCEPTED, State.DECLINED, State.PUBLISHED)
HANDED_IN = (*WAITING, *DECIDED)  # what the team reads


class ProposalQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def handed_in(self) -> Self:
        """Return those that the team reads: neither drafts, which are their association's own, nor withdrawn ones."""
        return self.filter(state__in=HANDED_IN)

    def of_contact(self, address: str) -> Self:
        return self.filter(contact_email=address)

    def for_token(self, token: str) -> Self:
        return self.filter(links__digest=secret_links.digest(token))


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
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answer = models.TextField(_("answer to the association"), blank=True)
    # Who said that they must not judge it: they never read it, and see nobody's marks of it.
    conflicts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("conflicts of interest"), editable=False
    )
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
        """Return what is needed to send it: each answer that it lacks, and an amount that the call does not exceed."""
        most, asked = self.call.most_euros, self.budget or 0
        too_much = most is not None and asked > most
        return [name for name in ASKED if not getattr(self, name) or (name == "budget" and too_much)]

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


class Reading(models.Model):
    """One reader's judgement of one proposal. Until it is given nobody but its reader sees it."""

    ignore_in_cache = True

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="readings", verbose_name=_("proposal"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reader of a proposal")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("reading of a proposal")
        verbose_name_plural = _("readings of proposals")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_reading_per_proposal_and_reader",
                fields=["proposal", "reader"],
                violation_error_message=_("This person already reads this proposal."),
            ),
            models.CheckConstraint(
                name="only_a_given_reading_changes",
                condition=Q(changed_at__isnull=True) | Q(given_at__isnull=False),
                violation_error_message=_("Marks are given before they are changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.reader_id}"


class Mark(models.Model):
    """The points of one reading for one criterion; `first` is what was given before it was changed."""

    ignore_in_cache = True

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="marks", verbose_name=_("reading of a proposal"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"))
    first = models.PositiveSmallIntegerField(_("points given first"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["criterion__sort_order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_mark_per_reading_and_criterion",
                fields=["reading", "criterion"],
                violation_error_message=_("This criterion already has a mark."),
            ),
            models.CheckConstraint(
                name="mark_is_on_the_scale",
                condition=Q(points__range=(0, MOST_POINTS), first__range=(0, MOST_POINTS)),
                violation_error_message=_("Give 0 to 5 points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.points}"

    @property
    def is_changed(self) -> bool:
        return self.points != self.first


__all__ = [
    "Call",
    "CallPage",
    "Criterion",
    "Mark",
    "Proposal",
    "ProposalFile",
    "ProposalLink",
    "Reading",
]
