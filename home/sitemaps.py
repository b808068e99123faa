"""The site's map for search engines: every public page in every language.

`/sitemap.xml` names the sections, and each section its pages, LINES addresses each: whoever reads the map of a large
site asks often, and never for all of it at once. The page cache keeps both (coalition/caching/page_cache.py).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.contrib.sitemaps import views as sitemap_views
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from coalition.caching.memory import recall
from coalition.figures.models import Release
from coalition.members.index_page import MembersIndexPage
from coalition.members.models import LocalGovernment
from coalition.site.paths import path_of
from events.models import Event
from events.pages.event_list import pages_of_closed_events
from events.pages.models import EventPage
from home.programme.models import Goal

LINES = 1_000  # addresses of one answer


class Counted(Paginator):
    """Pages of a section whose number of rows is remembered until a public table changes."""

    def __init__(self, name: str, rows: Any) -> None:
        super().__init__(rows, LINES)
        self.name = name

    @cached_property
    def count(self) -> int:
        return recall(("rows of a sitemap", self.name), lambda: Paginator(self.object_list, LINES).count)


class Section(DjangoSitemap):
    """A section by its name. When it was changed last is said of each address: for the whole all would be read."""

    name = ""

    @cached_property
    def paginator(self) -> Counted:
        return Counted(self.name, self.items())

    def get_latest_lastmod(self) -> None:
        return None


class PagesSitemap(Section, Sitemap):
    """The live public pages of one language, by Wagtail's map, without closed events."""

    def __init__(self, request: HttpRequest, code: str) -> None:
        super().__init__(request)
        self.code, self.name = code, f"pages-{code}"

    def items(self) -> Any:
        """Return the live public pages below this language's front page."""
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True).live()
        root = roots.filter(locale__language_code=self.code).first()
        if root is None:
            return Page.objects.none()
        public = Page.objects.descendant_of(root, inclusive=True).live().public()
        return public.exclude(pk__in=pages_of_closed_events()).order_by("path").defer_streamfields().specific()


class MembersSitemap(Section):
    """The public profiles of local governments below the directory of one language."""

    def __init__(self, code: str) -> None:
        self.code, self.name = code, f"members-{code}"

    @cached_property
    def above(self) -> str:
        """The address of the directory, "" where there is none for everybody."""
        pages = MembersIndexPage.objects.live().public().filter(locale__language_code=self.code)
        page = pages.first()
        return path_of(page) if page else ""

    def items(self) -> Any:
        """Return the names in the addresses of profiles, in order."""
        rows = LocalGovernment.objects.public().order_by("slug").values_list("slug", flat=True)
        return rows if self.above else []

    def location(self, item: str) -> str:
        return f"{self.above}{item}/"


class OutsideTheTree(Section):
    """Addresses of a view that are no pages of the tree, in every language."""

    def __init__(self, name: str, view: str, rows: Callable[[], Iterable[tuple[str, datetime | None]]]) -> None:
        """Take the name of the section and of the view, and its rows: the slug in the address, and its last change."""
        self.name, self.view, self.rows = name, view, rows

    def items(self) -> list[tuple[str, str, datetime | None]]:
        """Return each language with each row."""
        rows = list(self.rows())
        return [(code, *row) for code, _name in settings.LANGUAGES for row in rows]

    def location(self, item: tuple[str, str, datetime | None]) -> str:
        with override(item[0]):
            return reverse(self.view, args=[item[1]] if item[1] else [])

    def lastmod(self, item: tuple[str, str, datetime | None]) -> datetime | None:
        return item[2]


def _figures() -> Iterable[tuple[str, datetime | None]]:
    """Return the published indicators."""
    return Release.objects.latest().values_list("indicator__slug", "released_at")


def _programme() -> Iterable[tuple[str, datetime | None]]:
    """Return the page of the programme, once it has goals."""
    return [("", None)] if Goal.objects.exists() else []


def _learn() -> Iterable[tuple[str, datetime | None]]:
    return [("", None)]


OUTSIDE = (("figures", "figures:indicator", _figures), ("programme", "home:programme", _programme),
           ("learn", "home:learn", _learn))  # fmt: skip


class ReplaysSitemap(Section):
    """Pages of recordings, below the page of each event that can be watched, in its languages."""

    name = "replays"

    def items(self) -> Any:
        """Return the pages of events with a published recording; none of those whose address says nothing."""
        pages = EventPage.objects.public().past().filter(event__neutral_address=False).exclude(event__recording_path="")
        held = pages.filter(event__state=Event.State.SCHEDULED)
        return held.only("title", "url_path", "event__neutral_address", "event__short_id")

    def location(self, item: EventPage) -> str:
        return f"{path_of(item)}replay/"


def sections(request: HttpRequest) -> dict[str, Any]:
    """Return every section by its name."""
    codes = [code for code, _name in settings.LANGUAGES]
    pages = [PagesSitemap(request, code) for code in codes]
    members = [MembersSitemap(code) for code in codes]
    found = [*pages, *members, *(OutsideTheTree(*each) for each in OUTSIDE), ReplaysSitemap()]
    return {section.name: section for section in found}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Answer `/sitemap.xml`: the sections that have an address, each with its pages."""
    filled = {name: section for name, section in sections(request).items() if section.paginator.count}
    return _public(sitemap_views.index(request, filled, sitemap_url_name="sitemap_section"))


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Answer `/sitemap-<section>.xml?p=2`: one page of a section."""
    known = sections(request)
    if section not in known:
        raise Http404
    return _public(sitemap_views.sitemap(request, known, section=section))


def _public(response: Any) -> HttpResponse:
    response.render()
    response["Cache-Control"] = "public, max-age=3600"
    answer: HttpResponse = response
    return answer
