"""The ledger of mail: every message is a row before it is a mail (decision 0004-ledgers-and-a-queue)."""

from enum import Enum
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WITHOUT_WORDS: dict[str, Any] = {"context": {}, "attachments": [], "html": "", "text": ""}  # of a mail that was erased


class OutgoingQuerySet[Row: models.Model](models.QuerySet[Row]):
    def not_on_the_wire(self) -> Self:
        """Return those of which no server has the text yet, taken by a worker or not: they can still be stopped."""
        return self.filter(state__in=[Outgoing.State.QUEUED, Outgoing.State.SENDING])

    def in_doubt(self) -> Self:
        return self.filter(state=Outgoing.State.UNCERTAIN)


class Outgoing(models.Model):
    """What one mail owes to the engine (`engine`), whatever it says and to whom.

    queued → sending (a worker holds it) → handing over (the server has its text, and not yet the end) → sent.
    A worker that dies, or a connection that breaks, while a mail is handed over leaves it `uncertain`: it is never
    sent again by itself (decision 0005-sent-once). No worker takes one that is held back.
    `next_attempt_at` is the end of a worker's lease while one holds it.
    """

    class State(models.TextChoices):
        HELD = "held", _("held back")
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        HANDING_OVER = "handing_over", _("being handed over")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("uncertain: perhaps sent")
        FAILED = "failed", _("failed")
        SUPPRESSED = "suppressed", _("not sent: address suppressed")
        OVER_BUDGET = "over_budget", _("not sent: too many to this mailbox")
        SKIPPED = "skipped", _("not sent: the reader left")
        CANCELLED = "cancelled", _("not sent: cancelled")

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        abstract = True


def states_but(*others: Outgoing.State) -> list[tuple[str, Any]]:
    """Return the choices of a ledger in which a mail is never in one of the states `others`."""
    return [(state.value, state.label) for state in Outgoing.State if state not in others]


class Message(Outgoing):
    """One mail to one address, from the transaction that caused it to its delivery.

    What is over the budget of its mailbox is never sent (decision 0009-public-forms).
    """

    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    template = models.CharField(_("template"), max_length=100)
    context = models.JSONField(_("context"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10)
    to = models.EmailField(_("recipient"), max_length=254)
    to_digest = models.CharField(max_length=64, db_index=True)
    mailbox_digest = models.CharField(max_length=64, blank=True)  # of unasked mails: tags and dots folded
    unasked = models.BooleanField(
        _("unconfirmed address"), default=False, help_text=_("Nobody has confirmed this address yet.")
    )
    reply_to = models.EmailField(_("reply to"), blank=True)
    about = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    discreet = models.BooleanField(_("discreet"), default=False)
    sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("The body holds a code or a personal link: it is never shown.")
    )
    attachments = models.JSONField(
        default=list, blank=True, help_text=_("A list of objects with name, content and type.")
    )
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=states_but(Outgoing.State.SKIPPED, Outgoing.State.HELD, Outgoing.State.CANCELLED),
        default=Outgoing.State.QUEUED,
    )

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("emails")
        ordering = ["-created_at", "-pk"]
        permissions = [("resend_message", "Can send an uncertain mail again")]
        indexes = [
            models.Index(
                name="mail_to_do",
                fields=["next_attempt_at"],
                condition=Q(state__in=["queued", "sending", "handing_over"]),
            ),
            models.Index(name="mail_unasked", fields=["mailbox_digest", "created_at"], condition=Q(unasked=True)),
            models.Index(name="mail_about", fields=["about", "-created_at"], condition=~Q(about="")),
            models.Index(name="mail_sent", fields=["sent_at"], condition=Q(state="sent")),
            models.Index(name="mail_not_sent", fields=["state"], condition=~Q(state="sent")),
            models.Index(name="mail_in_doubt", fields=["created_at"], condition=Q(state="uncertain")),
            models.Index(name="mail_newest", fields=["-created_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_has_its_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                violation_error_message=_("A sent email needs the time of sending."),
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.template

    @property
    def is_owed(self) -> bool:
        return self.state != self.State.OVER_BUDGET

    @property
    def can_be_sent_again(self) -> bool:
        words_are_kept = bool(self.context) or not self.sensitive
        return self.state == self.State.UNCERTAIN and bool(self.to) and words_are_kept


class Suppression(models.Model):
    """An address that must not be written to: it bounced, complained, or asked."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("bounced")
        COMPLAINED = "complained", _("complained")
        ASKED = "asked", _("asked")

    address_digest = models.CharField(_("address digest"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    status = models.CharField(_("status code"), max_length=12, blank=True, help_text=_("As in RFC 3463."))
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["-created_at", "-pk"]
        permissions = [("lift_suppression", "Can write to a suppressed address again")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.created_at:%Y-%m-%d}"


class Epoch(models.Model):
    """One life of this installation: the database it was begun in, and since when its mail is held.

    Decision 0005-sent-once.
    The last row is the present one. A copy of the database holds the row and is another database.
    """

    class Choice(models.TextChoices):
        FIRST = "first", "the first start"
        SEND = "send", "send what is owed"
        DROP = "drop", "drop what was owed"
        OWN = "own", "an installation of its own"

    class Reason(models.TextChoices):
        MOVED = "moved", "the database is a copy, or was restored"
        OLDER = "older", "the database is older than this installation"

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    begun_by = models.CharField(max_length=5, choices=Choice)
    begun_at = models.DateTimeField(default=timezone.now)
    cluster = models.CharField(max_length=20, blank=True, help_text="PostgreSQL's system identifier.")
    database = models.BigIntegerField(help_text="The database's number in its cluster.")
    mark = models.BigIntegerField(default=0, help_text="Counts the times that mail was sent.")
    held_since = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(max_length=5, choices=Reason, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="held_mail_has_its_reason",
                condition=Q(held_since__isnull=True, held_because="")
                | (Q(held_since__isnull=False) & ~Q(held_because="")),
                violation_error_message=_("An email that is held needs a reason."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M} {self.get_begun_by_display()}"


class Verdict(Enum):
    HARD = "hard"  # there is no such mailbox any more
    SOFT = "soft"  # it took no mail this time
    POLICY = "policy"  # the mail or its sender is refused: the address is not to blame
    COMPLAINT = "complaint"  # its reader called the mail spam
    LEFT = "left"  # its reader left by a button of their mailbox or of the provider
    NOTHING = "nothing"  # delayed, delivered, relayed


class BounceReport(models.Model):
    """One verdict about one copy, from whichever side it came first."""

    class Source(models.TextChoices):
        SMTP = "smtp", "answered while it was handed over"
        NOTICE = "notice", "came by mail"
        WEBHOOK = "hook", "told by the provider"

    wagtail_reference_index_ignore = True  # it refers to nothing

    ledger = models.CharField(max_length=1)
    row = models.BigIntegerField(help_text="The number of the row in its ledger.")
    address_digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=9)
    status = models.CharField(max_length=12, blank=True, help_text="The enhanced code, as in RFC 3463.")
    source = models.CharField(max_length=6, choices=Source)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()  # nobody looks at them
        indexes = [models.Index(name="bounce_of_address", fields=["address_digest", "received_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_verdict_of_a_copy",
                fields=["ledger", "row", "verdict"],
                violation_error_message="This was already noted.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.status}"


class Received(models.Model):
    """One mail that somebody sent to an address of ours. It holds neither words nor addresses."""

    wagtail_reference_index_ignore = True  # it refers to nothing

    digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M}"
