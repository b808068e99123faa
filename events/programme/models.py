"""The programme of an event: days, tracks, rooms, sessions and who speaks; what readers see of it is a version.

What stands in these tables is the draft that editors work on. Readers see the last version that was released, whole
and as it was then (`ProgrammeVersion.content`, made by release.py).
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from coalition import dates
from coalition.pages.words import WordsField, in_language
from events.languages import SIGNED, SPOKEN
from events.models import Event, new_short_id
from events.zones import in_zone

from .fields import LongWordsField
from .querysets import ProgrammeQuerySet, SessionQuerySet


def refuse_hours(event: Event, session: Any) -> None:
    """Raise ValidationError where `session` begins before `event` or ends after it, with the hours of the event."""
    held = {"hours": dates.moment(event.wall_start, event.wall_end, zone=event.zone)}
    if session.wall_start < event.wall_start:
        words = gettext(
            "The session would begin before the event, which is: %(hours)s. Choose a later hour, or change the event "
            "first."
        )
        raise ValidationError({"begins": ValidationError(words, code="hours", params=held)})
    if session.wall_end > event.wall_end:
        words = gettext(
            "The session would end after the event, which is: %(hours)s. Choose an earlier hour or a shorter session, "
            "or change the event first."
        )
        raise ValidationError({"minutes": ValidationError(words, code="hours", params=held)})


LANGUAGES = (*SPOKEN, *SIGNED)
LONGEST = 24 * 60  # minutes


class Programme(ClusterableModel):
    event = models.OneToOneField(Event, models.CASCADE, related_name="programme", verbose_name=_("event"))
    languages_asked_until = models.DateField(
        _("languages can be asked for until"),
        null=True,
        blank=True,
        help_text=_("The last day on which registered people say which languages they need. Empty: nobody is asked."),
    )
    documents_to = models.CharField(
        _("where speakers send their documents"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("An email address or a web address. Only speakers read it: in their emails and on their own page."),
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-event__start", "pk"]

    def __str__(self) -> str:
        return self.event.name


class Track(models.Model):
    """A line of subjects that sessions belong to."""

    ignore_in_cache = True

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="tracks")
    names = WordsField(_("name"), default=dict)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_language(self.names)


class Room(models.Model):
    """Where sessions are held; online ones too are in a room, of their own name."""

    ignore_in_cache = True

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="rooms")
    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    names = WordsField(_("name"), default=dict)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_language(self.names)


class InterpreterPair(models.Model):
    """Two interpreters who relieve each other. They are named as the agency does; no page shows it."""

    ignore_in_cache = True

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="pairs")
    name = models.CharField(_("name"), max_length=80, help_text=_("For the team, such as “French and English, A”."))

    class Meta:
        verbose_name = _("pair of interpreters")
        verbose_name_plural = _("pairs of interpreters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """Who speaks at an event, in words of each language. A portrait is never needed."""

    ignore_in_cache = True

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="speakers", verbose_name=_("programme"))
    code = models.SlugField(max_length=60, default=new_short_id, editable=False)
    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    offices = WordsField(
        pgettext_lazy("of a person", "office"), default=dict, blank=True, help_text=_("What they are, and where.")
    )
    biographies = LongWordsField(_("biography"), default=dict, blank=True)
    portrait = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait"),
        help_text=_("Only with the person's consent."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="speaker_code_is_the_programmes_own",
                fields=["programme", "code"],
                violation_error_message=_("Another speaker of this programme has this code."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Session(ClusterableModel):
    """One part of a programme, on a day and at an hour of a clock where the event is."""

    ignore_in_cache = True

    class Kind(models.TextChoices):
        PLENARY = "plenary", pgettext_lazy("session", "plenary")
        TALK = "talk", pgettext_lazy("session", "talk")
        PANEL = "panel", pgettext_lazy("session", "panel")
        WORKSHOP = "workshop", pgettext_lazy("session", "workshop")
        VISIT = "visit", pgettext_lazy("session", "visit")
        BREAK = "break", pgettext_lazy("session", "break")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("session", "scheduled")
        CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sessions", verbose_name=_("programme"))
    code = models.SlugField(max_length=60, default=new_short_id, editable=False)
    guid = models.UUIDField(_("identifier in calendars"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.TALK)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    titles = WordsField(_("title"), default=dict)
    summaries = LongWordsField(_("summary"), default=dict, blank=True)
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"), help_text=_("On a clock where the event is."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("room"))
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("track"))
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        help_text=_("Leave empty if it is open to all. Otherwise registered people sign up for it."),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["day", "begins", "room", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="session_code_is_the_programmes_own",
                fields=["programme", "code"],
                violation_error_message=_("Another session of this programme has this code."),
            ),
            models.CheckConstraint(
                name="session_lasts_within_a_day",
                condition=Q(minutes__range=(5, LONGEST)),
                violation_error_message=_("A session lasts from 5 minutes to 24 hours."),
            ),
            models.CheckConstraint(
                name="session_has_seats",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                violation_error_message=_("A session with limited seats has at least one."),
            ),
            models.CheckConstraint(
                name="session_kind_is_known",
                condition=Q(kind__in=["plenary", "talk", "panel", "workshop", "visit", "break"]),
                violation_error_message=_("Choose one of the types."),
            ),
            models.CheckConstraint(
                name="session_state_is_known",
                condition=Q(state__in=["scheduled", "cancelled"]),
                violation_error_message=_("Choose one of the states."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.titles)

    @property
    def wall_start(self) -> datetime:
        """What a clock where the event is shows at the beginning."""
        return datetime.combine(self.day, self.begins)

    @property
    def wall_end(self) -> datetime:
        return self.wall_start + timedelta(minutes=self.minutes)

    def clean(self) -> None:
        """Refuse a time that clocks skip, rooms and tracks of another programme, and a session outside its event.

        One that is cancelled may stay outside: its event was moved away from it.
        """
        super().clean()
        programme = Programme.objects.select_related("event").filter(pk=self.programme_id).first()
        if programme is None:
            return
        for name in ("room", "track"):
            chosen = getattr(self, name)
            if chosen and chosen.programme_id != programme.pk:
                raise ValidationError({name: _("Choose one that belongs to this programme.")})
        if isinstance(self.day, date) and isinstance(self.begins, time):
            event, takes_place = programme.event, self.state == self.State.SCHEDULED
            if takes_place and not event.wall_start.date() <= self.day <= event.last_moment.date():
                raise ValidationError({"day": _("Choose a day of the event.")})
            in_zone(self.wall_start, event.zone)
            if takes_place and self.minutes in range(LONGEST + 1):  # else the field says so
                refuse_hours(event, self)


class ProgrammeVersion(models.Model):
    """A programme as readers saw it from a moment on, whole, with what changed since the version before."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions", verbose_name=_("programme"))
    number = models.PositiveIntegerField(_("number"))
    content: Any = models.JSONField()
    changes: Any = models.JSONField(default=list)
    released_at = models.DateTimeField(_("released"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("released by")
    )

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="programme_version_number_once",
                fields=["programme", "number"],
                violation_error_message=_("This number is taken."),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
