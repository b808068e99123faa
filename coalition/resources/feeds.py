"""The library as Atom, with the filters of its address. Links lead to SITE_URL, whoever asks."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from coalition.pages.feeds import SiteFeed
from coalition.pages.identity.kept import site_names

from . import shelf
from .library import LibraryFilters, Row

ITEMS = 20


class LibraryFeed(SiteFeed):
    """The newest of the library in the active language, as Atom (RFC 4287)."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> LibraryFilters:
        return LibraryFilters(request.GET, shelf.shelf(get_language() or settings.LANGUAGE_CODE))

    def title(self, filters: LibraryFilters) -> str:
        words = (pgettext("title of the feed", "Resources"), *(name for name, _query in filters.narrowed))
        return " · ".join((*words, site_names().site))

    def subtitle(self, filters: LibraryFilters) -> str:
        return gettext("Guides, experiences, studies, tools, laws and videos that members share.")

    def link(self, filters: LibraryFilters) -> str:
        return f"{settings.SITE_URL}/{get_language()}/resources/{_asked(filters)}"

    def feed_url(self, filters: LibraryFilters) -> str:
        return f"{settings.SITE_URL}{reverse('resources:atom')}{_asked(filters)}"

    feed_guid = link

    def items(self, filters: LibraryFilters) -> list[Row]:
        return filters.found()[:ITEMS]

    def item_title(self, item: Row) -> str:
        return item.title

    def item_description(self, item: Row) -> str:
        return item.summary

    def item_link(self, item: Row) -> str:
        return urljoin(settings.SITE_URL, item.url)

    def item_guid(self, item: Row) -> str:
        """Return what names it for ever, wherever it stands and whatever it is called."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"resource:{item.key}:{get_language()}").urn

    def item_pubdate(self, item: Row) -> datetime:
        return item.added

    item_updateddate = item_pubdate


def _asked(filters: LibraryFilters) -> str:
    return f"?{filters.query}" if filters.query else ""
