"""Further files of a page: annexes, other languages, a copy that can be changed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from coalition.pages.languages import language_name

from .pages import ResourcePage


class ResourceFile(TranslatableMixin, Orderable):
    """A file of a page beside its first one, with what it is and the language that it is written in."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="files", verbose_name=_("page"))
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))
    label = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("Leave empty to use the title of the document.")
    )
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)

    panels: ClassVar[list[Any]] = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("label"), FieldPanel("language")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("further file")
        verbose_name_plural = _("further files")

    def __str__(self) -> str:
        return self.label or str(self.document_id)

    @property
    def name(self) -> str:
        return self.label or self.document.title

    @property
    def language_name(self) -> str:
        """Its language in the active one; empty where it is not known."""
        return language_name(self.language) if self.language else ""
