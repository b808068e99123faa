"""What `/resources/` shows: the filters of its address with their counts, one page of the library, the latest."""

import uuid
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urljoin

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition.languages import names
from coalition.languages.names import country_name, language_name, sort_key
from coalition.members.models import LocalGovernment
from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.covers import Cover, pattern_cover, with_pictures
from coalition.pages.filters import EVERY, AddressFilters, CountryField
from coalition.pages.models import CoalitionPage
from coalition.pages.querysets import unrestricted
from coalition.pages.views import SiteFeed
from coalition.site.paths import path_of
from coalition.site.site_words import site_names

from . import citations, versions
from .citations import LICENCES, citation, codes_of
from .models import FORMER_KINDS, InitiativePage, Resource, ResourcePage, Theme


@dataclass(frozen=True)
class Entry:
    """One thing that another app keeps, in the words of one language. `key` names it for ever, in every language.

    `url` is a path of this site, or an address elsewhere. `added` is when it was made public.
    """

    key: str
    kind: Resource.Kind
    title: str
    url: str
    year: int
    added: datetime
    summary: str = ""
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    country: str = ""
    member_code: str = ""

    @property
    def eyebrow(self) -> str:
        return f"{self.kind.label} · {self.year}"

    @property
    def cover(self) -> Cover:
        return pattern_cover("resource", self.key, Resource.ICONS[self.kind])


# Receivers return their entries in `language`, the active one: evidence (charter), recordings (webinars).
collected = Signal()


def offered(language: str) -> list[Entry]:
    """Return what other apps have in `language`, which is the active one."""
    found: Any = collected.send(sender=Entry, language=language)
    return [entry for _receiver, entries in found for entry in entries]


FACETS = ("kind", "theme", "country", "member", "language", "year")
FACTS = ("pk", "resource__kind", "resource__themes", "resource__country", "resource__member_code",
         "resource__languages", "resource__year")  # fmt: skip

Place = int | Entry  # the key of a resource page, or what another app has
Facets = dict[str, list[str]]  # the values of one thing, by facet


@dataclass(frozen=True)
class Shelf:
    """Everything in order with its facets; names of themes and members by value."""

    rows: tuple[tuple[Place, Facets], ...]
    themes: dict[str, str]
    members: dict[str, str]

    @property
    def places(self) -> list[Place]:
        return [place for place, _facets in self.rows]

    @cached_property
    def values(self) -> dict[str, list[str]]:
        return {
            facet: list(dict.fromkeys(value for _place, facets in self.rows for value in facets[facet]))
            for facet in FACETS
        }

    def matching(self, asked: dict[str, str], *, but: str = "") -> list[tuple[Place, Facets]]:
        """Return the rows that `asked` leaves, value by facet; the facet `but` is not asked."""
        wanted = [(facet, value) for facet, value in asked.items() if facet != but]
        return [row for row in self.rows if all(value in row[1][facet] for facet, value in wanted)]

    def counts(self, facet: str, asked: dict[str, str]) -> Counter[str]:
        """Return how many results each value of `facet` would give, pressed instead of what is asked of it now."""
        return Counter(value for _place, facets in self.matching(asked, but=facet) for value in facets[facet])


def shelf(language: str) -> Shelf:
    """Return what the library holds in `language`, as it stands now."""
    with translation.override(language):
        others = offered(language)
        named = {theme.slug: str(theme.name) for theme in Theme.objects.all()}
        pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=language)
        rows: list[tuple[int, Place, Facets]] = [
            (year, pk, _facets(kind, themes, country, code, languages, year))
            for pk, kind, themes, country, code, languages, year in pages.order_by("title", "pk").values_list(*FACTS)
        ]
        rows += [(entry.year, entry, _of_entry(entry, named)) for entry in others]
        who = citations.givers(code for _year, _place, facets in rows for code in facets["member"])
    rows.sort(key=lambda row: -row[0])
    for _year, _place, facets in rows:
        facets["member"] = [who[code].code for code in facets["member"] if code in who]
    members = {giver.code: giver.name for giver in who.values()}
    return Shelf(tuple((place, facets) for _year, place, facets in rows), named, members)


def _of_entry(entry: Entry, named: Container[str]) -> Facets:
    kind, languages = str(Resource.Kind(entry.kind)), list(entry.languages)
    themes = [theme for theme in entry.themes if theme in named]
    return _facets(kind, themes, entry.country, entry.member_code, languages, entry.year)


def _facets(kind: str, themes: list[str], country: str, code: str, languages: list[str], year: int) -> Facets:
    return {
        "kind": [kind], "theme": themes, "country": [country] if country else [], "member": [code] if code else [],
        "language": languages, "year": [str(year)],
    }  # fmt: skip


