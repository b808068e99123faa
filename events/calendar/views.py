"""How to subscribe, the feeds themselves, and one event for one's calendar."""

import gzip

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.encodings import takes_gzip
from events.pages.finding import at_its_address
from events.pages.models import EventPage

from . import builder, feeds


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Explain how to subscribe, with the address of every feed."""
    language = get_language() or "en"
    links = []
    for feed in feeds.names():
        address = feeds.address(feed, language)
        webcal = f"webcal://{address.split('://', 1)[1]}"
        links.append({"name": feed, "title": feeds.title(feed), "url": address, "webcal": webcal})
    return render(request, "events/calendar.html", {"feeds": links, "main": links[0]})


@require_safe
def feed(request: HttpRequest, feed: str) -> HttpResponse:
    """Send a feed, or 304 without building it. The packed form has its own strong ETag (RFC 9110 section 8.8.3.3)."""
    if feed not in feeds.names():
        raise Http404
    language = get_language() or "en"
    version = feeds.current_version(feed, language)
    packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    etag = f'"{version.etag}-gzip"' if packed else f'"{version.etag}"'
    modified = int(version.last_modified.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        body = feeds.body(feed, language, version)
        body = gzip.compress(body, mtime=0) if packed else body
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        if packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about: a 304 costs nothing
    patch_vary_headers(response, ["Accept-Encoding"])
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
