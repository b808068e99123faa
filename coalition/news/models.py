"""News: one page for each item and language."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from coalition.pages.blocks import BodyBlock
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.covers.models import Pictured, picture_panel
from coalition.pages.fields import StreamField
from coalition.pages.models import CoalitionPage
from coalition.pages.sharing import facts
from coalition.pages.skeleton import path_of


class NewsPage(Pictured, CoalitionPage):  # type: ignore[django-manager-missing]  # Wagtail pages have managers of their own
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
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("office")], _("Facts")),
        FieldPanel("summary"),
        picture_panel(),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/page.html"
    is_article = True
    share_eyebrow = pgettext_lazy("share image", "News")

    class Meta(Pictured.Meta):
        abstract = False
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the item for machines; nothing where its links must say nothing."""
        card = self.get_share_card()
        if card is None:
            return []
        node = facts.article(
            path=path_of(self),
            title=self.title,
            summary=self.summary,
            language=card.language,
            published=self.date,
            changed=self.last_published_at,
            image=facts.absolute(card.path),
        )
        return [node]

    def get_cover(self) -> Cover:
        """Return the picture of the item: its weave is the same in every language."""
        return self.covered(woven("news", self.translation_key))
