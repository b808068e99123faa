"""The library's index: it shows what all other modules find, and so is loaded last."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage

from . import library


class ResourcesIndexPage(CoalitionPage):
    """`/resources/`: the library with its filters, then the initiatives."""

    intro = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*CoalitionPage.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar[list[str]] = [
        "resources.ResourcePage",
        "resources.InitiativePage",
        "calls.CallPage",
    ]
    max_count_per_parent = 1
    template = "resources/index.html"

    class Meta:
        verbose_name = _("resources page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | library.index_context(self, request.GET)
