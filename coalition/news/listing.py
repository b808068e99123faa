"""Which news, and what `/news/` shows: one page of items, all years or one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition.pages.covers.addresses import Cover
from coalition.pages.covers.models import PICTURE_FIELDS
from coalition.pages.covers.querysets import with_pictures
from coalition.pages.filters import AddressFilters
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import path_of

from .models import NewsPage

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
