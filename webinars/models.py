"""The section of the pages of webinars, which are online events whose recordings are waited for."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage
from events.models import Event
from events.pages import listing
from events.pages.models import EventPage
from events.pages.sections import SectionPage


class WebinarsIndexPage(SectionPage):
    """`/webinars/`: webinars to come, then past ones."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels = [*CoalitionPage.content_panels, FieldPanel("introduction")]
    search_fields = [*CoalitionPage.search_fields, index.SearchField("introduction")]
    subpage_types = ["events.EventPage"]
    template = "webinars/webinars_index_page.html"

    class Meta:
        verbose_name = _("webinars index page")
        verbose_name_plural = _("webinars index pages")

    @classmethod
    def takes(cls, kind: str) -> bool:
        return kind == Event.Kind.WEBINAR

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = EventPage.objects.public().in_language(self.locale.language_code)
        context.update(listing.index_context(pages.filter(event__kind=Event.Kind.WEBINAR), request))
        return context


EventPage.parent_page_types.append("webinars.WebinarsIndexPage")
