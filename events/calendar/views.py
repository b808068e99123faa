"""One event for one's calendar. The feeds: syndication.py; how to subscribe: months/building.py."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.pages.finding import at_its_address
from events.pages.models import EventPage

from . import builder


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
