"""Rows of pages, whatever their type."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import CollectionViewRestriction, PageViewRestriction
from wagtail.query import PageQuerySet

from coalition.languages.names import listed


def by_language(*languages: str) -> Case:
    """Return the place of a page in an order in which those in `languages` come first, in the order of these."""
    whens = [When(locale__language_code=code, then=place) for place, code in enumerate(dict.fromkeys(languages))]
    return Case(*whens, default=len(languages))


class PageTitle(property):
    """What a row is called to who works with it: as its page where it was read `titled`, else its field `otherwise`."""

    short_description = _("title")
    admin_order_field = "page_title"

    def __init__(self, otherwise: str) -> None:
        super().__init__(lambda row: getattr(row, "page_title", getattr(row, otherwise)))
        self.otherwise = otherwise


def titled[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """Return `rows`, which have `pages`, with `title`s in the active language, else in English, else in any."""
    relation: Any = rows.model._meta.get_field("pages")
    pages = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
    first = pages.order_by(by_language(get_language() or "en", "en"), "pk").values("title")[:1]
    return rows.annotate(page_title=Coalesce(Subquery(first), rows.model.title.otherwise, output_field=CharField()))


def unrestricted(pages: PageQuerySet) -> PageQuerySet:
    """Return those of `pages` that everybody may read: neither they nor a page above them are restricted.

    It costs no query of its own, unlike Wagtail's `public()`, which means the same.
    """
    above = PageViewRestriction.objects.alias(below=ExpressionWrapper(OuterRef("path"), CharField()))
    return pages.exclude(Exists(above.filter(below__startswith=F("page__path"))))


def in_open_collection(document: str = "") -> Combinable:
    """Return the condition of rows whose document stands in no closed collection, nor below one, withdrawn or not."""
    path = OuterRef(f"{document}collection__path")
    above = CollectionViewRestriction.objects.alias(below=ExpressionWrapper(path, CharField()))
    return ~Exists(above.filter(below__startswith=F("collection__path")))


def downloadable(document: str = "") -> Q:
    """Return the condition of rows whose document everybody may download; `document` is the way to it, as "document__".

    Of one in a closed collection, or below one, a page tells not even the title; a withdrawn one nobody may download.
    It costs no query of its own.
    """
    withdrawn = apps.get_model("pages", "WithdrawnFile")._default_manager.filter(document=OuterRef(f"{document}pk"))
    return Q(in_open_collection(document)) & Q(~Exists(withdrawn))


class DocumentLinks(DocumentLinkHandler):
    """A document's link in a rich text: of a closed or withdrawn one its words stay, and lead nowhere."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tag of each link. One query."""
        keys = {attrs.get("id", "") for attrs in attrs_list}
        known = {str(row.pk): row for row in everybodys(key for key in keys if key.isdigit())}
        found = [known.get(attrs.get("id", "")) for attrs in attrs_list]
        return [f'<a href="{escape(row.url)}">' if row else "<a>" for row in found]


def everybodys(keys: Iterable[Any]) -> list[Any]:
    """Return the documents with `keys` that everybody may download; one query."""
    return list(get_document_model().objects.filter(downloadable(), pk__in=list(keys)))


def linked(row: Any) -> list[int]:
    """Return the keys of the documents that the texts of `row` link or list, each once, in their order; no query."""
    kind, found = get_document_model(), []
    for field in row._meta.get_fields():
        if hasattr(field, "extract_references"):
            references = field.extract_references(field.value_from_object(row))
            found += [int(key) for model, key, *_paths in references if model is kind and str(key).isdigit()]
    return list(dict.fromkeys(found))


def tell_of_closed(request: HttpRequest, page: Any) -> None:
    """Tell who saved `page` which documents it links that its readers cannot have."""
    keys = linked(page.get_latest_revision_as_object())
    if not keys:
        return
    open_ones = {row.pk for row in everybodys(keys)}
    closed = get_document_model().objects.filter(pk__in=keys).exclude(pk__in=open_ones).order_by("pk")
    titles = [document.title for document in closed]
    if titles:
        told = gettext(
            "Not everybody may download %(files)s, so the page says the words of the link without leading anywhere. "
            "Move the file into a collection that is open to all, or take the link away."
        )
        messages.warning(request, told % {"files": listed(titles)})
