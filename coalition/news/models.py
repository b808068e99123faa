"""News: one page for each item and language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from coalition.pages.blocks import BodyBlock
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.models import CoalitionPage


class NewsPage(CoalitionPage):
    """One item of news in one language. An office signs it, never a person by name."""

    date = models.DateField(_("date"), default=timezone.localdate)
    office = models.CharField(
        _("office"),
        max_length=120,
        blank=True,
        help_text=_("Who writes, as an office: “Committee secretariat”. Nobody is named."),
    )
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences: lists, feeds and searches show them.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("picture"), help_text=_("Never a picture of a victim."),
    )  # fmt: skip
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("In words, for those who do not see it. Empty for a picture that only decorates."),
    )
    picture_decorative = models.BooleanField(_("the picture only decorates"), default=False)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("office")], _("Facts")),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_decorative")], _("Picture")
        ),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/page.html"

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    def clean(self) -> None:
        """Ask for words about a picture, unless it only decorates."""
        super().clean()
        if self.picture_id and not self.picture_alt and not self.picture_decorative:
            raise ValidationError({"picture_alt": _("Say what the picture shows, or that it only decorates.")})

    @property
    def weave(self) -> Cover:
        """The picture that is drawn for the item, the same in every language."""
        return woven("news", self.translation_key)

    def get_cover(self) -> Cover | None:
        """Return the drawn picture, unless an editor gave a picture."""
        return None if self.picture_id else self.weave

    @property
    def alt(self) -> str:
        """The alternative text of the picture: empty for one that only decorates."""
        return "" if self.picture_decorative else self.picture_alt
