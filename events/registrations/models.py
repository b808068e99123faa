"""Seats, who has one or waits for one, and who asked and did not confirm yet."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Count, F, Q, Value
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from coalition.languages.words import WordsField, in_language
from coalition.privacy.email_addresses import address_digest, keyed_digest, normalise
from coalition.privacy.secret_links import LastingLink
from events import walltime
from events.days import as_if
from events.models import ID_LETTERS, Event
from events.rules import known
from events.seats.models import KINDS, Origin, SeatKind, Told
from events.walltime import on_clock

from .fields import Answers

HOLDING = ("confirmed", "offered")  # states in which somebody has a seat


class SeatCategoryQuerySet(models.QuerySet):
    def with_seats(self) -> Self:
        """Annotate how many seats are `held`, those that are offered too, and who is `confirmed` and `waiting`."""
        return self.annotate(
            held=Count("registrations", filter=Q(registrations__state__in=HOLDING)),
            confirmed=Count("registrations", filter=Q(registrations__state="confirmed")),
            waiting=Count("registrations", filter=Q(registrations__state="waiting")),
        )


class RegistrationQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.exclude(state="cancelled")

    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def waiting(self) -> Self:
        """Return registrations that wait for a seat, first come first; without who was named and has not answered."""
        return self.filter(state="waiting").exclude(email="").order_by("queued_at", "pk")

    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))


class RegistrationRequestQuerySet(models.QuerySet):
    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))

    def take(self, pk: int) -> bool:
        """Delete the request `pk`, and say whether it was there: of several who press its button, one takes it."""
        return self.filter(pk=pk).delete()[1].get(self.model._meta.label, 0) > 0


TICKET_LENGTH = 20  # letters and digits: 99 bits, more than anybody tries at a door
CALENDAR_LENGTH = 16
CONFIRM_WITHIN = timedelta(hours=48)
MOST_NAMED = 50  # people of one delegation, beside who names them


def _letters(length: int) -> str:
    return "".join(secrets.choice(ID_LETTERS) for _letter in range(length))


def new_ticket_code() -> str:
    """Return a random code for a ticket: it opens nothing and says nothing, and the door knows whose it is."""
    return _letters(TICKET_LENGTH)


def new_calendar_id() -> str:
    """Return a random name for a registration in the address that its calendar answers to."""
    return _letters(CALENDAR_LENGTH)


class SeatCategory(models.Model):
    """Some seats of an event that are counted together."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="seat_categories", verbose_name=_("event"))
    names = WordsField(_("names"), default=dict, blank=True, help_text=_("Shown only when there is more than one."))
    kind = models.CharField(_("kind"), max_length=10, choices=SeatKind, blank=True)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True,
        help_text=_("Leave empty where there is room for everybody, as there may be online."),
    )  # fmt: skip
    brings = models.PositiveSmallIntegerField(
        _("people that one may name"), null=True, blank=True,
        help_text=_(
            "People with one of these seats may name this many others, each of whom gets a link of their "
            "own. Leave empty for none."
        ),
    )  # fmt: skip
    # The most people who ever had a seat or waited at a full hour: all that public words come from (fullness.py).
    peak = models.PositiveIntegerField(default=0, editable=False)
    held: int  # annotated by with_seats()
    confirmed: int
    waiting: int
    limit: int | None  # annotated by fullness.offered()
    in_all: int | None

    objects = SeatCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat category")
        verbose_name_plural = _("seat categories")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_category_has_seats",
                condition=Q(capacity__gte=1),
                violation_error_message=_("A seat category has at least one seat."),
            ),
            models.CheckConstraint(
                name="seat_category_brings_a_delegation",
                condition=Q(brings=None) | Q(brings__range=(1, MOST_NAMED)),
                violation_error_message=_("One person may name 1 to 50 others."),
            ),
            known("seat_category_kind_is_known", _("Choose one of the kinds of seats."), kind=KINDS),
        ]

    def __str__(self) -> str:
        return self.label() or str(_("Seats"))

    def label(self, language: str | None = None) -> str:
        """Return what these seats are called in `language`, by default the active one; "" where nothing tells."""
        with override(language or get_language()):
            return in_language(self.names) or (str(self.get_kind_display()) if self.kind else "")


