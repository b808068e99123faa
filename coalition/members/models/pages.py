"""The directory: one page per language, with the list at its address and each profile below it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage

from .governments import LocalGovernment


class MembersIndexPage(RoutablePageMixin, CoalitionPage):
    """`/members/` and `/members/<slug>/`."""

    intro = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels = [*CoalitionPage.content_panels, FieldPanel("intro")]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "members/index.html"

    class Meta:
        verbose_name = _("members page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.coalition_page = self  # type: ignore[attr-defined]  # routed views bypass CoalitionPage.serve
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return this page and every public profile below it, for search engines."""
        own = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        slugs = LocalGovernment.objects.public().order_by("slug").values_list("slug", flat=True)
        return [*own, *({"location": f"{base}{slug}/"} for slug in slugs)]

    @path("")
    def directory(self, request: HttpRequest) -> HttpResponse:
        """Show the list with its filters and the map."""
        from coalition.members import views

        return views.directory(request, self)

    @path("<slug:slug>/")
    def profile(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show one local government."""
        from coalition.members import views

        return views.profile(request, self, slug)
