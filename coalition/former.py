"""Addresses that a release gave up: each leads for ever to what took its place, or answers 410 (RFC 9110, 15.5.11).

`urlpatterns` stand outside the languages, `in_languages` below `/<language>/`. A test lists them all.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from coalition.privacy.decorators import private_page


@require_safe
def gone(request: HttpRequest, **parts: Any) -> HttpResponse:
    """Say that there was a page and that nothing took its place, and offer the search."""
    return render(request, "404.html", status=410)


urlpatterns: list[URLPattern] = []

# A day and a week of the calendar are in its month; `../` is read from the address that was asked (RFC 9110, 10.2.2).
in_languages: list[URLPattern] = [
    path(
        "calendar/<int:year>/<int:month>/<int:day>/",
        RedirectView.as_view(url="../", permanent=True, query_string=True),
    ),
    path(
        "calendar/<int:year>/<int:month>/<int:day>/week/",
        RedirectView.as_view(url="../../", permanent=True, query_string=True),
    ),
    path(
        "calendar/feed.rss",
        RedirectView.as_view(pattern_name="events:announced-atom", permanent=True, query_string=True),
    ),
    path(
        "calendar/embed/",
        RedirectView.as_view(pattern_name="events:calendar", permanent=True, query_string=True),
    ),
    path("calendar/embed.css", gone),
    path("calendar/events.json", gone),
    path("events/<slug:slug>/schedule.xml", RedirectView.as_view(url="schedule.json", permanent=True)),
    path("e/<slug:short_id>/schedule.xml", RedirectView.as_view(url="schedule.json", permanent=True)),
    path(
        "agenda/<str:token>.ics",
        private_page(RedirectView.as_view(pattern_name="events:own-calendar-feed", permanent=True)),
    ),
    path("courses/<slug:key>/platform.zip", gone),  # the course for learning platforms; the whole course is course.zip
    path("courses/badge-key.json", gone),
]
