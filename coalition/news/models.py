"""News: one page for each item and language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition.languages.fields import StreamField
from coalition.pages import json_ld
from coalition.pages.blocks import RICH_TEXT_FEATURES, BodyBlock
from coalition.pages.covers import PICTURE_FIELDS, Cover, Pictured, pattern_cover, picture_panel, with_pictures
from coalition.pages.filters import AddressFilters
from coalition.pages.models import CoalitionPage
from coalition.pages.querysets import unrestricted
from coalition.site.paths import path_of


class NewsPage(Pictured, CoalitionPage):  # type: ignore[django-manager-missing]  # Wagtail pages have managers of their own
    """One item of news in one language. An office signs it, never a person by name."""

    date = models.DateField(_("date"), default=timezone.localdate)
    office = models.CharField(
        _("office"),
        max_length=120,
        blank=True,
        help_text=_("Who writes, as an office: “Committee secretariat”. Nobody is named."),
    )
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences: lists, feeds and searches show them.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("office")], _("Facts")),
        FieldPanel("summary"),
        picture_panel(),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/page.html"
    is_article = True
    in_four_languages = True
    share_eyebrow = pgettext_lazy("share image", "News")

    class Meta(Pictured.Meta):
        abstract = False
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the item for machines; nothing where its links must say nothing."""
        card = self.get_share_card()
        if card is None:
            return []
        node = json_ld.article(
            path=path_of(self),
            title=self.title,
            summary=self.summary,
            language=card.language,
            published=self.date,
            changed=self.last_published_at,
            image=json_ld.absolute(card.path),
        )
        return [node]

    def get_cover(self) -> Cover:
        """Return the picture of the item: its pattern is the same in every language."""
        return self.covered(pattern_cover("news", self.translation_key))


PER_PAGE = 12
# What `row_of` needs of a page: for `only()`.
ROW_FIELDS = ("title", "summary", "date", "url_path", "translation_key", *PICTURE_FIELDS)


@dataclass(frozen=True)
class NewsRow:
    title: str
    url: str
    summary: str
    date: date
    cover: Cover


def row_of(page: NewsPage) -> NewsRow:
    return NewsRow(page.title, path_of(page), page.summary, page.date, page.get_cover())


def live_pages(language: str) -> PageQuerySet:
    """Return the published news in `language` that everybody may read, the latest first."""
    pages = unrestricted(NewsPage.objects.live()).filter(locale__language_code=language)
    return pages.order_by("-date", "-pk")


def latest(language: str, count: int) -> list[NewsRow]:
    """Return the `count` latest items in `language`, in one query, and one for their photographs."""
    return [row_of(page) for page in with_pictures(live_pages(language)).only(*ROW_FIELDS)[:count]]


def chosen(language: str, keys: Sequence[UUID]) -> list[NewsRow]:
    """Return the items of these translation keys that are published in `language`, in the order of `keys`."""
    found = {page.translation_key: page for page in live_pages(language).filter(translation_key__in=keys)}
    return [row_of(found[key]) for key in keys if key in found]


def listed(value: Any) -> list[NewsRow]:
    """Return what a list of news in a text shows (NewsListBlock), in the active language."""
    return latest(get_language() or "en", value["count"])


class NewsFilters(AddressFilters):
    lookups = {"year": "date__year"}

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)


@dataclass(frozen=True)
class Year:
    """A year that has news, or all of them: the words of its link, its query, and whether it is shown."""

    label: str
    query: str
    current: bool


def index_context(page: Page, query: QueryDict) -> dict[str, Any]:
    """Return what the index's template needs, in its language.

    Three queries, however much news there is, and one for photographs where there are some.
    """
    pages = unrestricted(NewsPage.objects.child_of(page).live())
    years = sorted(set(pages.order_by().values_list(ExtractYear("date"), flat=True)), reverse=True)
    filters = NewsFilters(query, year=[(year, str(year)) for year in years])
    asked = filters.asked.get("year")
    found = with_pictures(pages.filter(**filters.facts())).order_by("-date", "-pk").only(*ROW_FIELDS)
    shown = Paginator(found, PER_PAGE).get_page(query.get("page"))
    return {
        "years": [Year("", "", asked is None), *(_year(filters, year, asked) for year in years)],
        "year": asked,
        "query": filters.query,
        "page_obj": shown,
        "rows": [row_of(item) for item in shown],
    }


def _year(filters: NewsFilters, year: int, asked: int | None) -> Year:
    return Year(str(year), filters.link(year=year), year == asked)


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
        return super().get_context(request, *args, **kwargs) | index_context(self, request.GET)
