"""Feeds by django-ical and Django's syndication: what an event says of itself, to calendars and to feed readers.

django-ical gives the views and the hooks; what it would write is not used (decision 0017-calendars).
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_ical.feedgenerator import ICal20Feed
from django_ical.views import ICalFeed

from coalition.caching.entries import takes_gzip
from coalition.certificates.pdf import qr_code
from coalition.pages.views import SiteFeed, name_of
from coalition.site.paths import path_of
from coalition.site.site_words import site_names
from events.days import when
from events.models import Event
from events.pages.models import EventPage
from events.pages.page_lookup import at_its_address
from events.pages.querysets import EventPageQuerySet

from . import builder, feeds
from .filters import Chosen, NotThere, choices

ANNOUNCED = 20  # events in a feed of what is new
ASK_EACH_TIME = "public, no-cache"  # may be kept, must be asked about: a 304 costs nothing
MOVED = "public, max-age=86400"  # another address of the same feed


class BuiltFeed(ICal20Feed):
    """django-ical's generator, which lets the one builder of calendars write."""

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed as the builder has it, in its name and with its address."""
        told = {"name": self.feed["title"], "source": self.feed["feed_url"]}
        outfile.write(builder.assemble(self.feed["parts"], **told))


class EventItems:
    def item_title(self, item: EventPage) -> str:
        return builder.summary(builder.entry_for(item, _language()))

    def item_description(self, item: EventPage) -> str:
        return "\n".join(part for part in (when(item.event), item.row.place, item.summary) if part)

    def item_link(self, item: EventPage) -> str:
        return f"{settings.SITE_URL}{path_of(item)}"

    def item_guid(self, item: EventPage) -> str:
        return name_of(item)

    def item_pubdate(self, item: EventPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: EventPage) -> datetime:
        return item.event.revised_at

    def item_categories(self, item: EventPage) -> list[str]:
        return [str(item.event.get_kind_display())]


class CalendarFeed(EventItems, ICalFeed):
    """A feed for calendars: asked whether it changed before any event is read."""

    feed_type = BuiltFeed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a feed, or 304 without building it. The packed form has its own strong ETag (RFC 9110, 8.8.3.3)."""
        feed = self.get_object(request, *args, **kwargs)
        if elsewhere := moved(request, feed.path(_language())):
            return elsewhere
        version = feeds.current_version(feed, _language())
        packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
        etag = f'"{version.etag}-gzip"' if packed else f'"{version.etag}"'
        modified = int(version.last_modified.timestamp())
        response = get_conditional_response(request, etag=etag, last_modified=modified)
        if response is None:
            entry = feeds.built(feed, version, lambda: self.written(feed, request))
            form = entry.zipped if packed else entry.plain
            response = HttpResponse(form and form.body, content_type=BuiltFeed.mime_type)
            if packed:
                response["Content-Encoding"] = "gzip"
        response["ETag"] = etag
        response["Last-Modified"] = http_date(modified)
        response["Cache-Control"] = ASK_EACH_TIME
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def written(self, feed: feeds.Feed, request: HttpRequest) -> bytes:
        file = BytesIO()
        self.get_feed(feed, request).write(file, "utf-8")
        return file.getvalue()

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> feeds.Feed:
        try:
            return feeds.find(kwargs["feed"], request.GET)
        except NotThere as error:
            raise Http404 from error

    def title(self, feed: feeds.Feed) -> str:
        return feed.title

    def link(self, feed: feeds.Feed) -> str:
        return f"{settings.SITE_URL}{reverse('events:calendar')}"

    def feed_url(self, feed: feeds.Feed) -> str:
        return feed.address(_language())

    def feed_extra_kwargs(self, feed: feeds.Feed) -> dict[str, Any]:
        """Return its events as the builder writes them. Calling each hook for each of many would take seconds."""
        language = _language()
        pages = feed.pages(language).select_related("event", "picture").prefetch_related("event__days")
        return {"parts": [builder.part_of(builder.entry_for(page, language)) for page in pages]}

    def items(self, feed: feeds.Feed) -> list[EventPage]:
        return []


