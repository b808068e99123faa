"""The words of a document, for search alone."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.pages.search import INDEX_BYTES, index_bytes, with_forms


class DocumentText(models.Model):
    """What was read of a document's file, named by its digest; or why nothing was. No page shows it."""

    wagtail_reference_index_ignore = True

    document = models.OneToOneField(
        "wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document")
    )
    digest = models.CharField(max_length=40)  # as Wagtail keeps it of the file
    text = models.TextField(_("text"), blank=True)
    cause = models.CharField(max_length=20, blank=True)  # of `coalition.uploads.inspector.verdict.Cause`

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document_id} · {self.cause or len(self.text)}"


def words_of(document: models.Model | None) -> str:
    """Return what search knows of `document`; nothing of one that not everybody may download."""
    if document is None or document.collection.get_view_restrictions():  # type: ignore[attr-defined]
        return ""
    rows = DocumentText.objects.filter(document_id=document.pk, digest=document.file_hash)  # type: ignore[attr-defined]
    return rows.values_list("text", flat=True).first() or ""


@lru_cache(maxsize=2)  # one save of a page asks for it a few times
def within_the_index(own: str, words: str, language: str) -> str:
    """Return `own`, the folded words of a page, and after them as many `words` of its document as the index holds."""
    while words:
        found = f"{own} {with_forms([words], language)}".strip()
        size = index_bytes(found)
        if size <= INDEX_BYTES:
            return found
        words = words[: len(words) * INDEX_BYTES * 9 // (size * 10)]
    return own
