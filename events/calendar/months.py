"""The calendar as pages: a month, as a table or as a list. Whatever is chosen stands in the address, in one order."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from coalition import dates
from coalition.caching.memory import recall
from coalition.caching.page_cache import pass_by
from coalition.pages import navigation
from events.pages.event_list import PER_PAGE
from events.pages.models import EventPage
from events.zones import is_zone, zones_by_place

from .filters import Chosen, choices
from .month_events import Entry, Found, find

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
        return self.after - timedelta(days=1)

    @property
    def before(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        return (self.day.replace(day=28) + timedelta(days=4)).replace(day=1)

    @property
    def query(self) -> str:
        return "&".join(filter(None, (self.chosen.query, urlencode({"zone": self.zone}) if self.zone else "")))

    @property
    def path(self) -> str:
        return reverse(f"events:calendar-{self.view}", args=[self.day.year, f"{self.day.month:02}"])

    @property
    def address(self) -> str:
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
        return dates.month(self.day)


MOST_DOTS = 3


@dataclass(frozen=True)
class Cell:
    day: date
    inside: bool  # of the month that is shown
    today: bool
    rest: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def dots(self) -> range:
        """As many as there are events, up to MOST_DOTS."""
        return range(min(len(self.entries), MOST_DOTS))

    @property
    def lines(self) -> list[tuple[str, Entry]]:
        """Each event with the hour at which it begins, or in words what of the day it takes."""
        return [(entry.begins(self.day) or entry.hours(self.day), entry) for entry in self.entries]


def week_begins(day: date) -> date:
    """Return the first day of the week of `day`, where the active language is spoken."""
    return day - timedelta(days=(day.weekday() - dates.first_weekday()) % 7)


def weeks(first: date, last: date, found: Found, today: date) -> list[list[Cell]]:
    """Return whole weeks, from that of `first` to that of `last`; days before and after these show nothing."""
    rest, begin = dates.weekend(), week_begins(first)
    days = [begin + timedelta(days=number) for number in range((last - begin).days + 1)]
    days += [last + timedelta(days=number + 1) for number in range(-len(days) % 7)]
    cells = [
        Cell(
            day=day,
            inside=first <= day <= last,
            today=day == today,
            rest=day.weekday() in rest,
            entries=found.on(day) if first <= day <= last else [],
        )
        for day in days
    ]
    return [cells[number : number + 7] for number in range(0, len(cells), 7)]


def weekdays(first: date) -> list[tuple[str, str]]:
    """Return, for the head of a table, the name of each day of a week, in short and whole."""
    begin = week_begins(first)
    week = [begin + timedelta(days=number) for number in range(7)]
    return [(dates.weekday(day, short=True), dates.weekday(day)) for day in week]


YEARS_AROUND = 2  # years before the first and after the last event, today's among them: what is beyond is not there
MONTHS_KEPT = 13  # before and after this one: further pages are made anew, so that no robot fills the cache
VIEWS = {
    MONTH: pgettext_lazy("view of a calendar", "Month"),
    LIST: pgettext_lazy("view of a calendar", "List"),
}


@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """Show this month; where nothing is to come in it, lead to the month with the next event."""
    asked = Asked.read(request, MONTH, today())
    rest = find(asked.chosen, get_language() or "en", asked.zone, today(asked.zone), asked.last)
    following = [] if rest.entries else [month for month in nearest(asked) if month.day > asked.day]
    if following:
        return HttpResponseRedirect(following[0].address)
    return shown(request, asked, asked.with_query(reverse("events:calendar")))


@require_safe
def period(request: HttpRequest, view: str, year: int, month: int) -> HttpResponse:
    """Show a `view` of a month. Raises Http404 for one that is far from every event."""
    try:
        begin = date(year, month, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    first, last = years()
    if not first <= begin.year <= last:
        raise Http404
    asked = Asked.read(request, view, begin)
    return shown(request, asked, asked.address)


def shown(request: HttpRequest, asked: Asked, address: str) -> HttpResponse:
    """Answer the calendar that is `asked`, at its one `address`; whoever asks it in another way is led there."""
    if request.get_full_path() != address:
        return HttpResponseRedirect(address)
    language = get_language() or "en"
    found = find(asked.chosen, language, asked.zone, asked.day, asked.last)
    response = render(request, "events/months/calendar.html", context(asked, found, request.path, language))
    if not is_kept(asked):
        pass_by(response)
    return response


def context(asked: Asked, found: Found, path: str, language: str) -> dict[str, Any]:
    now = today(asked.zone)
    is_now = asked.day <= now <= asked.last
    return {
        "asked": asked,
        "path": path,
        "period": asked.title,
        "views": [(name, label, asked.but(name).address) for name, label in VIEWS.items()],
        "before": neighbour(asked, asked.before),
        "after": neighbour(asked, asked.after),
        "today_url": asked.but(day=now).address,
        "is_now": is_now,
        "weekdays": weekdays(asked.day),
        "weeks": weeks(asked.day, asked.last, found, now),
        "days": found.days(asked.day, asked.last),
        "waiting": found.waiting if asked.last >= now else [],
        "nearest": [] if found.entries else nearest(asked),
        "choices": choices(asked.chosen, language) if asked.chosen.asked or is_long() else [],
        "labels": asked.chosen.labels(),
        "all_url": asked.but(chosen=Chosen()).address,
        "zones": zones_by_place(language),
        "subscribe_url": f"{reverse('events:subscribe')}{f'?{asked.chosen.query}' if asked.chosen.query else ''}",
        "noindex": bool(asked.query),
        "section_parts": navigation.parts("calendar/"),
    }


def is_long() -> bool:
    """Say whether the calendar has more events than a list without filters."""
    return recall("events of the calendar", EventPage.objects.public().values("event").distinct().count) > PER_PAGE


def neighbour(asked: Asked, day: date) -> Asked | None:
    """Return the same calendar of the period of `day`; None where that is not there."""
    first, last = years()
    return asked.but(day=day) if first <= asked.but(day=day).day.year <= last else None


def nearest(asked: Asked) -> list[Asked]:
    """Return the months before and after with the last and the next event, where there is nothing in this one."""
    pages = asked.chosen.narrow(EventPage.objects.public()).exclude(event__state="postponed")
    zone = ZoneInfo(asked.zone or settings.TIME_ZONE)
    begin = datetime.combine(asked.day, datetime.min.time(), tzinfo=zone)
    end = datetime.combine(asked.after, datetime.min.time(), tzinfo=zone)
    last = pages.filter(event__end__lte=begin).aggregate(found=Max("event__start"))["found"]
    following = pages.filter(event__start__gte=end).aggregate(found=Min("event__start"))["found"]
    return [asked.but(day=moment.astimezone(zone).date()) for moment in (last, following) if moment]


def is_kept(asked: Asked) -> bool:
    """Say whether the page cache keeps this page: months near today's."""
    now = today()
    return abs((asked.day.year - now.year) * 12 + asked.day.month - now.month) <= MONTHS_KEPT


def today(zone: str = "") -> date:
    """Return what day it is, on the site's clock or one in `zone`."""
    return timezone.now().astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()


def years() -> tuple[int, int]:
    """Return the first and the last year that the calendar has: some around those of events, and around this one."""

    def find_years() -> tuple[int, int]:
        ends = EventPage.objects.public().order_by().aggregate(first=Min("event__start"), last=Max("event__end"))
        moments = [moment.year for moment in (ends["first"], ends["last"], timezone.now()) if moment]
        return min(moments) - YEARS_AROUND, max(moments) + YEARS_AROUND

    return recall("years of the calendar", find_years)
