"""The index of the news: it shows what all other modules find, and so is loaded last."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage

from . import listing


class NewsIndexPage(CoalitionPage):
    """`/news/`: what is new, the latest first, all of it or one year of it."""

    intro = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*CoalitionPage.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]
    max_count_per_parent = 1
    template = "news/index.html"

    class Meta:
        verbose_name = _("news index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | listing.index_context(self, request.GET)
