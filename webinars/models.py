"""The section of the pages of webinars; Django finds the tables of all rooms by what is imported here."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

import webinars.courses.models  # noqa: F401
from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage
from events.models import Event
from events.pages import event_list
from events.pages.models import EventPage
from events.pages.permissions import grant_section
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
        pages = EventPage.objects.public().in_language(self.locale.language_code)
        webinars = event_list.index_context(pages.filter(event__kind=Event.Kind.WEBINAR), request)
        return super().get_context(request, *args, **kwargs) | webinars


EventPage.parent_page_types.append("webinars.WebinarsIndexPage")


@receiver(post_save, sender=WebinarsIndexPage)
def section_is_made(instance: WebinarsIndexPage, created: bool, raw: bool = False, **_signal: Any) -> None:
    """Give event hosts their section."""
    if created and not raw:
        grant_section(instance.page_ptr)
