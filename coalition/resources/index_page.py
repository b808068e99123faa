"""The library's index: it shows what all other modules find, and so is loaded last."""

from typing import Any, ClassVar
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage
from coalition.pages.skeleton import path_of

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

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer one address for each question: what asks nothing, or stands in another order, leads there."""
        response = super().serve(request, *args, **kwargs)
        canonical = response.context_data["canonical"]
        if parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True) == parse_qsl(canonical):
            return response
        return HttpResponseRedirect(f"{path_of(self)}?{canonical}" if canonical else path_of(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | library.index_context(self, request.GET)
