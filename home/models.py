"""The front page, and the plain page of text."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from coalition.pages.blocks import RICH_TEXT_FEATURES, BodyBlock
from coalition.pages.models import CoalitionPage


class GoalBlock(blocks.StructBlock):
    """One goal of the network: a title and a sentence."""

    title = blocks.CharBlock(label=_("title"))
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "tick"
        label = _("Goal")


class HomePage(CoalitionPage):
    """The front page of one language: a statement, then what the network is doing now."""

    hero_title = models.CharField(_("main heading"), max_length=160)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the heading."))
    statement = RichTextField(_("statement"), features=RICH_TEXT_FEATURES, blank=True)
    goals = StreamField([("goal", GoalBlock())], verbose_name=_("goals"), blank=True, max_num=6)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("lead")], _("Opening")),
        FieldPanel("statement"),
        FieldPanel("goals"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_breadcrumb(self) -> list[dict[str, str]]:
        """Return nothing: no page is above this one."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .front_page import front_page_context  # late: it reads models of every app below

        return super().get_context(request, *args, **kwargs) | front_page_context(self)


class StandardPage(CoalitionPage):
    """A page of text: about, accessibility, privacy, help."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
