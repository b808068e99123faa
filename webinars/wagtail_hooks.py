"""Registers this app's part of the CMS."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from events.models import Event

from .courses.viewsets import CourseViewSet, QuestionViewSet

register_snippet(CourseViewSet)
register_snippet(QuestionViewSet)


@hooks.register("register_admin_urls")
def recording_urls() -> list[URLPattern | URLResolver]:
    return [path("event-replays/", include("webinars.replays.cms_urls"))]


@hooks.register("register_snippet_listing_buttons")
def offer_recording(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that leads from the list of events, or of webinars, to the recording of each."""
    if isinstance(snippet, Event) and user.has_perm("events.change_event"):
        url = reverse("webinars_replays:recording", args=[snippet.pk])
        yield Button(_("Recording"), url, icon_name="media", priority=38)
