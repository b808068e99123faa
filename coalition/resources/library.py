"""What `/resources/` shows: the filters of its address, one page of resources, the initiatives, the latest."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition.pages import lists
from coalition.pages.countries import country_options
from coalition.pages.covers.querysets import with_pictures
from coalition.pages.filters import AddressFilters, CountryField
from coalition.pages.languages import language_name

from .models import InitiativePage, Resource, ResourcePage

PER_PAGE = 24


def live_pages(language: str) -> PageQuerySet:
    """Return the published resource pages in `language`, the newest resource first, with their facts."""
    pages = ResourcePage.objects.live().public().filter(locale__language_code=language)
    return with_pictures(pages.select_related("resource", "document")).order_by("-resource__year", "title")


def latest(language: str, count: int) -> list[ResourcePage]:
    """Return the `count` latest resources in `language`, in two queries; for the home page."""
    return list(live_pages(language)[:count])


class LibraryFilters(AddressFilters):
    """What an address such as `/resources/?kind=guide&language=fr` asks."""

    lookups = {"kind": "resource__kind", "country": "resource__country"}

    kind = forms.ChoiceField(label=_("Type"), required=False)
    language = forms.ChoiceField(label=_("Available in"), required=False)
    country = CountryField(label=_("Country"), required=False)

    def __init__(self, query: QueryDict, facts: list[tuple[str, str, list[str]]]) -> None:
        """Take the address's `query`, and kind, country and languages of every resource shown."""
        kinds = {kind for kind, _country, _languages in facts}
        countries = {country for _kind, country, _languages in facts if country}
        languages = {code for _kind, _country, codes in facts for code in codes}
        super().__init__(
            query,
            kind=[choice for choice in Resource.Kind.choices if choice[0] in kinds],
            language=sorted(((code, language_name(code)) for code in languages), key=lambda option: option[1]),
            country=country_options(countries),
        )

    def apply(self, pages: PageQuerySet) -> PageQuerySet:
        """Return the rows of `pages` that these filters leave."""
        if "language" in self.asked:
            pages = pages.filter(resource__languages__contains=[self.asked["language"]])
        return pages.filter(**self.facts())


def index_context(page: Page, query: QueryDict) -> dict[str, Any]:
    """Return what the index's template needs, in its language."""
    language = page.locale.language_code
    pages = live_pages(language).child_of(page)
    facts = list(pages.order_by().values_list("resource__kind", "resource__country", "resource__languages"))
    filters = LibraryFilters(query, facts)
    return {
        "filters": filters,
        "query": filters.query,
        "page_obj": Paginator(filters.apply(pages), PER_PAGE).get_page(query.get("page")),
        "calls": lists.source_of("calls").rows(page),
        "calls_template": lists.source_of("calls").template,
        "initiatives": with_pictures(InitiativePage.objects.live().public().child_of(page)).order_by("title"),
    }
