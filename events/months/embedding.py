"""The calendar on other sites: a page for a frame, its colours, and data for programs. None of them has a cookie.

One address of this site may stand in a frame of others: this one. It holds what is public, has no form, no script and
nothing to press but links that open a window of their own, so nobody can be led to press something unseen.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coalition.pages.skeleton import path_of
from events.calendar import feeds
from events.calendar.filters import Chosen
from events.models import Event
from events.pages.models import EventPage
from events.pages.rows import ROW_FIELDS

from .building import with_query
from .colours import Colours

SHOWN = 20  # events in a frame
MOST = 200  # events in data
FRAMED: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.NONE],
    "frame-ancestors": ["*"],
    "form-action": [CSP.NONE],
}
FIELDS = (*ROW_FIELDS, "event__uid", "event__country", "event__start", "event__end", "event__spoken", "event__signed",
          "event__interpreted")  # fmt: skip


def upcoming(chosen: Chosen, language: str) -> Any:
    """Return the pages of what is to come of `chosen`, one for each event, soonest first."""
    pages = EventPage.objects.filter(pk__in=feeds.Feed(chosen).pages(language).values("pk")).select_related("event")
    return pages.upcoming(timezone.now())


@require_safe
@xframe_options_exempt
@csp_override(FRAMED)
def embed(request: HttpRequest) -> HttpResponse:
    """Show what is to come in a frame of another site, in its colours."""
    language = get_language() or "en"
    chosen, colours = Chosen.read(request.GET), Colours.read(request.GET)
    address = with_query(request.path, chosen, colours)
    if request.get_full_path() != address:
        return HttpResponseRedirect(address)
    rows = [page.row for page in upcoming(chosen, language).only(*ROW_FIELDS)[:SHOWN]]
    style = f"{reverse('events:calendar-embed-style')}{f'?{colours.query}' if colours.query else ''}"
    shown = {
        "rows": rows,
        "title": feeds.Feed(chosen).title,
        "style": style,
        "calendar_url": f"{settings.SITE_URL}{with_query(reverse('events:calendar'), chosen, Colours())}",
    }
    return render(request, "events/months/embed.html", shown)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Send the colours of a frame as a style sheet: no page of ours has a style within it."""
    colours = Colours.read(request.GET)
    if request.get_full_path() != (address := with_query(request.path, Chosen(), colours)):
        return HttpResponseRedirect(address)
    shown = " ".join(f"--{name}: #{value};" for name, value in colours.values.items())
    response = HttpResponse(f":root {{ {shown} }}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Send what is to come to any program: the same fields as the calendar file, and no person."""
    language = get_language() or "en"
    chosen = Chosen.read(request.GET)
    address = with_query(request.path, chosen, Colours())
    if request.get_full_path() != address:
        response: HttpResponse = HttpResponseRedirect(address)
        response["Access-Control-Allow-Origin"] = "*"
        return response
    pages = upcoming(chosen, language).select_related("event", "locale")[:MOST]
    body = json.dumps({"events": [facts(page) for page in pages]}, ensure_ascii=False, indent=1).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def facts(page: EventPage) -> dict[str, Any]:
    """Return the event of `page` for programs. A postponed event has no date."""
    event = page.event
    found: dict[str, Any] = {
        "uid": str(event.uid),
        "url": f"{settings.SITE_URL}{path_of(page)}",
        "title": page.title,
        "summary": page.summary,
        "language": page.locale.language_code,
        "kind": event.kind,
        "state": event.state,
        "mode": event.mode,
        "place": event.place_in(),
        "country": event.country,
        "languages": {"spoken": event.spoken, "interpreted": event.interpreted, "signed": event.signed},
    }
    if event.state == Event.State.POSTPONED:
        return found
    start, end = event.local_start, event.last_moment
    times = (start.date(), end.date()) if event.all_day else (start, end)
    first, last = (moment.isoformat() for moment in times)
    return found | {"start": first, "end": last, "all_day": event.all_day, "zone": event.zone}
