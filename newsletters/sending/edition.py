"""One edition, and what may happen to it: asked for, scheduled, sent to a first part and to all, stopped, ended."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition

from coalition.states import StatefulModel


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> Self:
        """Return those that left, at least to some readers: the archive shows them, and none before."""
        return self.filter(started_at__isnull=False)

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class Edition(StatefulModel):
    """One edition in all its languages. It exists from the moment its words are frozen, and is sent once.

    `translation_key` is that of its pages: one edition for all the translations of a newsletter page. Nobody outside
    the CMS sees it before `started_at`. `fallbacks` says what readers receive whose language is missing.
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
