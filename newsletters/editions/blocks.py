"""The blocks of an edition. Each has two templates: one for the web, one (MJML) for the mail."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from charter.signing.models import Signature
from coalition.news import listing as news
from coalition.pages.blocks import RICH_TEXT_FEATURES, ButtonBlock, HeadingBlock
from coalition.pages.querysets import unrestricted
from coalition.resources.models import ResourcePage
from events.pages.models import EventPage


class ListBlock(blocks.StructBlock):
    """A heading and rows that are looked up when the edition is previewed or sent.

    Each kind defines `rows`: given the block's value, it returns what to list, in the active language.
    """

    rows: Callable[[Any], list[Any]]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context=parent_context) | {"rows": self.rows(value)}


class UpcomingEventsBlock(ListBlock):
    """The next public events."""

    title = blocks.CharBlock(label=_("title"), required=False)
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=10)

    class Meta:
        icon = "date"
        label = _("Upcoming events")
        template = "newsletters/blocks/upcoming_events.html"

    def rows(self, value: Any) -> list[Any]:
        """Return the rows of the next events in the reader's language."""
        pages = EventPage.objects.public().in_language(get_language() or "en").upcoming().defer_streamfields()
        return [page.row for page in pages[: value["count"]]]


class NewSignatoriesBlock(ListBlock):
    """Governments whose signature was accepted lately."""

    title = blocks.CharBlock(label=_("title"), required=False)
    days = blocks.IntegerBlock(label=_("in the last days"), default=90, min_value=1, max_value=730)
    count = blocks.IntegerBlock(label=_("at most"), default=5, min_value=1, max_value=30)

    class Meta:
        icon = "group"
        label = _("New signatories")
        template = "newsletters/blocks/new_signatories.html"

    def rows(self, value: Any) -> list[Any]:
        """Return who signed lately, the newest first."""
        since = timezone.now() - timedelta(days=value["days"])
        signatures = Signature.objects.listed().filter(signed_at__gte=since)[: value["count"]]
        return [
            {
                "name": signature.government_name,
                "date": signature.signed_at,
                "ad_referendum": signature.is_ad_referendum,
            }
            for signature in signatures
        ]


class ResourcesBlock(ListBlock):
    """The newest resources of the library."""

    title = blocks.CharBlock(label=_("title"), required=False)
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=10)

    class Meta:
        icon = "doc-full"
        label = _("Resources")
        template = "newsletters/blocks/resources.html"

    def rows(self, value: Any) -> list[Any]:
        """Return the newest resources in the reader's language."""
        pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=get_language() or "en")
        newest = pages.defer_streamfields().order_by("-resource__year", "-first_published_at", "pk")
        return [
            {"title": page.title, "summary": page.summary, "url": page.get_url() or ""}
            for page in newest[: value["count"]]
        ]


class NewsBlock(ListBlock):
    """Chosen items of news, each in the reader's language where it is published in it; else the latest."""

    title = blocks.CharBlock(label=_("title"), required=False)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="news.NewsPage"),
        label=_("items"),
        min_num=0,
        max_num=10,
        default=[],
        help_text=_("Leave empty for the latest ones."),
    )
    count = blocks.IntegerBlock(label=_("how many of the latest"), default=3, min_value=1, max_value=10)

    class Meta:
        icon = "doc-full-inverse"
        label = _("News")
        template = "newsletters/blocks/news.html"

    def rows(self, value: Any) -> list[Any]:
        """Return the chosen items in the reader's language, or the latest."""
        language = get_language() or "en"
        keys = [page.translation_key for page in value["pages"] if page]
        return news.chosen(language, keys) if keys else news.latest(language, value["count"])


class NewsletterBody(blocks.StreamBlock):
    """The body of an edition."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES, icon="pilcrow", label=_("Text"), template="blocks/paragraph.html"
    )
    image = ImageBlock(icon="image", label=_("Image"), template="blocks/image.html")
    button = ButtonBlock()
    upcoming_events = UpcomingEventsBlock()
    new_signatories = NewSignatoriesBlock()
    resources = ResourcesBlock()
    news = NewsBlock()
