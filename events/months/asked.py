"""What the address of a calendar asks: which days, as what, what of, and on which clock."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from coalition import dates
from events.calendar.filters import Chosen
from events.zones import is_zone

from .grid import week_begins

MONTH, WEEK, DAY, LIST = "month", "week", "day", "list"
BY_MONTH = (MONTH, LIST)


@dataclass(frozen=True)
class Asked:
    """One calendar: `view` of the period that begins on `day`. Two that ask the same are equal."""

    view: str
    day: date
    chosen: Chosen
    zone: str = ""

    @classmethod
    def read(cls, request: HttpRequest, view: str, day: date) -> Self:
        """Return what `request` asks of the period of `day`. What is not there asks nothing."""
        zone = request.GET.get("zone", "")
        return cls(view, first_day(view, day), Chosen.read(request.GET), zone if is_zone(zone) else "")

    def but(self, view: str = "", day: date | None = None, *, chosen: Chosen | None = None) -> Self:
        """Return this calendar as another view, of the period of another day, or of another choice."""
        view = view or self.view
        return replace(
            self, view=view, day=first_day(view, day or self.day), chosen=self.chosen if chosen is None else chosen
        )

    @property
    def last(self) -> date:
        """The last day of the period."""
        if self.view in BY_MONTH:
            return next_month(self.day) - timedelta(days=1)
        return self.day + timedelta(days=6) if self.view == WEEK else self.day

    @property
    def before(self) -> date:
        """A day of the period before."""
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day of the period after."""
        return self.last + timedelta(days=1)

    @property
    def query(self) -> str:
        """The query string, in its one order."""
        return "&".join(filter(None, (self.chosen.query, urlencode({"zone": self.zone}) if self.zone else "")))

    @property
    def path(self) -> str:
        """The path, without what is asked."""
        parts = [self.day.year, f"{self.day.month:02}"]
        if self.view not in BY_MONTH:
            parts.append(f"{self.day.day:02}")
        return reverse(f"events:calendar-{self.view}", args=parts)

    @property
    def address(self) -> str:
        """The one address of this calendar."""
        return self.with_query(self.path)

    def with_query(self, path: str) -> str:
        """Return `path` with what this calendar asks."""
        return f"{path}?{self.query}" if self.query else path

    @property
    def zone_name(self) -> str:
        """What people call the clock that is shown, where one is chosen."""
        return dates.zone_name(self.zone) if self.zone else ""

    @property
    def title(self) -> str:
        """The period, in words."""
        if self.view in BY_MONTH:
            return dates.month(self.day)
        return dates.days(self.day, self.last) if self.view == WEEK else dates.weekday_and_day(self.day)


def first_day(view: str, day: date) -> date:
    """Return the first day of the period of `day`: of its month, its week, or itself."""
    if view in BY_MONTH:
        return day.replace(day=1)
    return week_begins(day) if view == WEEK else day


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
