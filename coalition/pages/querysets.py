"""Rows of pages, whatever their type."""

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.expressions import Combinable
from wagtail.models import CollectionViewRestriction, PageViewRestriction
from wagtail.query import PageQuerySet


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