class AnnouncedFeed(EventItems, SiteFeed):
    """Events that were announced lately, in the active language, for feed readers: as Atom (RFC 4287)."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the feed at its one address; a choice in another order is led there."""
        return moved(request, self.path(self.get_object(request))) or super().__call__(request, *args, **kwargs)

    def path(self, chosen: Chosen) -> str:
        return f"{reverse('events:announced-atom')}{f'?{chosen.query}' if chosen.query else ''}"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Chosen:
        try:
            return Chosen.read(request.GET, strict=True)
        except NotThere as error:
            raise Http404 from error

    def title(self, chosen: Chosen) -> str:
        return " · ".join((pgettext("title of the feed", "Events"), *chosen.labels(), site_names().site))

    def subtitle(self, chosen: Chosen) -> str:
        return _("Events of the network, as they are announced.")

    def link(self, chosen: Chosen) -> str:
        return f"{settings.SITE_URL}{reverse('events:calendar')}"

    def feed_url(self, chosen: Chosen) -> str:
        return f"{settings.SITE_URL}{self.path(chosen)}"

    def items(self, chosen: Chosen) -> EventPageQuerySet:
        pages = (
            chosen.narrow(EventPage.objects.public()).in_language(_language()).filter(first_published_at__isnull=False)
        )
        return pages.defer_streamfields().order_by("-first_published_at", "-pk")[:ANNOUNCED]

    def item_author_name(self, item: EventPage) -> str:
        return site_names().site


def _language() -> str:
    return get_language() or "en"


def moved(request: HttpRequest, path: str) -> HttpResponse | None:
    """Return a permanent redirect to `path`, the one address of what was asked; None where it was asked there."""
    if request.get_full_path() == path:
        return None
    response = HttpResponsePermanentRedirect(path)
    response["Cache-Control"] = MOVED
    return response


@require_safe
@at_its_address
def event_ics(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send one event for a calendar; the same UID as in the feeds, so that both are one event there."""
    language = get_language() or "en"
    body = builder.build([builder.entry_for(page, language)], language=language)
    name = page.event.short_id if page.event.neutral_address else page.slug
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "no-store, private" if page.event.closed else "public, no-cache"
    return response


ASKED = ("kind", "region")  # the choices of the page; an address may ask for more (filters.NAMES)


@dataclass(frozen=True)
class Way:
    """A calendar that takes a feed: its name, the address that opens it there, and what it does with changes."""

    name: str
    url: str
    how: str


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show a choice and the feed that holds it. What is chosen stands in the address, in one order."""
    language = get_language() or "en"
    chosen = Chosen.read(request.GET)
    if request.get_full_path() != (address := with_query(reverse("events:subscribe"), chosen)):
        return HttpResponseRedirect(address)
    return render(request, "events/calendar.html", context(chosen, language))


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
        "subscribe_url": reverse("events:subscribe"),
        "choices": [group for group in choices(chosen, language) if group.name in ASKED],
        "labels": chosen.labels(),
        "address": address,
        "webcal": webcal,
        "qr": mark_safe(qr_code(webcal)),  # noqa: S308  # nosec: segno's own drawing of our own address
        "ways": ways(address, webcal, feed.title),
        "count": to_come.count(),
        "calendar_url": with_query(reverse("events:calendar"), chosen),
    }


def as_webcal(address: str) -> str:
    """Return the address at which programs offer to subscribe."""
    return f"webcal://{address.split('://', 1)[1]}"


def ways(address: str, webcal: str, title: str) -> list[Way]:
    """Return how each calendar takes the feed at `address`, and what it does wrong, as people report it."""
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    asked = urlencode({"url": address, "name": title})
    return [
        Way(
            "Apple, Thunderbird",
            webcal,
            _("On Apple devices, set “Auto-refresh” to every hour."),
        ),
        Way(
            "Google Calendar",
            google,
            _("Updates once or twice a day, and hides cancelled events."),
        ),
        Way(
            "Outlook.com",
            f"https://outlook.live.com/calendar/0/addfromweb?{asked}",
            _("Updates about every three hours, and marks cancelled events."),
        ),
        Way(
            "Office 365",
            f"https://outlook.office.com/calendar/0/addfromweb?{asked}",
            _("As Outlook.com; your employer can see that you subscribed."),
        ),
    ]
