"""The builder of feeds: choose, see what it holds, take it to a calendar."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.certificates.pdf import qr_code
from events.calendar import feeds
from events.calendar.filters import Chosen, choices
from events.models import Event
from events.pages.models import EventPage
from events.rows import ROW_FIELDS

SHOWN = 5  # events of a feed that are to come


@dataclass(frozen=True)
class Way:
    """A calendar that takes a feed: its name, the address that opens it there, and what it does with changes."""

    name: str
    url: str
    how: str


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the builder, and every feed that needs no choice. What is chosen stands in the address, in one order."""
    language = get_language() or "en"
    chosen = Chosen.read(request.GET)
    if request.get_full_path() != (address := with_query(reverse("events:subscribe"), chosen)):
        return HttpResponseRedirect(address)
    return render(request, "events/calendar.html", context(chosen, language))


def series_link(page: EventPage) -> dict[str, str]:
    """Return, for the page of an event, where the calendar of its series is built; nothing where it is in none."""
    event = page.event
    if event.series is None or event.closed or event.neutral_address:
        return {}
    return {"series_url": with_query(reverse("events:subscribe"), Chosen(series=(str(event.series),)))}


def with_query(path: str, chosen: Chosen) -> str:
    """Return `path` with what is chosen, in one order."""
    return f"{path}?{chosen.query}" if chosen.query else path


def context(chosen: Chosen, language: str) -> dict[str, Any]:
    """Return what the page shows of the feed of `chosen`: the same queries, however many events."""
    feed = feeds.Feed(chosen)
    address = feed.address(language)
    webcal = as_webcal(address)
    pages = EventPage.objects.filter(pk__in=feed.pages(language).values("pk")).select_related("event")
    to_come = pages.exclude(event__state=Event.State.CANCELLED).upcoming(timezone.now())
    return {
        "feeds": (every := [named(each, language) for each in feeds.named()]),
        "main": every[0],
        "subscribe_url": reverse("events:subscribe"),
        "choices": choices(chosen, language),
        "labels": chosen.labels(),
        "title": feed.title,
        "address": address,
        "webcal": webcal,
        "qr": mark_safe(qr_code(webcal)),  # noqa: S308  # nosec: segno's own drawing of our own address
        "ways": ways(address, webcal, feed.title),
        "count": to_come.count(),
        "rows": [page.row for page in to_come.only(*ROW_FIELDS)[:SHOWN]],
        "calendar_url": with_query(reverse("events:calendar"), chosen),
    }


def named(feed: feeds.Feed, language: str) -> dict[str, str]:
    address = feed.address(language)
    return {"name": feed.name, "title": feed.title, "url": address, "webcal": as_webcal(address)}


def as_webcal(address: str) -> str:
    """Return the address at which programs offer to subscribe."""
    return f"webcal://{address.split('://', 1)[1]}"


def ways(address: str, webcal: str, title: str) -> list[Way]:
    """Return how each calendar takes the feed at `address`, and what it does wrong, as people report it."""
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    asked = urlencode({"url": address, "name": title})
    return [
        Way(
            "Google Calendar",
            google,
            _("Looks for changes once or twice a day, so a change of today may come late. It hides cancelled events."),
        ),
        Way(
            "Outlook.com",
            f"https://outlook.live.com/calendar/0/addfromweb?{asked}",
            _("Looks for changes about every three hours. A cancelled event stays, with “Cancelled” before its name."),
        ),
        Way(
            "Office 365",
            f"https://outlook.office.com/calendar/0/addfromweb?{asked}",
            _("As Outlook.com. Your organisation may not allow calendars of others, and sees that you subscribed."),
        ),
        Way(
            "Apple",
            webcal,
            _("Looks once a week unless you set “Auto-refresh” to every hour. A cancelled event stays, crossed out."),
        ),
        Way(
            "Thunderbird",
            webcal,
            _("Looks every 30 minutes while it is open. If the button does nothing, copy the address instead."),
        ),
    ]
