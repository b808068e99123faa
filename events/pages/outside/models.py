"""Calendars of others that the site reads, how reading went, and the events that were in them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.members.models import LocalGovernment
from coalition.outbound import Failure
from events.models import Event
from events.zones import validate_zone

WEB = URLValidator(schemes=["http", "https"])


class OutsideCalendar(models.Model):
    """A calendar of somebody else that editors subscribed the site to, and how its events are told apart."""

    name = models.CharField(_("name"), max_length=100, help_text=_("As readers see it, such as “UCLG”."))
    address = models.CharField(
        _("address of the calendar"), max_length=1000, unique=True, validators=[WEB],
        help_text=_(
            "What its owner gives out for subscribing; most end with .ics. Only public calendars: what is in them is "
            "shown to everybody."
        ),
    )  # fmt: skip
    home = models.URLField(
        _("page for readers"), max_length=500, validators=[WEB],
        help_text=_("Where readers find this calendar and who keeps it. Events without their own page lead there."),
    )  # fmt: skip
    kind = models.CharField(pgettext_lazy("of event", "type"), max_length=20, choices=Event.Kind,
                            default=Event.Kind.UCLG_MEETING)  # fmt: skip
    region = models.CharField(_("region"), max_length=30, choices=LocalGovernment.Section.choices, blank=True)
    language = models.CharField(_("language of its texts"), max_length=10, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=50, default="Europe/Paris", validators=[validate_zone],
        help_text=_("Of times for which the calendar names none."),
    )  # fmt: skip
    with_texts = models.BooleanField(
        _("show its descriptions"), default=False,
        help_text=_("Without their links. Look first whether they name people or say how to join online."),
    )  # fmt: skip
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("team"),
        help_text=_("Only these people, and the committee, change or delete the calendar."),
    )  # fmt: skip
    active = models.BooleanField(
        _("read and show it"), default=True, help_text=_("When this is off, none of its events is shown.")
    )

    class Meta:
        verbose_name = _("calendar of others")
        verbose_name_plural = _("calendars of others")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class CalendarReading(models.Model):
    """How reading one calendar went: what it was asked with, and since when it cannot be read. No page shows it."""

    ignore_in_cache = True

    class Cause(models.TextChoices):
        FORBIDDEN = Failure.FORBIDDEN.value, _("Its address leads into a private network.")
        UNREACHABLE = Failure.UNREACHABLE.value, _("Nothing answers at its address.")
        MOVED = "moved", _("Its address leads to another one: enter that one.")
        GONE = "gone", _("Nothing is at its address any more.")
        REFUSED = "refused", _("Its address does not open to everybody.")
        STATUS = Failure.STATUS.value, _("Its server answered with an error.")
        TOO_LARGE = Failure.TOO_LARGE.value, _("It is larger than 2 megabytes.")
        TOO_LATE = Failure.TOO_LATE.value, _("Its server took longer than 5 seconds.")
        UNREADABLE = "unreadable", _("What its address answers is not a calendar.")

    calendar = models.OneToOneField(OutsideCalendar, models.CASCADE, related_name="reading", primary_key=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was read last, and by which facts
    due_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)  # when all of it was read last
    asked_at = models.DateTimeField(null=True)
    good_at = models.DateTimeField(null=True)  # when it was last found to be what is shown
    failed_at = models.DateTimeField(null=True)  # since when it cannot be read
    failures = models.PositiveIntegerField(default=0)  # one after the other
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    left_out = models.JSONField(default=dict)  # how many events are not shown, by reason

    class Meta:
        verbose_name = _("reading of a calendar")
        verbose_name_plural = _("readings of calendars")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_reading_that_failed_says_why",
                condition=Q(failed_at=None, cause="") | Q(failed_at__isnull=False) & ~Q(cause=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.calendar_id)


class OutsideEvent(models.Model):
    """One event of such a calendar, or one of the times of an event that recurs. It is no event of ours."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("event", "scheduled")
        TENTATIVE = "tentative", pgettext_lazy("event", "to be confirmed")
        CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")

    FACTS = ("start", "end", "zone", "all_day", "title", "text", "place", "url", "state")  # what a reading changes

    calendar = models.ForeignKey(OutsideCalendar, models.CASCADE, related_name="events")
    uid = models.CharField(max_length=255)
    key = models.CharField(max_length=16, blank=True)  # which of the times of an event that recurs (RECURRENCE-ID)
    start = models.DateTimeField()
    end = models.DateTimeField()
    zone = models.CharField(max_length=50)
    all_day = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    gone_at = models.DateTimeField(null=True)  # since when its calendar does not have it any more

    class Meta:
        verbose_name = _("event of others")
        verbose_name_plural = _("events of others")
        default_permissions = ()
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["end", "start"], name="outside_event_by_time")]
        constraints = [
            models.UniqueConstraint(name="one_outside_event_per_time", fields=["calendar", "uid", "key"]),
            models.CheckConstraint(name="outside_event_ends_after_it_starts", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def local_start(self) -> datetime:
        """The start on a clock where the event is."""
        return self.start.astimezone(ZoneInfo(self.zone))

    @property
    def last_moment(self) -> datetime:
        """The end as readers say it: an all-day event ends on its last day, not at the midnight after it."""
        end = self.end - timedelta(seconds=1) if self.all_day and self.end > self.start else self.end
        return end.astimezone(ZoneInfo(self.zone))
