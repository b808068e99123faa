"""The site's map for search engines: every public page in every language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import views as sitemap_views
from wagtail.models import Page

from coalition.figures.models import Release
from coalition.pages.skeleton import path_of
from events.models import Event
from events.pages.listing import pages_of_closed_events
from events.pages.models import EventPage
from home.agenda.models import Goal
from home.territories.showing import territories
from webinars.replays.wiring import is_recorded


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


class FiguresSitemap(DjangoSitemap):
    """The published indicators, which are no pages, in every language."""

    def items(self) -> list[tuple[str, Release]]:
        """Return each language with each newest release."""
        latest = Release.objects.latest().select_related("indicator")
        rows = list(latest.only("released_at", "indicator", "indicator__slug"))
        return [(code, release) for code, _name in settings.LANGUAGES for release in rows]

    def location(self, item: tuple[str, Release]) -> str:
        """Return the address of an item."""
        with override(item[0]):
            return reverse("figures:indicator", args=[item[1].indicator.slug])

    def lastmod(self, item: tuple[str, Release]) -> datetime:
        """Return when an item was published."""
        return item[1].released_at


class AgendaSitemap(DjangoSitemap):
    """The page of the agenda, which is no page of the tree, in every language, once it has goals."""

    def items(self) -> list[str]:
        """Return the languages."""
        return [code for code, _name in settings.LANGUAGES] if Goal.objects.exists() else []

    def location(self, item: str) -> str:
        """Return the address of an item."""
        with override(item):
            return reverse("home:agenda")


class TerritoriesSitemap(DjangoSitemap):
    """The pages of pilot territories and observatories, which are no pages of the tree, in every language."""

    def items(self) -> list[tuple[str, str]]:
        """Return each language with the slug of each territory."""
        slugs = list(territories().order_by("slug").values_list("slug", flat=True))
        return [(code, slug) for code, _name in settings.LANGUAGES for slug in slugs]

    def location(self, item: tuple[str, str]) -> str:
        """Return the address of an item."""
        with override(item[0]):
            return reverse("home:territory", args=[item[1]])


class ReplaysSitemap(DjangoSitemap):
    """Pages of recordings, below the page of each event that can be watched, in its languages."""

    def items(self) -> list[EventPage]:
        """Return the pages of events with a published recording; none of those whose address says nothing."""
        pages = EventPage.objects.public().past().filter(is_recorded(), event__neutral_address=False)
        held = pages.filter(event__state=Event.State.SCHEDULED)
        return list(held.only("title", "url_path", "event__neutral_address", "event__short_id"))

    def location(self, item: EventPage) -> str:
        """Return the address of an item."""
        return f"{path_of(item)}replay/"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer `/sitemap.xml`."""
    return sitemap_views.sitemap(
        request,
        {
            "pages": LanguagesSitemap,
            "figures": FiguresSitemap,
            "agenda": AgendaSitemap,
            "territories": TerritoriesSitemap,
            "replays": ReplaysSitemap,
        },
    )
