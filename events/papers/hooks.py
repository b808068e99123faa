"""The papers' place in the CMS; `events/wagtail_hooks.py` registers it."""

from django.urls import URLPattern, URLResolver, include, path


def badge_addresses() -> list[URLPattern | URLResolver]:
    """Return the address of badges."""
    return [path("badges/", include("events.papers.cms_urls"))]
