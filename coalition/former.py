"""Addresses that a release gave up: each leads for ever to what took its place, or answers 410 (RFC 9110, 15.5.11).

`urlpatterns` stand outside the languages, `in_languages` below `/<language>/`. A test lists them all.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe


@require_safe
def gone(request: HttpRequest, **parts: Any) -> HttpResponse:
    """Say that there was a page and that nothing took its place, and offer the search."""
    return render(request, "404.html", status=410)


urlpatterns: list[URLPattern] = []

in_languages: list[URLPattern] = [
    path("courses/<slug:key>/platform.zip", gone),  # the course for learning platforms; the whole course is course.zip
    path("courses/badge-key.json", gone),
]
