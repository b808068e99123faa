"""What the address of a calendar asks: which month, as what, what of, and on which clock."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from coalition import dates
from events.calendar.filters import Chosen
from events.zones import is_zone

MONTH, LIST = "month", "list"


@dataclass(frozen=True)
class Asked:
    """One calendar: `view` of the month that begins on `day`. Two that ask the same are equal."""

    view: str
    day: date
    chosen: Chosen
    zone: str = ""

    @classmethod
    def read(cls, request: HttpRequest, view: str, day: date) -> Self:
        """Return what `request` asks of the month of `day`. What is not there asks nothing."""
        zone = request.GET.get("zone", "")
        return cls(view, day.replace(day=1), Chosen.read(request.GET), zone if is_zone(zone) else "")

    def but(self, view: str = "", day: date | None = None, *, chosen: Chosen | None = None) -> Self:
        """Return this calendar as another view, of the month of another day, or of another choice."""
        chosen = self.chosen if chosen is None else chosen
        return replace(self, view=view or self.view, day=(day or self.day).replace(day=1), chosen=chosen)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.after - timedelta(days=1)

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.day.replace(day=28) + timedelta(days=4)).replace(day=1)

    @property
    def query(self) -> str:
        """The query string, in its one order."""
        return "&".join(filter(None, (self.chosen.query, urlencode({"zone": self.zone}) if self.zone else "")))

    @property
    def path(self) -> str:
        """The path, without what is asked."""
        return reverse(f"events:calendar-{self.view}", args=[self.day.year, f"{self.day.month:02}"])

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
        """The month, in words."""
        return dates.month(self.day)
