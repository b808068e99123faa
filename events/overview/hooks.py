"""The page of an event in the CMS; `events/wagtail_hooks.py` registers it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from events.models import Event


def overview_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of the pages of events."""
    return [path("event/", include("events.overview.urls"))]


def offer_overview(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that leads from the list of events to the page of each."""
    if isinstance(snippet, Event) and user.has_perm("events.view_registration"):
        url = reverse("events_overview:event", args=[snippet.pk])
        yield Button(_("Figures and team"), url, icon_name="view", priority=20)
