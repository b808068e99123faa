"""The emails of one event in the CMS; `events/wagtail_hooks.py` registers what is here."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from events.models import Event

from .permissions import may_see_mails


def mail_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of the pages of emails."""
    return [path("event-emails/", include("events.mails.cms_urls"))]


def offer_mails(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that leads from the list of events to the emails of each."""
    if isinstance(snippet, Event) and may_see_mails(user):
        yield Button(_("Emails of this event"), reverse("events_mails:list", args=[snippet.pk]), icon_name="mail",
                     priority=38)  # fmt: skip
