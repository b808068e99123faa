"""The words of a call, one page per language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from coalition.pages.blocks import BodyBlock
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.fields import StreamField
from coalition.pages.models import CoalitionPage
from coalition.pages.querysets import downloadable

from .calls import MOST_POINTS, Call


class CallPage(CoalitionPage):
    """What a call asks for, in one language; dates, criteria and documents are those of its `Call`."""

    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("call for initiatives"),
        help_text=_("The call that this page presents."),
    )
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("call"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["resources.ResourcesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "calls/call.html"

    class Meta:
        verbose_name = _("page of a call")
        verbose_name_plural = _("pages of calls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "call": self.call,
            "criteria": list(self.call.criteria.all()),
            "documents": list(self.call.documents.filter(downloadable("document__")).select_related("document")),
            "most": MOST_POINTS,
            "propose_url": reverse("calls:start", args=[self.call.key]),
        }

    def get_cover(self) -> Cover:
        """Return the picture of the call: its pattern is the same in every language."""
        return woven("call", self.call.key)

    def clean(self) -> None:
        """Refuse a second page of one call in one language: facts once, words once per language."""
        super().clean()
        if self.call_id is None or self.locale_id is None:
            return
        others = CallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"call": _("This call already has a page in this language.")})
