"""Versions of a document: a new file replaces the one before, which stays listed with its day and what changed."""

from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from .models import DocumentVersion, ResourcePage


@transaction.atomic
def keep(page: ResourcePage) -> DocumentVersion | None:
    """Note the file that `page` was published with, once; return its version, None where it is no new one.

    What changed is what the editor wrote for this file: words that were written for the one before are not repeated.
    """
    locked = ResourcePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    newest = locked.versions.first()
    if locked.document_id is None or (newest is not None and newest.document_id == locked.document_id):
        return None
    said = locked.changes if newest is None or locked.changes != newest.changes else ""
    version, made = locked.versions.get_or_create(
        document_id=locked.document_id, defaults={"dated": timezone.localdate(), "changes": said if newest else ""}
    )
    if not made:  # an earlier file is shown again: it is the newest from today on
        version.dated, version.changes = timezone.localdate(), said
        version.save(update_fields=["dated", "changes"])
    return version


def earlier(page: ResourcePage) -> list[DocumentVersion]:
    """Return the versions of `page` but the one that it shows, the newest first, with their files; one query."""
    return list(page.versions.exclude(document_id=page.document_id or 0).select_related("document"))


def current(page: ResourcePage) -> DocumentVersion | None:
    """Return the version that `page` shows, where it is not its first; one query."""
    return page.versions.filter(document_id=page.document_id or 0).exclude(changes="").first()


def everybodys(page: ResourcePage) -> set[int]:
    """Return the keys of the documents of `page`, now and before, that everybody may download; one query."""
    above = CollectionViewRestriction.objects.alias(below=ExpressionWrapper(OuterRef("collection__path"), CharField()))
    own = Q(pk=page.document_id or 0) | Q(pk__in=page.versions.order_by().values("document"))
    closed = Exists(above.filter(below__startswith=F("collection__path")))
    return set(get_document_model().objects.filter(own).exclude(closed).values_list("pk", flat=True))


def is_version(row: Any) -> bool:
    """Say whether the document `row` was published as a version: its file stays as it is."""
    return DocumentVersion.objects.filter(document_id=row.pk).exists() if row._meta.label == DOCUMENT else False


DOCUMENT = "wagtaildocs.Document"
