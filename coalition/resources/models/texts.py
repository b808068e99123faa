"""The words of a document, for search alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
