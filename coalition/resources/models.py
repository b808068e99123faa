"""What is stored of the library: facts of a resource once, its words in a page per language; and initiatives."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar, Self

import pgtrigger
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import Orderable, TranslatableMixin

from coalition.cms.revisions import Revised
from coalition.languages import names
from coalition.languages.fields import CountryField, LanguagesField, StreamField
from coalition.languages.names import language_name, sort_key
from coalition.languages.words import CODES, LocalizedText, localized, missing
from coalition.pages.blocks import BodyBlock
from coalition.pages.covers import Cover, Pictured, pattern_cover, picture_panel
from coalition.pages.json_ld import absolute, work
from coalition.pages.models import CoalitionPage
from coalition.pages.querysets import PageTitle, downloadable
from coalition.pages.search import INDEX_BYTES, index_bytes, with_forms
from coalition.site.models import ENGLISH, ONE_LINE
from coalition.site.paths import path_of

from . import citations
from .citations import Giver, givers, linked_data


class ThemesFormField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return each slug once, in the order of the alphabet, so that equal themes are equal lists."""
        return sorted(set(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(initial or []) != sorted(data or [])


class ThemesField(ArrayField):
    """Themes, or others of the choices `offered`, ticked one by one."""

    def __init__(self, *, offered: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("base_field", models.SlugField(max_length=60))
        super().__init__(**kwargs)
        self.offered = offered or theme_choices

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return ThemesFormField(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank, choices=self.offered
        )


def theme_choices() -> list[tuple[str, str]]:
    """Return each theme as slug and name in the active language, in the order of that language's alphabet."""
    named = ((theme.slug, str(theme.name)) for theme in apps.get_model("resources", "Theme").objects.all())
    return sorted(named, key=lambda choice: sort_key(choice[1]))


DOI = RegexValidator(r"^10\.\d{4,9}/[^\s{}\\]+$", _("Write a DOI such as 10.1000/182, without an address before it."))
COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Write a country code of two capital letters, such as FR."))

# Types of earlier versions, which saved addresses may name, and what became of each.
FORMER_KINDS = {
    "diagnosis": "study",
    "report": "study",
    "action-plan": "experience",
    "toolkit": "tool",
    "other": "tool",
}


class ResourceQuerySet(models.QuerySet):
    def newest(self) -> Self:
        return self.order_by("-year", "key")


class Resource(Revised):
    """A guide, experience, study, tool, law or video: what is true of it in every language."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        EXPERIENCE = "experience", _("Local experience")
        STUDY = "study", _("Study")
        TOOL = "tool", _("Tool")
        LAW = "law", _("Law")
        VIDEO = "video", _("Video")

    ICONS: ClassVar[dict[str, str]] = {
        "guide": "book-open", "experience": "map-pin", "study": "chart-column", "tool": "wrench", "law": "scale",
        "video": "play",
    }  # fmt: skip

    revised_fields = (
        "key", "kind", "year", "themes", "authors", "bodies", "publisher", "country", "member_code", "languages", "url",
        "doi", "licence", "illustrative",
    )  # fmt: skip

    key = models.SlugField(_("key"), max_length=80, help_text=_("Stable and unique, such as guide-observatory."))
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    themes = ThemesField(
        verbose_name=_("themes"), default=list, blank=True, db_default=Value([]), help_text=_("Five at most.")
    )
    authors = models.TextField(
        _("authors"),
        blank=True,
        db_default="",
        help_text=_(
            "One person on each line: family name, given name. People in a place at risk are never named on the site."
        ),
    )
    bodies = models.TextField(
        _("organisations that wrote it"), blank=True, db_default="", help_text=_("One on each line.")
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, db_default="")
    country = CountryField(
        _("country"), max_length=2, blank=True, validators=[COUNTRY], help_text=_("Leave empty for the whole network.")
    )
    member_code = models.CharField(
        _("code of the local government"), max_length=40, blank=True, help_text=_("Such as FR-93; empty for none.")
    )
    languages = LanguagesField(
        verbose_name=_("languages"), default=list, help_text=_("The languages it can be read in.")
    )
    url = models.URLField(_("address"), blank=True, help_text=_("Where it is published, when not on this site."))
    doi = models.CharField("DOI", max_length=200, blank=True, db_default="", validators=[DOI])
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        db_default="",
        choices=citations.CHOICES,
        help_text=_("What readers may do with it. Leave empty if you do not know."),
    )
    illustrative = models.BooleanField(_("illustrative, for the demonstration"), default=False)

    objects = ResourceQuerySet.as_manager()
    title = PageTitle("key")

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["-year", "key"]
        constraints = [
            models.UniqueConstraint(
                name="one_resource_per_key",
                fields=["key"],
                violation_error_message=_("Another resource has this key."),
            ),
            models.CheckConstraint(
                name="resource_country_is_iso",
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write a country code of two capital letters, such as FR."),
            ),
            models.CheckConstraint(
                name="resource_year_is_plausible",
                condition=Q(year__range=(1945, 2100)),
                violation_error_message=_("Write a year between 1945 and 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


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
        return self.covered(pattern_cover("resource", self.resource.key, Resource.ICONS[self.resource.kind]))

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
        return within_the_index(super().search_folded(), self.file_words, self.locale.language_code)

    @cached_property
    def file_words(self) -> str:
        """The words of its files that search knows; one indexing asks for them ten times."""
        shown = self.versions.filter(shown=True).values_list("document", flat=True) if self.pk else []
        return words_of([self.document_id, *shown])

    def get_indexed_instance(self) -> Any:
        """Have the words of its files read anew each time that the page is indexed."""
        self.__dict__.pop("file_words", None)
        return super().get_indexed_instance()

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
        return self.covered(pattern_cover("initiative", self.translation_key))

    @property
    def country_name(self) -> str:
        """The country's name in the active language; empty without a country."""
        return names.country_name(self.country)

    class Meta(Pictured.Meta):
        abstract = False
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")


class DocumentVersion(models.Model):
    """A file that a page was published with. Its file stays as it is; `shown` while the page still offers it."""

    class Place(models.TextChoices):
        MAIN = "main", _("the file of the page")
        FURTHER = "further", _("a further file")
        TEXT = "text", _("linked in the text")

    page = models.ForeignKey(ResourcePage, models.CASCADE, related_name="versions", verbose_name=_("page"))
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("document"))
    dated = models.DateField(_("published"))
    changes = models.CharField(_("what changed"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.MAIN, db_default="main")
    label = models.CharField(_("name"), max_length=150, blank=True, db_default="")
    shown = models.BooleanField(_("shown"), default=False, db_default=False)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        default_permissions = ()
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="each_document_once_among_versions",
                fields=["page", "document"],
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.dated}"


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


class Theme(Revised):
    """One theme. Resources and saved addresses hold its slug, which never changes; its names may."""

    revised_fields = ("slug", *(f"name_{code}" for code in CODES))

    slug = models.SlugField(
        _("address name"), max_length=60, help_text=_("Stable, such as shelter: saved addresses hold it.")
    )
    name_en = models.CharField(_("name"), max_length=80, validators=[ONE_LINE])
    name_fr = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_es = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_ar = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_theme_per_slug",
                fields=["slug"],
                violation_error_message=_("Another theme has this address name."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="themes_in_use_are_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (SELECT FROM resources_resource WHERE themes @> ARRAY[OLD.slug]::varchar[]) THEN
                        RAISE EXCEPTION 'theme % is used by a resource', OLD.slug;
                    END IF;
                    RETURN OLD;
                """,
            ),
            pgtrigger.Protect(name="slugs_of_themes_stay", operation=pgtrigger.UpdateOf("slug"),
                              condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> LocalizedText:
        return localized(self, "name")

    @property
    def missing(self) -> str:
        return missing(self, "name")

    def clean(self) -> None:
        """Refuse another slug than the one that resources and saved addresses hold."""
        super().clean()
        before = Theme.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        if before not in (None, self.slug):
            raise ValidationError({"slug": _("Saved addresses hold this address name: it cannot change.")})


__all__ = [
    "DocumentText",
    "DocumentVersion",
    "InitiativePage",
    "Resource",
    "ResourceFile",
    "ResourcePage",
    "Theme",
]
