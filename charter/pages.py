"""The charter's page, one per language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from charter.signatories import counts
from charter.texts.models import CharterText
from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage


class CharterIndexPage(CoalitionPage):
    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)
    notice = models.CharField(
        _("notice above the text"),
        max_length=300,
        blank=True,
        help_text=_("For example: this text is illustrative. Empty when the text is authentic."),
    )

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("notice"),
    ]
    template = "charter/charter_index_page.html"
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("charter page")
        verbose_name_plural = _("charter pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["text"] = CharterText.objects.current(self.locale.language_code)
        context["signatories"] = counts.in_force()
        return context
