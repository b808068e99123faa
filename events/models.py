"""Facts of an event. Words are in its pages, one per language."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from modelcluster.models import ClusterableModel
from wagtail.search import index

from coalition import dates
from coalition.cms.revisions import Revised
from coalition.languages.words import WordsField, in_language
from coalition.pages.querysets import PageTitle
from coalition.resources.models import ThemesField

from . import rules, walltime
from .fields import WallTimeField
from .querysets import POSTPONED_FOR, EventQuerySet
from .zones import is_zone, validate_zone

ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another


def new_short_id() -> str:
    """Return ten random letters and digits (about 49 bits) that say nothing about an event."""
    return "".join(secrets.choice(ID_LETTERS) for _letter in range(10))


class Reminder(models.TextChoices):
    """An email before an event: how long before."""

    WEEK = "week", _("a week before")
    DAY = "day", _("a day before")
    HOUR = "hour", _("an hour before, for those who join online")

    @property
    def lead(self) -> timedelta:
        return {"week": timedelta(days=7), "day": timedelta(days=1), "hour": timedelta(hours=1)}[self.value]

    @property
    def latest(self) -> timedelta:
        """How long after that it may still be sent: later it says something that is no longer so, and is left out."""
        return {"week": timedelta(hours=12), "day": timedelta(hours=6), "hour": timedelta(minutes=30)}[self.value]


def all_reminders() -> list[str]:
    return [kind.value for kind in Reminder]


class RegistrationClosed(Exception):
    """Registration is not possible now: not yet open, over, postponed, cancelled, or not offered."""


class Event(Revised, index.Indexed, ClusterableModel):
    """What happens, when, where, in which languages, and in which state it is."""

    class Kind(models.TextChoices):
        FEMMES_DU_MONDE = "femmes-du-monde", _("Femmes du Monde meeting")
        SEMINAR = "seminar", _("Seminar")
        TRAINING = "training", _("Training")
        UCLG_MEETING = "uclg-meeting", _("UCLG meeting")
        PARTNER_MEETING = "partner-meeting", _("Partner meeting")
        WEBINAR = "webinar", _("Webinar")

    class Audience(models.TextChoices):
        ALL = "all", _("everybody")
        PROFESSIONALS = "professionals", _("professionals")
        ASSOCIATIONS = "associations", _("associations")

    class Mode(models.TextChoices):
        ON_SITE = "on-site", pgettext_lazy("event", "in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("event", "scheduled")
        POSTPONED = "postponed", pgettext_lazy("event", "postponed")
        CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")

    # A change of one of these is a revision that every calendar must take over (RFC 5545 section 3.8.7.4).
    SCHEDULE_FIELDS = (*walltime.FIELDS, "mode", "place", "country", "state")  # the instants follow from these

    # What editors type; revision, identifiers and counts are not theirs.
    revised_fields: ClassVar[tuple[str, ...]] = (
        "name", "kind", "audience", "themes", *walltime.FIELDS, "mode", "place", "country", "host",
        "spoken", "interpreted", "signed", "state", "closed", "neutral_address", "registration_opens",
        "registration_closes", "retention_days", "approval", "by_invitation", "claim_within",
        "reminders", "thanks",
    )  # fmt: skip
    # Of these, what the next of a series does not take over.
    not_repeated: ClassVar[tuple[str, ...]] = ("state", "start_fold", "end_fold")
    revised_children = {
        "days": ("day", "begins", "ends"),
        "seat_categories": ("names", "kind", "capacity", "brings"),
        "questions": ("text", "kind", "options", "required", "seats", "is_need"),
        "quotas": ("kind", "region", "at_most", "reserved", "released_before"),
    }

    uid = models.UUIDField(_("identifier in calendars"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("working name"), max_length=200, help_text=_("For editors; readers see the page's title.")
    )
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    audience = models.CharField(
        pgettext_lazy("event", "audience"), max_length=20, choices=Audience, default=Audience.ALL,
        db_default=Audience.ALL, blank=True,
        help_text=_("Trainings for associations, or for everybody, are shown together with the initiatives."),
    )  # fmt: skip
    themes = ThemesField(
        verbose_name=_("themes"), default=list, blank=True, db_default=Value([]),
        help_text=_("Editions of the newsletter list events by theme."),
    )  # fmt: skip
    wall_start = WallTimeField(pgettext_lazy("event", "start"), editable=False)
    wall_end = WallTimeField(pgettext_lazy("event", "end"), editable=False)
    start_fold = models.BooleanField(default=False)
    end_fold = models.BooleanField(default=False)
    # The instants of these, by the tables of zones: for queries, in order. `save` keeps them.
    start = models.DateTimeField(pgettext_lazy("event", "start"), blank=True)
    end = models.DateTimeField(pgettext_lazy("event", "end"), blank=True)
    zone = models.CharField(_("time zone"), max_length=50, default="Europe/Paris", validators=[validate_zone])
    all_day = models.BooleanField(_("all day"), default=False)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.ON_SITE)
    place = WordsField(_("place"), default=dict, blank=True, help_text=_("Venue and town, in each language."))
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO code, such as FR."))
    host = models.ForeignKey(
        "members.LocalGovernment", verbose_name=_("host"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", limit_choices_to={"member": True}, help_text=_("The member whose profile shows this event."),
    )  # fmt: skip
    spoken = ArrayField(models.CharField(max_length=10), verbose_name=_("spoken languages"), default=list, blank=True)
    interpreted = ArrayField(
        models.CharField(max_length=10), verbose_name=_("interpreted into"), default=list, blank=True
    )
    signed = ArrayField(models.CharField(max_length=10), verbose_name=_("sign languages"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    closed = models.BooleanField(
        _("invitation only"), default=False, help_text=_("For invited members only: in no list, feed or search.")
    )
    neutral_address = models.BooleanField(
        _("neutral address"),
        default=False,
        help_text=_(
            "The event's pages have a neutral title and a neutral address, so that the history of a browser "
            "does not show what was read."
        ),
    )
    series = models.UUIDField(_("series"), null=True, editable=False, db_index=True)  # what its meetings have in common
    short_id = models.CharField(max_length=12, default=new_short_id, unique=True, editable=False)
    registration_opens = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=rules.CLOSES_BY_DEFAULT
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days until names are erased"),
        default=rules.LONGEST_RETENTION,
        blank=True,
        help_text=_("After the event: names, addresses and answers of those who registered; figures stay. At most 90."),
    )
    approval = models.BooleanField(
        _("hosts approve"),
        default=False,
        help_text=_("People get a seat only after a host has approved their registration."),
    )
    by_invitation = models.BooleanField(
        _("by personal invitation only"), default=False,
        help_text=_(
            "Only people with a personal invitation can register, and each invitation admits one person. Hosts "
            "can still add people."
        ),
    )  # fmt: skip
    claim_within = models.PositiveSmallIntegerField(
        _("hours to take a free seat"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_(
            "How long people from the waiting list have to take the seat; empty: they get it at once. In the "
            "last hour before the start, everyone is asked."
        ),
    )  # fmt: skip
    reminders = ArrayField(
        models.CharField(max_length=4, choices=Reminder),
        verbose_name=_("reminders"),
        default=all_reminders,
        blank=True,
        help_text=_("Emails to those with a seat. Each person can switch them off."),
    )
    thanks = models.BooleanField(
        _("thanks afterwards"),
        default=True,
        help_text=_(
            "One email to those who were there, with the way to their certificate of attendance and to the recording. "
            "Each person can switch it off."
        ),
    )
    recording_url = models.URLField(
        _("address of the recording"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("After the event, its page and the thank-you email link to it."),
    )
    # Where a recording of ours stands below its page, "" for none: `update` writes it, no form and no `save`.
    recording_path = models.CharField(max_length=20, blank=True, default="", db_default="", editable=False)
    sequence = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    revised_at = models.DateTimeField(_("revised"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    as_stored: "Event | None" = None  # what the last `save` found, which those who follow a change compare

    objects = EventQuerySet.as_manager()
    title = PageTitle("name")

    search_fields = [
        index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind"), index.FilterField("id"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-start", "-pk"]
        indexes = rules.INDEXES
        constraints = rules.CONSTRAINTS
        triggers = rules.TRIGGERS

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, follow_tables: bool = False, **kwargs: Any) -> None:
        """Save, raising `sequence` when the schedule changed and moving `revised_at` on. The feeds follow by a signal.

        The instants follow from the wall times where these are new, or where `follow_tables` says that the tables of
        zones are. The rule is here and not in a service because Wagtail's editor saves too.
        """
        fields = kwargs.get("update_fields")
        if self._state.adding:
            self.compute_instants()
        else:
            if follow_tables or (fields is not None and not {*walltime.FIELDS}.isdisjoint(fields)):
                fields = fields and {*fields, *walltime.FIELDS, "start", "end"}
            self._revise(fields, follow_tables)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "sequence", "revised_at"}
        super().save(*args, **kwargs)

    def _revise(self, fields: Any, follow_tables: bool) -> None:
        """Set instants, `sequence` and `revised_at` from the stored row, which is locked until the transaction ends."""
        stored = self.as_stored = Event.objects.select_for_update(no_key=True).get(pk=self.pk)
        if follow_tables or self.times != stored.times:
            self.compute_instants()
        else:
            self.start, self.end = stored.start, stored.end
        self.recording_path = stored.recording_path
        if "recording_url" not in (fields or ()):  # that of the tab Recording, whatever an open form of facts knew
            self.recording_url = stored.recording_url
        changed = self._schedule(fields) != stored._schedule(fields)
        self.sequence = stored.sequence + changed
        self.revised_at = max(timezone.now(), stored.revised_at)

    @property
    def takes_days(self) -> bool:
        """Whether it is on several days, each of which may have hours of its own."""
        return self.wall_start.date() != self.last_moment.date()

    @property
    def day_hours(self) -> list[tuple[Any, Any, Any]]:
        """The hours of its days: day, begin and end, in order. None where it has one day; else one query."""
        return sorted((row.day, row.begins, row.ends) for row in self.days.all()) if self.takes_days else []

    @property
    def times(self) -> walltime.WallTimes:
        return walltime.WallTimes(
            self.wall_start, self.wall_end, self.zone, self.all_day, bool(self.start_fold), bool(self.end_fold)
        )

    def _schedule(self, fields: Any) -> list[Any]:
        """Return the values of the schedule among `fields` (None: all). Of whole days the dates say it all."""
        instants = () if self.all_day else ("start", "end")
        names = (*instants, *self.SCHEDULE_FIELDS)
        values = [getattr(self, name) for name in names if fields is None or name in fields]
        return [*values, *self.day_hours] if fields is None else values

    def is_moved_by_law(self, before: Any) -> bool:
        """Say whether it is at another instant than `before` although nothing else of its schedule is another."""
        same = all(getattr(self, name) == getattr(before, name) for name in self.SCHEDULE_FIELDS)
        return same and (self.start, self.end) != (before.start, before.end)

    def compute_instants(self) -> None:
        """Set `start` and `end` to the instants of the wall times, by the tables of this process."""
        self.start, self.end = self.times.instants()

    @property
    def local_start(self) -> datetime:
        """The start on a clock where the event is."""
        return self.times.instants()[0].astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.times.instants()[1].astimezone(ZoneInfo(self.zone))

    @property
    def last_moment(self) -> datetime:
        """The end as readers say it: an all-day event ends on its last day, not at the midnight after it."""
        end = self.times.instants()[1]
        return (end - timedelta(seconds=1) if self.all_day else end).astimezone(ZoneInfo(self.zone))

    def clean(self) -> None:
        """Compute the instants, which the constraints are about."""
        super().clean()
        if self.wall_start and self.wall_end and is_zone(self.zone):
            self.compute_instants()

    def with_content_json(self, content: dict[str, Any]) -> "Event":
        """Return this event as the version `content` says, with the instants of that version's wall times."""
        event = super().with_content_json(content)
        event.compute_instants()
        return event

    @property
    def is_over(self) -> bool:
        """Whether it has taken place, or nobody waits for it any more; the same as the condition `querysets.over`."""
        return self.last_end <= timezone.now()

    @property
    def takes_place(self) -> bool:
        """Whether it is to come on a day that is known: only then do seats change hands."""
        return self.state == self.State.SCHEDULED and not self.is_over

    @property
    def last_end(self) -> datetime:
        """When it is over: at its end, or where it is postponed a year after the end that it had."""
        return self.end + (POSTPONED_FOR if self.state == self.State.POSTPONED else timedelta())

    @property
    def forgets_people_at(self) -> datetime:
        """When what names its people is erased (`registrations.personal_data.due`)."""
        return max(self.last_end, self.end + timedelta(days=self.retention_days))

    @property
    def kind_and_day(self) -> str:
        """What readers are told where no page has a title: type and day. The working name is for editors only."""
        kind = str(self.get_kind_display())
        if self.state == self.State.POSTPONED:
            return kind
        return pgettext("an event", "%(kind)s, %(day)s") % {"kind": kind, "day": dates.day(self.local_start.date())}

    def place_in(self, language: str | None = None) -> str:
        return in_language(self.place, language)

    @property
    def registration_deadline(self) -> datetime:
        """When registration closes: as hosts chose, else at the end of an online event, or the start of any other."""
        return self.registration_closes or (self.end if self.mode == self.Mode.ONLINE else self.start)

    def check_open_for_registration(self, *, by_host: bool = False) -> None:
        """Raise RegistrationClosed unless one can register now. Hosts add people until the event ends."""
        now = timezone.now()
        opens, closes = self.registration_opens, self.registration_deadline
        outside = now >= closes or bool(opens and now < opens)
        if self.state != self.State.SCHEDULED or now >= self.end or (outside and not by_host):
            raise RegistrationClosed(self.uid)

    @property
    def is_open_for_registration(self) -> bool:
        """Whether one can register now (whether seats are left is another question)."""
        return self._is_open()

    @property
    def is_open_to_hosts(self) -> bool:
        """Whether hosts can add somebody now."""
        return self._is_open(by_host=True)

    def _is_open(self, *, by_host: bool = False) -> bool:
        try:
            self.check_open_for_registration(by_host=by_host)
        except RegistrationClosed:
            return False
        return True
