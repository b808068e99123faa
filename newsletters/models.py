"""Where Django looks for this app's tables: each package keeps its own, and the pages come last."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage

from .editions.models import NewsletterArchivePage
from .readers.forms import SubscribeForm
from .readers.views import subscribe


class NewsletterIndexPage(CoalitionPage):
    """`/newsletter/` (slug `newsletter`): why to read it, and the form to subscribe."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*CoalitionPage.content_panels, FieldPanel("introduction")]
    subpage_types: ClassVar[list[str]] = ["newsletters.NewsletterArchivePage"]
    max_count_per_parent = 1
    template = "newsletters/subscribe.html"

    class Meta:
        verbose_name = _("newsletter section")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.coalition_page = self  # type: ignore[attr-defined]
        return subscribe(request, page=self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["form"] = kwargs.get("form") or SubscribeForm(request=request)
        context["archive"] = NewsletterArchivePage.objects.child_of(self).live().first()
        return context
