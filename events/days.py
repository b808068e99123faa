"""The hours of each day of an event of several days, where a host typed them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from coalition import dates

from .models import Event


class EventDay(models.Model):
    """When one day begins and ends, on a clock where the event is."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="days", verbose_name=_("event"))
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("hours of a day")
        verbose_name_plural = _("hours of days")
        default_permissions = ()  # they are set in the form of their event
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                name="hours_of_a_day_once",
                fields=["event", "day"],
                violation_error_message=_("Give the hours of a day once."),
            ),
            models.CheckConstraint(
                name="day_ends_after_it_begins",
                condition=Q(ends__gt=F("begins")),
                violation_error_message=_("A day ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return dates.moment(*self.wall, zone=self.event.zone)

    @property
    def wall(self) -> tuple[datetime, datetime]:
        return datetime.combine(self.day, self.begins), datetime.combine(self.day, self.ends)


def hours_of(event: Event) -> list[str]:
    """Return the hours of each day of `event` in words; none where it has one day, or a date that does not hold."""
    if event.state == Event.State.POSTPONED or not event.takes_days:
        return []
    return [str(day) for day in event.days.all()]


def short_hours_of(event: Event) -> list[str]:
    """Return what `hours_of` does in short, for a page that names the clock: 26 Nov 2026 · 09:30 to 17:00."""
    days = event.days.all() if hours_of(event) else []
    return [f"{dates.day(day.day, short=True)} · {dates.hours(day.begins, day.ends)}" for day in days]


def hold(event: Event) -> None:
    """Read the hours of the days of `event` now: it says the same from here on, whatever is stored later."""
    if event.takes_days:
        event.days.get_object_list()


def stored_hours(event: str) -> ArraySubquery:
    """Return, for `as_if`, the hours of days of the event that column `event` names.

    Read in the statement that reads the event itself, both are of one moment: an editor changes both together.
    """
    row = Func(F("day"), F("begins"), F("ends"), function="jsonb_build_array", output_field=models.JSONField())
    return ArraySubquery(EventDay.objects.filter(event=OuterRef(event)).order_by("day").values_list(row))


def as_if(event: Event, hours: Iterable[Sequence[Any]]) -> Event:
    """Return a copy of `event` that is not to be saved, with these hours of its days: day, begin and end."""
    copy = Event(**{field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields})
    names = ("day", "begins", "ends")
    fields: list[Any] = [EventDay._meta.get_field(name) for name in names]
    rows = [[field.to_python(value) for field, value in zip(fields, row, strict=True)] for row in hours]
    copy.days = [EventDay(**dict(zip(names, row, strict=True))) for row in sorted(rows)]
    return copy


def outside(event: Event, days: list[Any]) -> list[Any]:
    """Return those of `days` (dates) on which `event` is not."""
    first, last = event.wall_start.date(), event.last_moment.date()
    return [day for day in days if not first <= day <= last]


def when(event: Event) -> str:
    """Return date and hours on the event's own clock, in the active language, with the zone's name.

    A postponed event has none: the date that was announced does not hold.
    """
    if event.state == Event.State.POSTPONED:
        return gettext("The new date is not known yet")
    if event.all_day:
        return dates.days(event.local_start, event.last_moment)
    return dates.moment(event.start, event.end, zone=event.zone)