class Registration(LastingLink, Origin, Told, Answers):
    """A registration. Its secret link can be mailed again."""

    ignore_in_cache = True
    hide_in_choosers = True

    OPENS = "registration"

    class State(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
        WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
        OFFERED = "offered", pgettext_lazy("registration", "asked whether they want a seat")
        APPLIED = "applied", pgettext_lazy("registration", "waiting for approval")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")

    wagtail_reference_index_ignore = True  # nothing asks where a person is used, and each would cost six queries

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    category = models.ForeignKey(
        SeatCategory, models.PROTECT, related_name="registrations", verbose_name=_("seat category")
    )
    email_digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    # Hosts typed the address, and nobody has shown yet that it is theirs (services.add).
    unproven = models.BooleanField(default=False, db_default=False, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=500, blank=True, editable=False)
    # Random, since a number that counts would tell how many register: both stand where others may read them.
    ticket_code = models.CharField(max_length=TICKET_LENGTH, default=new_ticket_code, unique=True, editable=False)
    calendar_id = models.CharField(max_length=CALENDAR_LENGTH, default=new_calendar_id, unique=True, editable=False)
    # Whether a calendar entry was ever mailed, and how many revisions of it were theirs alone (calendar_sequence).
    invited = models.BooleanField(default=False, editable=False)
    own_revisions = models.PositiveIntegerField(default=0, editable=False)
    # What their calendar was mailed last.
    mailed_sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    created_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)  # in the queue of these seats since
    claim_by = models.DateTimeField(null=True, editable=False)  # until when the seat that is offered is theirs to take
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    # Which emails of the event they switched off (messages.reminders); what their calendar answered last, of which
    # revision and when (messages.calendar_replies); which languages they need, spoken or signed (agenda.services).
    mails_off = ArrayField(models.CharField(max_length=6), default=list, db_default=Value([]), editable=False)
    calendar_reply: Any = models.JSONField(_("answer of the calendar"), null=True, editable=False)
    languages_needed = ArrayField(models.CharField(max_length=10), default=list, db_default=Value([]), editable=False)

    # Limited sessions that their form chose and in which no place was left: not stored (agenda.services.begin_agenda).
    no_place: Sequence[dict[str, str]] = ()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("export_registration", "Can export registrations"),
            ("cancel_registration", "Can cancel registration"),
        ]
        indexes = [
            models.Index(name="registration_by_state", fields=["category", "state", "queued_at"]),
            models.Index(name="registration_by_address", fields=["email_digest"]),
            models.Index(name="registration_newest", fields=["-created_at", "-id"]),
            # What counting seats reads (seating.py): no row of the table itself.
            models.Index(
                name="registration_claims",
                fields=["event", "state", "category", "region", "claim_by"],
                condition=~Q(state="cancelled"),
            ),
        ]
        constraints = [
            known(
                "registration_state_is_known",
                _("Choose one of the states."),
                state=["confirmed", "waiting", "offered", "applied", "cancelled"],
            ),
            models.CheckConstraint(
                name="only_an_offered_seat_has_a_deadline",
                condition=Q(state="offered", claim_by__isnull=False) | (~Q(state="offered") & Q(claim_by=None)),
                violation_error_message=_("Only a seat that is offered has a time limit to answer."),
            ),
            models.UniqueConstraint(
                name="one_active_registration_per_address",
                fields=["event", "email_digest"],
                condition=~Q(state="cancelled"),
                violation_error_message=_("This address is already registered for this event."),
            ),
            models.CheckConstraint(
                name="only_a_cancelled_registration_says_why",
                condition=Q(state="cancelled") | Q(cancelled_by=None, cancel_reason=""),
                violation_error_message=_("Only a cancelled registration has a reason for its cancellation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Anonymous"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new row gets the digest of its address, and who gets a seat counts as invited.

        A discreet person was not, and is not by choosing otherwise later: the next mail with an entry says so (emails).
        """
        if self._state.adding:
            self.email = normalise(self.email)
            # A seat that is kept for somebody has no address before they take it; no two of these are one person's.
            self.email_digest = address_digest(self.email) if self.email else keyed_digest("named", self.nonce)
        fields = kwargs.get("update_fields")
        gets_seat = self.state == self.State.CONFIRMED and (fields is None or "state" in fields)
        if gets_seat and not self.discreet and not self.invited:
            self.invited, self.mailed_sequence = True, self.calendar_sequence  # the mail about the seat holds the entry
            kwargs |= {"update_fields": {*fields, "invited", "mailed_sequence"}} if fields is not None else {}
        super().save(*args, **kwargs)

    def prove(self) -> None:
        """Keep that the holder of the address knows of this registration: they said so on its page, or registered."""
        if self.unproven:
            self.unproven = False
            self.save(update_fields=["unproven"])

    @property
    def calendar_sequence(self) -> int:
        """The SEQUENCE of this person's own calendar entry: rises with the event's, and when they alone are taken out.

        Never that of the public feed, which would tell everyone that somebody cancelled.
        """
        return self.event.sequence + self.own_revisions

    @property
    def registered_there(self) -> datetime:
        """When they registered, on a clock where the event is, as sheets show it."""
        return on_clock(self.created_at, self.event.zone)[0]

    @property
    def may_be_cancelled(self) -> bool:
        """Say whether there is a seat or a place to give back: not cancelled yet, and the event is not over."""
        return self.state != self.State.CANCELLED and not self.event.is_over

    @property
    def holds_seat(self) -> bool:
        """Say whether a seat is theirs, or theirs to take."""
        return self.state in HOLDING

    @property
    def joins_online(self) -> bool:
        """Whether its seat is taken from elsewhere: at an online event, or at a hybrid one but for seats on site."""
        mode = self.event.mode
        return mode == Event.Mode.ONLINE or (mode == Event.Mode.HYBRID and self.category.kind != SeatKind.ON_SITE)

    @property
    def discretion_source(self) -> str:
        """Name this registration's choice of discreet mails among those of its address."""
        return f"registration:{self.pk}"


class RegistrationRequest(LastingLink, Origin, Told, Answers):
    """What a form said, until the button of its mail is pressed or its 48 hours are over.

    Its nonce becomes the registration's, but its link does not: the link of the confirmation only confirms, and the
    link that manages the registration stands in the emails that follow.
    """

    ignore_in_cache = True

    OPENS = "registration-confirmation"

    wagtail_reference_index_ignore = True  # as for registrations

    event = models.ForeignKey(Event, models.CASCADE, related_name="requests", verbose_name=_("event"))
    category = models.ForeignKey(SeatCategory, models.CASCADE, related_name="requests", verbose_name=_("seat category"))
    # By which they ask for a seat, until they confirm. The first of several who does uses it.
    invitation = models.ForeignKey("PersonalInvitation", models.CASCADE, null=True, related_name="requests")
    email_digest = models.CharField(max_length=64, editable=False)
    # Keys of other meetings of the series that the button takes too (services.other_meetings).
    also = ArrayField(models.PositiveBigIntegerField(), default=list, db_default=Value([]), editable=False)
    # Keys of sessions, and the languages that they need: their agenda begins with these (agenda.services.begin_agenda).
    sessions = ArrayField(models.PositiveBigIntegerField(), default=list, db_default=Value([]), editable=False)
    languages_needed = ArrayField(models.CharField(max_length=10), default=list, db_default=Value([]), editable=False)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)

    objects = RegistrationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("unconfirmed registration")
        verbose_name_plural = _("unconfirmed registrations")
        default_permissions = ()  # nobody looks at them
        indexes = [
            models.Index(name="request_by_address", fields=["email_digest"]),
            models.Index(name="request_by_time", fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    def is_over(self, now: datetime | None = None) -> bool:
        return self.created_at + CONFIRM_WITHIN <= (now or timezone.now())


class ZoneTables(models.Model):
    """One row: the newest tables that a process ever computed by. Processes with older ones compute no more."""

    version = models.CharField(max_length=10)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.version

    @classmethod
    @transaction.atomic
    def claim(cls, version: str) -> bool:
        """Raise the row to `version` where that is newer, and say whether it is the newest.

        The row stays locked until the transaction of the caller ends.
        """
        cls.objects.get_or_create(pk=1, defaults={"version": version})
        tables = cls.objects.select_for_update().get(pk=1)
        if walltime.age(version) > walltime.age(tables.version):
            tables.version = version
            tables.save(update_fields=["version"])
        return tables.version == version


MOVES = ["promoted", "offered", "claimed", "expired", "withdrawn", "swapped", "approved", "declined", "added"]


class SeatMove(models.Model):
    """One move of a registration that is no act of its own person alone. Rows are added and never changed."""

    ignore_in_cache = True

    class Kind(models.TextChoices):
        PROMOTED = "promoted", _("got a seat that became free")
        OFFERED = "offered", _("was asked whether they want a seat")
        CLAIMED = "claimed", _("took the seat that was offered")
        EXPIRED = "expired", _("did not answer in time")
        WITHDRAWN = "withdrawn", _("the offer ended, since the event does not take place then")
        SWAPPED = "swapped", _("changed to other seats")
        APPROVED = "approved", _("approved by a host")
        DECLINED = "declined", _("declined by a host")
        ADDED = "added", _("registered by a host")

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="moves")
    category = models.ForeignKey(SeatCategory, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10)  # of the registration, afterwards
    passed = models.PositiveIntegerField(default=0)  # who waited longer, and whose quota was full
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("move of a seat")
        verbose_name_plural = _("moves of seats")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [known("seat_move_kind_is_known", _("Choose one of the moves."), kind=MOVES)]
        triggers = [
            pgtrigger.Protect(
                name="seat_move_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["by"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.kind}"


FACTS = (*walltime.FIELDS, "start", "end", "mode", "place", "country", "state")


class Change(models.Model):
    """One change of an event, owed to those who registered before it; the worker makes the mails (services.tell).

    It keeps what they knew, not what it became: they are told of the event as it is when their mail is made. Once
    all are told it is deleted, or where hosts wrote of it stays until the event is over: those whose mail says nothing
    read it on their own page.
    """

    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes", verbose_name=_("event"))
    before = models.JSONField()  # FACTS of the event, as they were announced
    words = WordsField(_("sentence"), default=dict, blank=True)
    last_registration = models.BigIntegerField()  # by primary key, the newest that knew `before`
    told_to = models.BigIntegerField(default=0)  # by primary key, how far the worker came
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.made_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def owed(cls) -> Q:
        return Q(told_to__lt=F("last_registration"))

    def concerns(self, registration: Any) -> bool:
        """Say whether `registration` knew the event as it was before, and was not told yet."""
        return self.told_to < registration.pk <= self.last_registration

    def event_before(self) -> Event:
        kept = {name: self.before[name] for name in FACTS}
        facts = {name: Event._meta.get_field(name).to_python(value) for name, value in kept.items()}
        before = Event(pk=self.event_id, **facts)
        hours = self.before.get("hours")
        return before if hours is None else as_if(before, hours)  # none from before hours were kept


def facts_of(event: Event) -> dict[str, Any]:
    """Return what a change keeps of `event`; of times to the last digit, which Django's own encoder cuts."""
    facts = {name: getattr(event, name) for name in FACTS}
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}
    return told | {"hours": [[value.isoformat() for value in row] for row in event.day_hours]}
