"""How to subscribe, and one event for one's calendar. The feeds themselves: syndication.py."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.pages.finding import at_its_address
from events.pages.models import EventPage

from . import builder, feeds


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Explain how to subscribe, with the address of every feed that needs no choice, and of each past year."""
    language = get_language() or "en"
    links = [_link(feed, language) for feed in feeds.named()]
    past = [_link(feed, language) for feed in feeds.past_years()]
    return render(request, "events/calendar.html", {"feeds": links, "main": links[0], "past": past})


def _link(feed: feeds.Feed, language: str) -> dict[str, str]:
    address = feed.address(language)
    webcal = f"webcal://{address.split('://', 1)[1]}"
    return {"name": feed.name, "title": feed.title, "url": address, "webcal": webcal}


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
