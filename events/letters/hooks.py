"""Messages to those registered in the CMS; `events/wagtail_hooks.py` registers what is here."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from events.models import Event
from events.registrations.permissions import may_change_registrations


def letter_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of the pages of messages."""
    return [path("event-letters/", include("events.letters.cms_urls"))]


def offer_letters(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that leads from the list of events to the messages of each."""
    if isinstance(snippet, Event) and may_change_registrations(user):
        url = reverse("events_letters:list", args=[snippet.pk])
        yield Button(_("Write to those registered"), url, icon_name="mail", priority=36)
