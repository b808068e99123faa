"""The library's pages: one per resource and per initiative, each in every language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel

from coalition.pages import countries
from coalition.pages.blocks import BodyBlock
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.covers.models import Pictured, picture_panel
from coalition.pages.fields import CountryField, StreamField
from coalition.pages.models import CoalitionPage
from coalition.pages.sharing.facts import absolute, work
from coalition.pages.skeleton import path_of
from coalition.resources.citations import linked_data
from coalition.resources.givers import Giver, givers

from .resources import COUNTRY, Resource
from .texts import within_the_index, words_of


class FilesOfPage(Panel):
    """Names the files that the page has, and the way to withdraw each; says why search does not know a file's text."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "resources/cms/files.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)


class ResourcePage(Pictured, CoalitionPage):  # type: ignore[django-manager-missing]  # Wagtail pages have managers of their own
    resource = models.ForeignKey(
        Resource,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("resource"),
        help_text=_("The resource that this page presents."),
    )
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("The file in this page's language."),
    )
    changes = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("Of a file that replaces another one: what is new in it. The one before stays listed."),
    )

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("resource"),
        FieldPanel("summary"),
        picture_panel(),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("document"), FieldPanel("changes")], _("File")),
        InlinePanel("files", label=_("Further file"), heading=_("Further files")),
        FilesOfPage(),
    ]
    parent_page_types: ClassVar[list[str]] = ["resources.ResourcesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "resources/resource.html"

    class Meta(Pictured.Meta):
        abstract = False
        verbose_name = _("resource page")
        verbose_name_plural = _("resource pages")

    @cached_property
    def giver(self) -> Giver | None:
        """The local government that gave the resource, in the active language; None without one."""
        return givers([self.resource.member_code]).get(self.resource.member_code)

    def get_cover(self) -> Cover:
        """Return the picture of the resource: its pattern is the same in every language."""
        return self.covered(woven("resource", self.resource.key))

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the resource for machines; nothing where its links must say nothing."""
        card, resource = self.get_share_card(), self.resource
        if card is None:
            return []
        node = work(
            path=path_of(self),
            title=self.title,
            summary=self.summary,
            genre=str(resource.get_kind_display()),
            year=resource.year,
            languages=list(resource.languages),
            image=absolute(card.path),
            url=resource.url,
            **linked_data(self),
        )
        return [node]

    def search_folded(self) -> str:
        """Return the words that search compares: those of the page, and as many of its files as the index holds."""
        shown = self.versions.filter(shown=True).values_list("document", flat=True) if self.pk else []
        words = words_of([self.document_id, *shown])
        return within_the_index(super().search_folded(), words, self.locale.language_code)

    @property
    def share_eyebrow(self) -> str:
        return self.card_eyebrow

    @property
    def card_eyebrow(self) -> str:
        return f"{self.resource.get_kind_display()} · {self.resource.year}"

    def clean(self) -> None:
        """Refuse a second page of one resource in one language: facts once, words once per language."""
        super().clean()
        if self.resource_id is None or self.locale_id is None:
            return
        others = ResourcePage.objects.filter(resource_id=self.resource_id, locale_id=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"resource": _("This resource already has a page in this language.")})


class InitiativePage(Pictured, CoalitionPage):  # type: ignore[django-manager-missing]  # Wagtail pages have managers of their own
    association = models.CharField(_("association"), max_length=200)
    country = CountryField(_("country"), max_length=2, blank=True, validators=[COUNTRY])
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    website = models.URLField(_("website"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("association"), FieldPanel("country"), FieldPanel("website")], _("Facts")),
        FieldPanel("summary"),
        picture_panel(),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["resources.ResourcesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "resources/initiative.html"

    def get_cover(self) -> Cover:
        """Return the picture of the initiative: its pattern is the same in every language."""
        return self.covered(woven("initiative", self.translation_key))

    @property
    def country_name(self) -> str:
        """The country's name in the active language; empty without a country."""
        return countries.country_name(self.country)

    class Meta(Pictured.Meta):
        abstract = False
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
