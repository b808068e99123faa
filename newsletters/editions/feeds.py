"""The archive as Atom, one feed for each language: the editions that left, in the words that were sent."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from coalition.pages.querysets import unrestricted
from coalition.pages.views import SiteFeed, name_of
from coalition.site.paths import path_of
from coalition.site.site_words import site_names
from newsletters.editions.models import NewsletterPage

ITEMS = 20


class ArchiveFeed(SiteFeed):
    """The latest editions in the active language. Links lead to SITE_URL, whoever asks; the answer is everybody's."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return get_language() or settings.LANGUAGE_CODE

    def title(self, language: str) -> str:
        return f"{pgettext('title of the feed', 'Newsletter')} · {site_names().site}"

    def subtitle(self, language: str) -> str:
        return _("The editions of the newsletter, as they were sent.")

    def link(self, language: str) -> str:
        return f"{settings.SITE_URL}/{language}/newsletter/archive/"

    def feed_url(self, language: str) -> str:
        return f"{settings.SITE_URL}{reverse('newsletters:atom')}"

    def feed_guid(self, language: str) -> str:
        return self.link(language)

    def items(self, language: str) -> Any:
        pages = unrestricted(NewsletterPage.objects.live()).filter(locale__language_code=language)
        sent = pages.with_words_as_sent().with_sending().filter(sent_subject__isnull=False)
        return sent.defer_streamfields().order_by("-edition_started_at", "-pk")[:ITEMS]

    def item_title(self, item: Any) -> str:
        return str(item.sent_subject)

    def item_description(self, item: Any) -> str:
        return str(item.sent_summary)

    def item_link(self, item: Any) -> str:
        return f"{settings.SITE_URL}{path_of(item)}"

    def item_guid(self, item: Any) -> str:
        return name_of(item)

    def item_author_name(self, item: Any) -> str:
        return site_names().site

    def item_pubdate(self, item: Any) -> datetime:
        return item.edition_started_at

    item_updateddate = item_pubdate
