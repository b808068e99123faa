"""News as RSS and Atom, one feed for each language. Links lead to SITE_URL, whoever asks; the answer is everybody's."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.pages.views import SiteFeed, name_of
from coalition.site.paths import path_of
from coalition.site.site_words import site_names

from . import models
from .models import NewsPage

ITEMS = 20


class NewsFeed(SiteFeed):
    feed_type: Any = Rss201rev2Feed
    address = "news:rss"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return get_language() or settings.LANGUAGE_CODE

    def title(self, language: str) -> str:
        return f"{pgettext('title of the feed', 'News')} · {site_names().site}"

    def description(self, language: str) -> str:
        return _("What the network and its members do.")

    subtitle = description

    def link(self, language: str) -> str:
        return f"{settings.SITE_URL}/{language}/news/"

    def feed_url(self, language: str) -> str:
        return f"{settings.SITE_URL}{reverse(self.address)}"

    def feed_guid(self, language: str) -> str:
        return self.link(language)

    def items(self, language: str) -> Any:
        return models.live_pages(language).defer("body")[:ITEMS]

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.summary

    def item_link(self, item: NewsPage) -> str:
        return f"{settings.SITE_URL}{path_of(item)}"

    def item_guid(self, item: NewsPage) -> str:
        return name_of(item)

    def item_author_name(self, item: NewsPage) -> str:
        return item.office or site_names().site

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.date, time.min))

    def item_updateddate(self, item: Page) -> datetime:
        published: datetime = item.last_published_at or self.item_pubdate(item)
        return published


class NewsAtomFeed(NewsFeed):
    """The latest news in the active language, as Atom (RFC 4287)."""

    feed_type = Atom1Feed
    address = "news:atom"
