"""Personal invitations in the CMS; `events/wagtail_hooks.py` registers what is here."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from events.models import Event
from events.registrations.permissions import may_change_registrations


def invitation_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of the pages of invitations."""
    return [path("event-invitations/", include("events.invitations.cms_urls"))]


def offer_invitations(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that leads from the list of events to the invitations of one that is not for everyone."""
    if not isinstance(snippet, Event) or not (snippet.closed or snippet.by_invitation):
        return
    if may_change_registrations(user):
        url = reverse("events_invitations:list", args=[snippet.pk])
        yield Button(_("Personal invitations"), url, icon_name="mail", priority=37)
