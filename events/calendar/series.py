"""A series as readers know it: one page with all its dates, which the page of each meeting leads to."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.caching.memory import recall
from coalition.pages.covers import with_pictures
from events.pages.models import EventPage
from events.pages.querysets import PICTURED_FIELDS, ROW_FIELDS, EventPageQuerySet

from .filters import Chosen, series_titles
from .views import with_query

MOST_OTHERS = 6  # dates on the page of one meeting


def meetings(number: UUID, language: str) -> EventPageQuerySet:
    """Return the pages of the meetings of a series that lists show; none of an event with a neutral address."""
    pages = EventPage.objects.public().in_language(language)
    return pages.filter(event__series=number, event__neutral_address=False)


@require_safe
def series(request: HttpRequest, number: UUID) -> HttpResponse:
    """Show what is to come of a series, then what was. Raises Http404 where nothing of it is shown."""
    pages = with_pictures(meetings(number, get_language() or "en")).only(*PICTURED_FIELDS)
    upcoming = [page.pictured_row for page in pages.upcoming()]
    past = [page.pictured_row for page in pages.past()]
    if not upcoming and not past:
        raise Http404
    return render(request, "events/series.html", {
        "title": series_titles([str(number)])[str(number)],
        "summary": (upcoming or past)[0].summary,
        "upcoming": upcoming,
        "past": past,
        "subscribe_url": with_query(reverse("events:subscribe"), Chosen(series=(str(number),))),
    })  # fmt: skip


def series_of(page: EventPage) -> dict[str, Any]:
    """Return, for the page of an event, the page of its series and the next other dates; nothing without a series."""
    event, language = page.event, get_language() or "en"
    if event.series is None or event.closed or event.neutral_address:
        return {}
    number = event.series

    def find() -> list[tuple[int, Any]]:
        pages = meetings(number, language).upcoming().only(*ROW_FIELDS)[: MOST_OTHERS + 1]
        return [(one.event_id, one.row) for one in pages]

    others = [row for key, row in recall(("dates of a series", number, language), find) if key != event.pk]
    return {"series_url": reverse("events:series", args=[number]), "other_dates": others[:MOST_OTHERS]}
