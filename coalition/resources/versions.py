"""Files of a page: what it offers, and versions of it. A new file replaces the one before, which stays listed.

A page offers its own file, further ones, and the documents that its text links. All are read for search and
kept alike; only what the text links is not listed any more once the text does not link it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model

from coalition.pages.models import WithdrawnFile
from coalition.pages.querysets import in_open_collection, linked

from .models import DocumentText, DocumentVersion, ResourceFile, ResourcePage

Place = DocumentVersion.Place


@transaction.atomic
def keep(page: ResourcePage) -> bool:
    """Note each file that `page` is published with, once; say whether search knows words of one that came or went.

    What changed is what the editor wrote for this file: words that were written for the one before are not repeated.
    """
    locked = ResourcePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    stored = {version.document_id: version for version in locked.versions.all()}
    before = {key for key, version in stored.items() if version.shown}
    kept = {} if locked.document_id is None else {locked.document_id: (Place.MAIN, "")}
    for file in locked.files.all():
        kept.setdefault(file.document_id, (Place.FURTHER, file.label))
    existing = get_document_model().objects.filter(pk__in=linked(locked)).values_list("pk", flat=True)
    for key in existing:
        kept.setdefault(key, (Place.TEXT, ""))
    newest = next((version for version in stored.values() if version.place == Place.MAIN), None)
    changes = _said(locked, newest)
    for key, (place, label) in kept.items():
        version = stored.get(key) or DocumentVersion(page=locked, document_id=key, shown=False)
        if not version.shown:  # also one that is shown again after another is of today
            version.dated, version.shown = timezone.localdate(), True
        version.place, version.label, version.changes = place, label, changes if place == Place.MAIN else ""
        version.save()
    locked.versions.filter(shown=True).exclude(document__in=kept).update(shown=False)
    return DocumentText.objects.filter(document__in=before ^ set(kept)).exclude(digest="").exists()


def _said(page: ResourcePage, newest: DocumentVersion | None) -> str:
    if newest is None:
        return ""
    if newest.document_id == page.document_id:
        return newest.changes
    return page.changes if page.changes != newest.changes else ""


def earlier(page: ResourcePage) -> list[DocumentVersion]:
    """Return the versions that `page` shows no more, the newest first, with their files; one query."""
    rows = page.versions.filter(shown=False).exclude(place=Place.TEXT).exclude(document_id=page.document_id or 0)
    return list(rows.select_related("document"))


def current(page: ResourcePage) -> DocumentVersion | None:
    """Return the version that `page` shows, where it is not its first; one query."""
    return page.versions.filter(document_id=page.document_id or 0).exclude(changes="").first()


def everybodys(page: ResourcePage, further: Iterable[ResourceFile]) -> dict[int, WithdrawnFile | None]:
    """Return the documents of `page`, now and before, that stand in no closed collection; one query.

    By their keys: None for what everybody may download, else how it was withdrawn. `further` are its further files.
    """
    own = Q(pk__in=[page.document_id or 0, *(file.document_id for file in further)])
    own |= Q(pk__in=page.versions.order_by().values("document"))
    rows = get_document_model().objects.filter(own, in_open_collection()).select_related("withdrawn_file")
    return {row.pk: getattr(row, "withdrawn_file", None) for row in rows}


def offered() -> Q:
    live = ResourcePage.objects.live().order_by()
    shown = DocumentVersion.objects.filter(shown=True, page__in=live.values("pk")).order_by()
    return Q(pk__in=live.exclude(document=None).values("document")) | Q(pk__in=shown.values("document"))


def pages_with(documents: Iterable[Any]) -> QuerySet[ResourcePage]:
    """Return the published pages that offer one of `documents`: rows, keys or a query of them."""
    shown = DocumentVersion.objects.filter(shown=True, document__in=documents).order_by()
    return ResourcePage.objects.live().filter(Q(document__in=documents) | Q(pk__in=shown.values("page")))
