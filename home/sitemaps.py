"""The site's map for search engines: every public page in every language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import views as sitemap_views
from wagtail.models import Page

from events.pages.listing import pages_of_closed_events


class LanguagesSitemap(Sitemap):
    """Wagtail's map, of the site's root in each language and without closed events."""

    def items(self) -> Any:
        """Return the live public pages below each language's front page."""
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True).live()
        pages = Page.objects.none()
        for root in roots:
            pages = pages | Page.objects.descendant_of(root, inclusive=True)
        public = pages.live().public().exclude(pk__in=pages_of_closed_events())
        return public.order_by("path").defer_streamfields().specific()


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer `/sitemap.xml`."""
    return sitemap_views.sitemap(request, {"pages": LanguagesSitemap})
