"""The programme of an event: days, tracks, rooms, sessions and who speaks; what readers see of it is a version.

What stands in these tables is the draft that editors work on. Readers see the last version that was released, whole
and as it was then (`ProgrammeVersion.content`, made by release.py).
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, Self

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
from coalition.languages.words import WordsField, in_language
from coalition.privacy.email_addresses import address_digest, normalise
from coalition.privacy.secret_links import LastingLink
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event, new_short_id
from events.registrations.models import Registration
from events.rules import known
from events.zones import in_zone

from .querysets import ProgrammeQuerySet, SessionQuerySet


class LongWordsField(WordsField):
    """Several lines in each language."""

    longest = 2000


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
    begins = models.TimeField(_("begins"), help_text=_("Local time at the venue."))
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
            known(
                "session_kind_is_known",
                _("Choose one of the types."),
                kind=["plenary", "talk", "panel", "workshop", "visit", "break"],
            ),
            known("session_state_is_known", _("Choose one of the states."), state=["scheduled", "cancelled"]),
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
        programme = getattr(self, "programme", None)  # one that is not stored yet, in the preview of a sheet
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


class SessionSpeaker(models.Model):
    ignore_in_cache = True

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="appearances", verbose_name=_("speaker"))
    moderates = models.BooleanField(_("moderates"), default=False)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="speaker_once_in_a_session",
                fields=["session", "speaker"],
                violation_error_message=_("Each person appears only once in a session."),
            )
        ]

    def __str__(self) -> str:
        return str(self.speaker)


class SessionLanguage(models.Model):
    """One cell of the matrix: a language, how it is offered in a session, and whether that is certain."""

    ignore_in_cache = True

    class Way(models.TextChoices):
        FLOOR = "floor", pgettext_lazy("language of a session", "spoken")
        INTERPRETED = "interpreted", pgettext_lazy("language of a session", "interpreted")
        SIGNED = "signed", pgettext_lazy("language of a session", "signed")
        CAPTIONED = "captioned", pgettext_lazy("language of a session", "captioned")

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)
    way = models.CharField(_("how"), max_length=12, choices=Way, default=Way.FLOOR)
    booked = models.BooleanField(_("booked"), default=False, help_text=_("Readers see only what is booked."))

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="language_once_and_one_way_in_a_session",
                fields=["session", "language", "way"],
                violation_error_message=_("Each language appears only once in a session for each mode."),
            ),
            known(
                "session_language_way_is_known",
                _("Choose one of the ways."),
                way=["floor", "interpreted", "signed", "captioned"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_way_display()})"

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def is_offered(self) -> bool:
        """Whether readers can count on it."""
        return self.booked or self.way == self.Way.FLOOR

    def clean(self) -> None:
        """Refuse a spoken language that is signed, and a sign language that is not."""
        super().clean()
        if self.language and (self.language in SIGNED) != (self.way == self.Way.SIGNED):
            raise ValidationError({"language": _("Choose “signed” for sign languages, and only for them.")})


class SessionDocument(models.Model):
    ignore_in_cache = True

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="documents")
    titles = WordsField(_("title"), default=dict)
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_language(self.titles)


# What editors work on: no page that is kept shows any of it. `Programme` is not among them: pages find versions by it.


class SessionChoiceQuerySet(models.QuerySet):
    def stars(self) -> Self:
        return self.filter(kind="star")

    def places(self) -> Self:
        return self.filter(kind="place")

    def held(self) -> Self:
        """Return places that count: whoever gave the registration back gave its places back too."""
        return self.places().exclude(registration__state="cancelled")

    def taken(self, sessions: list[int]) -> dict[int, int]:
        """Return how many places of each of `sessions` are held. One query."""
        rows = self.held().filter(session__in=sessions).order_by().values_list("session")
        return dict(rows.annotate(count=models.Count("pk")))


class SessionChoice(models.Model):
    """A session that somebody starred, or has a place in. Such a session is cancelled, not deleted: the database
    refuses it."""

    wagtail_reference_index_ignore = True  # as for registrations
    ignore_in_cache = True

    class Kind(models.TextChoices):
        STAR = "star", _("star")
        PLACE = "place", _("place in a session")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="session_choices")
    session = models.ForeignKey(Session, models.PROTECT, related_name="choices")
    kind = models.CharField(max_length=5, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now)
    # Of a place: the number of the last version of the programme that its holder was told of.
    known_version = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = SessionChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("session that was chosen")
        verbose_name_plural = _("sessions that were chosen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_star_and_one_place_in_a_session",
                fields=["registration", "session", "kind"],
                violation_error_message=_("This person has a place already."),
            ),
            known("session_choice_kind_is_known", _("Choose one of the types."), kind=["star", "place"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SpeakerContact(LastingLink):
    """The address of one speaker, the secret link that has it forgotten, and what they were told last."""

    ignore_in_cache = True

    OPENS = "speaker"

    wagtail_reference_index_ignore = True

    speaker = models.OneToOneField(Speaker, models.CASCADE, related_name="contact", verbose_name=_("speaker"))
    email = models.EmailField(_("email"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    told = models.JSONField(null=True, editable=False)  # `agenda.emails.facts`, as their last mail said them
    told_at = models.DateTimeField(null=True, editable=False)
    mails = models.PositiveIntegerField(default=0, editable=False)  # how many told them so far: each has its own key
    reminded_of = models.DateTimeField(null=True, editable=False)  # the start that they were reminded of

    class Meta:
        verbose_name = _("address of a speaker")
        verbose_name_plural = _("addresses of speakers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)


class RefusedAddress(models.Model):
    """An address whose holder had it forgotten for one event, as a keyed digest: nobody types it there again."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="refused_addresses", verbose_name=_("programme")
    )
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    refused_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="an_address_is_refused_once_at_an_event",
                fields=["programme", "email_digest"],
                violation_error_message=_("This address is refused already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
