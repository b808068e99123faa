"""The words of a document, for search alone."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coalition.pages.querysets import downloadable
from coalition.pages.search import INDEX_BYTES, index_bytes, with_forms


class DocumentText(models.Model):
    """What was read of a document's file, named by its digest; or why nothing was. No page shows it."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

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


def words_of(documents: Iterable[int | None]) -> str:
    """Return what search knows of `documents`, in their order; nothing of those that not everybody may download."""
    order = [key for key in dict.fromkeys(documents) if key]
    if not order:
        return ""
    rows = DocumentText.objects.filter(downloadable("document__"), document__in=order, digest=F("document__file_hash"))
    texts = dict(rows.values_list("document_id", "text"))
    return "\n".join(texts[key] for key in order if texts.get(key))


@lru_cache(maxsize=2)  # one save of a page asks for it a few times
def within_the_index(own: str, words: str, language: str) -> str:
    """Return `own`, the folded words of a page, and after them as many `words` of its files as the index holds."""
    while words:
        found = f"{own} {with_forms([words], language)}".strip()
        size = index_bytes(found)
        if size <= INDEX_BYTES:
            return found
        words = words[: len(words) * INDEX_BYTES * 9 // (size * 10)]
    return own