PER_PAGE = 12
MOST_GIVEN = 6
KINDS = {kind.value: kind.label for kind in Resource.Kind}


def live_pages(language: str) -> PageQuerySet:
    """Return the published resource pages in `language`, the newest resource first, with their facts."""
    pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=language)
    return with_pictures(pages.select_related("resource", "document")).order_by("-resource__year", "title")


def given_by(government: LocalGovernment) -> PageQuerySet:
    """Return the resources of `government` that everybody may read, in the active language."""
    pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=get_language() or "en")
    return pages.filter(codes_of(government)).select_related("resource")


def profile_section(government: LocalGovernment) -> dict[str, Any] | None:
    """Return the newest resources of `government`, for its profile; None without any."""
    found = list(given_by(government).order_by("-resource__year", "title")[:MOST_GIVEN])
    return {"pages": found} if found else None


@dataclass(frozen=True)
class Row:
    """One thing of the library as a list and a feed show it. `key` names it for ever."""

    key: str
    title: str
    url: str
    summary: str
    eyebrow: str
    cover: Cover
    added: datetime


class LibraryFilters(AddressFilters):
    """What an address such as `/resources/?kind=guide&theme=health` asks; what each press would give is counted."""

    place_fields = ("page",)

    kind = forms.ChoiceField(label=_("Type"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = CountryField(label=_("Country"), required=False)
    member = forms.ChoiceField(label=_("Shared by"), required=False)
    language = forms.ChoiceField(label=_("Available in"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, query: QueryDict, shelf: Shelf) -> None:
        """Take the address's `query`, and what the library holds."""
        self.shelf = shelf
        names = {facet: self._named(facet) for facet in FACETS}
        super().__init__(todays(query), **{facet: list(named.items()) for facet, named in names.items()})
        for facet, named in names.items():
            self.offer(facet, self._counted(facet, named), every=EVERY[facet])

    def _named(self, facet: str) -> dict[str, str]:
        names = {
            "kind": KINDS.get, "theme": self.shelf.themes.get, "country": country_name,
            "member": self.shelf.members.get, "language": language_name, "year": str,
        }[facet]  # fmt: skip
        return {value: str(names(value) or value) for value in self.shelf.values[facet]}  # type: ignore[operator]

    def _counted(self, facet: str, named: dict[str, str]) -> list[tuple[str, str]]:
        """Return the choices of `facet` that give a result, each with how many, in the order of their names."""
        counts = self.shelf.counts(facet, self.chosen)
        shown = [value for value in named if counts[value] or self.chosen.get(facet) == value]
        if facet == "kind":
            shown.sort(key=list(KINDS).index)
        else:
            shown.sort(key=lambda value: sort_key(named[value]), reverse=facet == "year")
        return [(value, f"{named[value]} ({counts[value]})") for value in shown]

    def link(self, **changes: Any) -> str:
        """Return the one query string that asks this: in the order of the fields, whatever was pressed last."""
        values = {**self.asked, **changes}
        asked = {name: values[name] for name in self.fields if values.get(name) is not None}
        return urlencode({name: str(value) for name, value in asked.items()})

    @property
    def chosen(self) -> dict[str, str]:
        return {facet: str(value) for facet, value in self.asked.items()}

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Return each filter that is set, in words, with the query that takes it away."""
        return [(self._named(facet)[value], self.link(**{facet: None})) for facet, value in self.chosen.items()]

    def found(self) -> list[Place]:
        """Return what is left of the library: counted without a query, and only what is shown is read (`rows`)."""
        return [place for place, _facets in self.shelf.matching(self.chosen)]


def todays(query: QueryDict) -> QueryDict:
    """Return `query` with the type of today where it names one that an earlier version had."""
    former = FORMER_KINDS.get(query.get("kind", ""))
    if former is None:
        return query
    changed = query.copy()
    changed["kind"] = former
    return changed


def rows(places: Iterable[Place]) -> list[Row]:
    """Return `places` as rows, in their order; what was taken away this moment is left out. One query for all pages."""
    places = list(places)
    keys = [place for place in places if isinstance(place, int)]
    pages = unrestricted(ResourcePage.objects.live()).filter(pk__in=keys).select_related("resource").defer("body")
    found = {page.pk: page for page in with_pictures(pages)} if keys else {}
    return [
        row_of_entry(place) if isinstance(place, Entry) else row_of_page(found[place])
        for place in places
        if isinstance(place, Entry) or place in found
    ]


def row_of_page(page: ResourcePage) -> Row:
    added = page.first_published_at or datetime(page.resource.year, 1, 1, tzinfo=UTC)
    cover, eyebrow = page.get_cover(), page.card_eyebrow
    return Row(
        f"{page.translation_key}:{page.locale_id}", page.title, path_of(page), page.summary, eyebrow, cover, added
    )


def row_of_entry(entry: Entry) -> Row:
    return Row(entry.key, entry.title, entry.url, entry.summary, entry.eyebrow, entry.cover, entry.added)


def index_context(page: Page, query: QueryDict) -> dict[str, Any]:
    """Return what the index's template needs, in its language, and the `canonical` query of what is shown."""
    filters = LibraryFilters(query, shelf(page.locale.language_code))
    page_obj = Paginator(filters.found(), PER_PAGE).get_page(filters.place.get("page", 1))
    is_first = page_obj.number == 1 and not filters.asked
    initiatives = with_pictures(unrestricted(InitiativePage.objects.live()).child_of(page)).order_by("title")
    return {
        "filters": filters,
        "query": filters.query,
        "canonical": filters.link(**({"page": page_obj.number} if page_obj.number > 1 else {})),
        "page_obj": page_obj,
        "rows": rows(page_obj.object_list),
        "is_first": is_first,
        "initiatives": initiatives if is_first else [],
    }


def shown(page: ResourcePage) -> dict[str, Any]:
    resource, cited = page.resource, citation(page)
    further = list(page.files.select_related("document"))
    earlier = versions.earlier(page)
    standing = versions.everybodys(page, further)
    own = page.locale.language_code
    return {
        "facts": {
            "kind": resource.get_kind_display(),
            "year": resource.year,
            "country": names.country_name(resource.country),
            "languages": [language_name(code) for code in resource.languages],
            "themes": [(theme.slug, theme.name) for theme in Theme.objects.filter(slug__in=resource.themes)],
            "giver": page.giver,
            "licence": LICENCES.get(resource.licence),
            "publisher": cited.publisher,
        },
        "language": language_name(own) if own in resource.languages else "",
        "cited": cited,
        "related": related(page),
        "version": versions.current(page),
        "offers": page.document_id in standing and standing[page.document_id] is None,
        "gone": standing.get(page.document_id or 0),
        "further": [(file, standing[file.document_id]) for file in further if file.document_id in standing],
        "earlier": [(one, one.document_id in standing, standing.get(one.document_id)) for one in earlier],
    }


MOST = 3


def related(page: ResourcePage) -> list[Row]:
    """Return what is near `page`, the nearest first, then the newest; one query beside those of the shelf."""
    resource, found = page.resource, []
    for place, facets in shelf(page.locale.language_code).rows:
        shared = len(set(resource.themes).intersection(facets["theme"]))
        kind, country = resource.kind in facets["kind"], resource.country in facets["country"]
        near = (shared, kind, kind and country) if shared else (0, country, kind)
        if place != page.pk and any(near):
            found.append((near, place))
    found.sort(key=lambda row: row[0], reverse=True)
    return rows(place for _near, place in found[:MOST])


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
        return super().get_context(request, *args, **kwargs) | index_context(self, request.GET)


ITEMS = 20


class LibraryFeed(SiteFeed):
    """The newest of the library in the active language, as Atom (RFC 4287)."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> LibraryFilters:
        return LibraryFilters(request.GET, shelf(get_language() or settings.LANGUAGE_CODE))

    def title(self, filters: LibraryFilters) -> str:
        words = (pgettext("title of the feed", "Resources"), *(name for name, _query in filters.narrowed))
        return " · ".join((*words, site_names().site))

    def subtitle(self, filters: LibraryFilters) -> str:
        return gettext("Guides, experiences, studies, tools, laws and videos that members share.")

    def link(self, filters: LibraryFilters) -> str:
        return f"{settings.SITE_URL}/{get_language()}/resources/{_asked(filters)}"

    def feed_url(self, filters: LibraryFilters) -> str:
        return f"{settings.SITE_URL}{reverse('resources:atom')}{_asked(filters)}"

    feed_guid = link

    def items(self, filters: LibraryFilters) -> list[Row]:
        return sorted(rows(filters.found()), key=lambda row: row.added, reverse=True)[:ITEMS]

    def item_title(self, item: Row) -> str:
        return item.title

    def item_description(self, item: Row) -> str:
        return item.summary

    def item_link(self, item: Row) -> str:
        return urljoin(settings.SITE_URL, item.url)

    def item_author_name(self, item: Row) -> str:
        return site_names().site

    def item_guid(self, item: Row) -> str:
        """Return what names it for ever, wherever it stands and whatever it is called."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"resource:{item.key}:{get_language()}").urn

    def item_pubdate(self, item: Row) -> datetime:
        return item.added

    item_updateddate = item_pubdate


def _asked(filters: LibraryFilters) -> str:
    return f"?{filters.query}" if filters.query else ""
