"""The live page in the CMS; `events/wagtail_hooks.py` registers what is here."""

from django.urls import URLPattern, URLResolver, include, path


def live_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of questions and channels."""
    return [path("event-live/", include("events.live.cms_urls"))]
