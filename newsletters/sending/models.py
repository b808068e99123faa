"""Editions that were sent: the frozen words of each language, and one delivery for each reader."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from coalition.mail.models import Outgoing, OutgoingQuerySet, states_but
from coalition.state_machines import StatefulModel


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> Self:
        """Return those that left, at least to some readers: the archive shows them, and none before."""
        return self.filter(started_at__isnull=False)

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class Edition(StatefulModel):
    """One edition in all its languages. It exists from the moment its words are frozen, and is sent once.

    `translation_key` is that of its pages: one edition for all the translations of a newsletter page. Nobody outside
    the CMS sees it before `started_at`. `fallbacks` says what readers receive whose language is missing;
    `figures`, by language, what became of the copies. They name nobody.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waits for approval")
        SCHEDULED = "scheduled", pgettext_lazy("edition", "scheduled")
        LATE = "late", _("late: to be decided")
        CANARY = "canary", _("being sent to a first part")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", pgettext_lazy("edition", "paused")
        HALTED = "halted", pgettext_lazy("edition", "halted")
        CANCELLED = "cancelled", pgettext_lazy("edition", "cancelled")
        SENT = "sent", pgettext_lazy("edition", "sent")

    class Reason(models.TextChoices):
        BOUNCES = "bounces", _("too many copies bounced")
        COMPLAINTS = "complaints", _("too many readers reported it as spam")
        RESTORED = "restored", _("the database was restored")
        CHANGED = "changed", _("its readers are no longer those that were approved")

    translation_key = models.UUIDField(editable=False)
    title = models.CharField(_("title"), max_length=255)
    state = FSMField(_("state"), max_length=10, choices=State, default=State.ASKED, protected=True)
    digest = models.CharField(max_length=64, blank=True, editable=False, db_default="", default="")
    fallbacks = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    figures = models.JSONField(default=dict, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    asked_at = models.DateTimeField(_("approval asked"), default=timezone.now, db_default=Now())
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    canary = models.BooleanField(default=False, db_default=False)
    canary_until = models.DateTimeField(null=True, blank=True, editable=False)
    scheduled_for = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, db_default="", default="")
    started_at = models.DateTimeField(_("sending began"), null=True, blank=True)
    moving_since = models.DateTimeField(null=True, blank=True, editable=False)
    judged_from = models.DateTimeField(null=True, blank=True, editable=False)
    stopped_because = models.CharField(max_length=10, choices=Reason, blank=True, db_default="", default="")
    finished_at = models.DateTimeField(_("sending ended"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-started_at", "-pk"]
        default_permissions = ["view", "send", "approve"]
        constraints = [
            models.UniqueConstraint(
                name="one_edition_per_newsletter",
                fields=["translation_key"],
                violation_error_message=_("This edition was already sent."),
            ),
            models.CheckConstraint(
                name="sent_edition_has_its_time",
                condition=~Q(state__in=["sent", "cancelled"]) | Q(finished_at__isnull=False),
                violation_error_message=_("A sent edition needs the time at which sending ended."),
            ),
            models.CheckConstraint(
                name="begun_edition_has_its_time",
                condition=Q(state__in=["asked", "scheduled", "late"], started_at__isnull=True)
                | (~Q(state__in=["asked", "scheduled", "late"]) & Q(started_at__isnull=False)),
                violation_error_message=_("An edition that left needs the time at which sending began."),
            ),
            models.CheckConstraint(
                name="scheduled_edition_has_its_time",
                condition=~Q(state__in=["scheduled", "late"]) | (Q(scheduled_for__isnull=False) & ~Q(zone="")),
                violation_error_message=_("A scheduled edition needs its time and time zone."),
            ),
            models.CheckConstraint(
                name="halted_edition_has_its_reason",
                condition=~Q(state="halted") | ~Q(stopped_because=""),
                violation_error_message=_("An edition that was halted needs a reason."),
            ),
            models.CheckConstraint(
                name="approved_by_another_person",
                condition=~Q(approved_by=F("sent_by")),
                violation_error_message=_("Another person approves an edition."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        return self.started_at is not None

    @transition(field=state, source=[State.ASKED, State.LATE, State.SCHEDULED], target=State.SCHEDULED)
    def schedule(self, *, at: datetime, zone: str) -> None:
        self.scheduled_for, self.zone, self.stopped_because = at, zone, ""

    @transition(field=state, source=State.SCHEDULED, target=State.LATE)
    def miss(self, *, because: str = "") -> None:
        """Its time passed, or the database was restored, and a person decides."""
        self.stopped_because = because

    @transition(field=state, source=[State.ASKED, State.LATE, State.SCHEDULED], target=State.SENDING)
    def begin(self) -> None:
        self.started_at = self.moving_since = timezone.now()
        self.stopped_because = ""

    @transition(field=state, source=[State.ASKED, State.LATE, State.SCHEDULED], target=State.CANARY)
    def begin_with_some(self, *, until: datetime) -> None:
        self.started_at = self.moving_since = timezone.now()
        self.canary_until, self.stopped_because = until, ""

    @transition(field=state, source=State.CANARY, target=State.SENDING)
    def go_on(self) -> None:
        """The first part went well."""
        self.canary_until, self.moving_since = None, timezone.now()

    @transition(field=state, source=[State.CANARY, State.SENDING], target=State.PAUSED)
    def pause(self, *, because: str = "") -> None:
        """A person, or a restored database, holds it."""
        self.stopped_because = because

    @transition(field=state, source=[State.CANARY, State.SENDING], target=State.HALTED)
    def halt(self, *, because: str) -> None:
        self.stopped_because = because

    @transition(field=state, source=[State.PAUSED, State.HALTED], target=State.SENDING)
    def resume(self) -> None:
        """A person lets it go on, to all; what came back before is forgiven."""
        self.moving_since = self.judged_from = timezone.now()
        self.stopped_because, self.canary_until = "", None

    @transition(field=state, source=State.PAUSED, target=State.CANARY)
    def resume_with_some(self, *, until: datetime) -> None:
        """A person lets it go on with the first part, which was not over; what comes back is waited for anew."""
        self.moving_since, self.stopped_because, self.canary_until = timezone.now(), "", until

    @transition(field=state, source=[State.CANARY, State.SENDING, State.PAUSED, State.HALTED], target=State.CANCELLED)
    def cancel(self) -> None:
        """A person ends it: who got it has it, nobody else gets it."""
        self.finished_at = timezone.now()

    @transition(field=state, source=State.SENDING, target=State.SENT)
    def finish(self) -> None:
        self.finished_at = timezone.now()

    @transition(field=state, source=State.SENT, target=State.SENDING)
    def reopen(self) -> None:
        self.finished_at, self.moving_since = None, timezone.now()


RUNNING = (Edition.State.CANARY, Edition.State.SENDING)
BEFORE = (Edition.State.ASKED, Edition.State.SCHEDULED, Edition.State.LATE)


class EditionTextQuerySet(models.QuerySet["EditionText"]):
    def public(self) -> Self:
        """Return those of editions that left: what was frozen for approval is nobody's yet."""
        return self.filter(edition__started_at__isnull=False)


class EditionText(models.Model):
    """An edition's words in one language, exactly as they are sent.

    The archive and search show `subject`, `date`, `summary` and `web_html`, whatever the page says since. The bodies
    hold a placeholder where each reader's secret goes: no reader's own.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=300)
    date = models.DateField(_("date"))
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    html = models.TextField()
    text = models.TextField()
    discreet_subject = models.CharField(_("discreet subject"), max_length=300)
    discreet_html = models.TextField()
    discreet_text = models.TextField()
    web_html = models.TextField()

    objects = EditionTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_edition_and_language",
                fields=["edition", "language"],
                violation_error_message=_("This edition already has a text in this language."),
            )
        ]
        triggers = [pgtrigger.Protect(name="sent_words_are_frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"


class SentFile(models.Model):
    """A picture or document that a sent edition shows: it is not deleted, and its use is counted."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files", verbose_name=_("edition"))
    image = models.ForeignKey(
        "wagtailimages.Image", models.PROTECT, null=True, related_name="+", verbose_name=_("image")
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, null=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("file of a sent edition")
        verbose_name_plural = _("files of sent editions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="sent_picture_once", fields=["edition", "image"]),
            models.UniqueConstraint(name="sent_document_once", fields=["edition", "document"]),
            models.CheckConstraint(
                name="sent_file_is_a_picture_or_a_document",
                condition=Q(image__isnull=True, document__isnull=False) | Q(image__isnull=False, document__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)


class Delivery(Outgoing):
    """One edition to one reader: once, whatever breaks.

    A worker asks for each row once more when it marks it: one that was `skipped` meanwhile, since its reader left, is
    not sent.
    """

    ignore_in_cache = True

    class Bounce(models.TextChoices):
        HARD = "hard", _("there is no such mailbox")
        SOFT = "soft", _("the mailbox accepted no email")
        POLICY = "policy", _("the email was refused")
        COMPLAINT = "complaint", _("reported as spam")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries", verbose_name=_("edition"))
    reader = models.ForeignKey(
        "newsletters.Reader", models.SET_NULL, null=True, related_name="deliveries", verbose_name=_("reader")
    )
    text = models.ForeignKey(EditionText, models.CASCADE, related_name="+", verbose_name=_("text"))
    discreet = models.BooleanField(_("discreet"), default=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=states_but(Outgoing.State.SUPPRESSED, Outgoing.State.OVER_BUDGET),
        default=Outgoing.State.QUEUED,
    )

    bounce = models.CharField(_("came back"), max_length=9, choices=Bounce, blank=True, db_default="", default="")
    bounced_at = models.DateTimeField(_("came back on"), null=True, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="delivery_to_do",
                fields=["next_attempt_at", "id"],
                condition=Q(state__in=["queued", "sending", "handing_over"]),
            ),
            models.Index(name="delivery_held_back", fields=["edition"], condition=Q(state="held")),
            models.Index(name="delivery_put_off", fields=["edition"], condition=Q(state="queued") & ~Q(last_error="")),
            models.Index(name="delivery_came_back", fields=["edition"], condition=~Q(bounce="")),
            models.Index(name="delivery_doubted", fields=["next_attempt_at"], condition=Q(state="uncertain")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_delivery_per_edition_and_reader",
                fields=["edition", "reader"],
                violation_error_message=_("This reader already has this edition."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_state_display()}"
