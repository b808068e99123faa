"""The charter's text: versions, and each version's words in each language, frozen at publication."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import pgtrigger
from django import forms
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel

from coalition.guards import sql, truncate_guard
from coalition.languages.fields import StreamField
from coalition.languages.names import language_name

from .canonical import canonical_lines, canonical_text, canonical_title, text_digest


class ArticleBlock(blocks.StructBlock):
    """One article: its title and its paragraphs, separated by empty lines."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = blocks.TextBlock(label=_("text"), help_text=_("Leave an empty line between paragraphs."))

    class Meta:
        icon = "doc-full"
        label = _("Article")


class ArticlesBlock(blocks.StreamBlock):
    article = ArticleBlock()


class CharterVersionQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(state="published").order_by("-number")

    def current(self) -> Any:
        """Return the version that is open for signature, or None before the first publication."""
        return self.published().first()


class CharterTextQuerySet(models.QuerySet[Any]):
    def current(self, language: str) -> Any:
        """Return the text of the current version in `language`, with its version, or None."""
        published = self.filter(version__state="published", language=language)
        return published.select_related("version").order_by("-version__number").first()

    def signed_by(self, *, version_id: int | None, language: str) -> Any:
        """Return the text that a signature names by version and language, or None before it names one."""
        named = self.filter(version=version_id, language=language)
        return named.select_related("version").first()


SQL = Path(__file__).parent / "sql"

# A version that was published before there was a proposal stays as it is: `published_version_is_frozen` guards it.
PUBLISHED_BY_TWO = pgtrigger.Trigger(
    name="version_is_published_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=sql(SQL / "version_is_published_by_two.sql", indent=8),
)

CHANGE_VOIDS_PROPOSAL = pgtrigger.Trigger(
    name="change_of_text_voids_proposal",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=sql(SQL / "change_of_text_voids_proposal.sql", indent=8),
)


@dataclass(frozen=True)
class Article:
    """One article as it is shown. `anchor` is its place in the page."""

    number: int
    title: str
    paragraphs: list[str]

    @property
    def anchor(self) -> str:
        return f"article-{self.number}"


def every_language() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


class LanguageBoxes(forms.CheckboxSelectMultiple):
    """A box for each language, ticked where the array has it: its form field shows an array as one text."""

    def format_value(self, value: Any) -> list[str]:
        return super().format_value(value.split(",") if isinstance(value, str) else value)


class CharterVersion(ClusterableModel):
    """One version of the charter. The published version with the highest number is the current one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", pgettext_lazy("version", "published")

    number = models.PositiveIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("publication proposed by"),
    )
    proposed_at = models.DateTimeField(_("publication proposed"), null=True, blank=True, editable=False)
    proposed_digest = models.CharField(_("SHA-256 of what was proposed"), max_length=64, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    authentic_languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        verbose_name=_("authentic languages"),
        default=every_language,
        help_text=_("The languages whose text is equally authentic. A text in another language is a translation."),
    )

    objects = CharterVersionQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("number"),
        FieldPanel("authentic_languages", widget=LanguageBoxes(choices=settings.LANGUAGES)),
        InlinePanel("texts", heading=_("Texts"), label=_("Text"), max_num=len(settings.LANGUAGES)),
    ]

    class Meta:
        verbose_name = _("charter version")
        verbose_name_plural = _("charter versions")
        ordering = ["-number"]
        permissions = [("publish_charterversion", "Can publish a charter version")]
        constraints = [
            models.CheckConstraint(
                name="published_charter_has_its_time",
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                violation_error_message=_("Only a published version has a publication date."),
            ),
            models.CheckConstraint(
                name="charter_has_an_authentic_language",
                condition=Q(authentic_languages__len__gt=0),
                violation_error_message=_("At least one language is authentic."),
            ),
            models.CheckConstraint(
                name="proposed_version_says_by_whom",
                condition=Q(proposed_by__isnull=True, proposed_at__isnull=True, proposed_digest="")
                | Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(proposed_digest=""),
                violation_error_message=_(
                    "A proposal to publish needs the name of the person who made it, its date and the digest of "
                    "the text."
                ),
            ),
            models.CheckConstraint(
                name="two_people_publish_a_version",
                condition=Q(published_by__isnull=True)
                | Q(proposed_by__isnull=False) & ~Q(published_by=F("proposed_by")),
                violation_error_message=_("The person who publishes a version is not the one who proposed it."),
            ),
        ]
        triggers = [
            PUBLISHED_BY_TWO,
            pgtrigger.Protect(
                name="published_version_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
        ]

    def __str__(self) -> str:
        return _("Charter, version %(number)d") % {"number": self.number}

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def digest_now(self) -> str:
        """Return the SHA-256 of the whole version as it is now: number, authentic languages, each text's digest.

        Raises ValueError while a text lacks a title.
        """
        texts = CharterText.objects.filter(version=self.pk).select_related("version").order_by("language")
        lines = [f"charter {self.number}", f"authentic {' '.join(sorted(self.authentic_languages))}"]
        return text_digest("\n".join([*lines, *(f"{text.language} {text.digest_now()}" for text in texts)]))

    def authentic_names(self) -> list[str]:
        return [language_name(code) for code, _name in settings.LANGUAGES if code in self.authentic_languages]

    def missing_languages(self) -> list[str]:
        present = set(self.texts.values_list("language", flat=True))
        return [code for code, _name in settings.LANGUAGES if code not in present]

    def incomplete_languages(self) -> list[str]:
        """Return the codes of the languages whose text lacks a title, words of an article, or what another text has.

        That is: the preamble, or an article. Every text has at least one article.
        """
        texts = {text.language: text for text in self.texts.all()}
        articles = max([1, *(len(text.body) for text in texts.values())])
        preamble = any(text.preamble_paragraphs for text in texts.values())
        return [
            code
            for code, _name in settings.LANGUAGES
            if code in texts and not texts[code].is_complete(articles=articles, preamble=preamble)
        ]


class CharterText(models.Model):
    """The words of one version in one language."""

    version = ParentalKey(CharterVersion, on_delete=models.CASCADE, related_name="texts", verbose_name=_("version"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    preamble = models.TextField(_("preamble"), blank=True, help_text=_("Leave an empty line between paragraphs."))
    body = StreamField(ArticlesBlock(), verbose_name=_("articles"))
    digest = models.CharField(_("SHA-256 of the canonical text"), max_length=64, blank=True, editable=False)

    objects = CharterTextQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("language"),
        FieldPanel("title"),
        FieldPanel("preamble"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("charter text")
        verbose_name_plural = _("charter texts")
        ordering = ["version", "language"]
        constraints = [
            models.UniqueConstraint(
                name="one_charter_text_per_language",
                fields=["version", "language"],
                violation_error_message=_("This version already has a text in this language."),
            )
        ]
        triggers = [
            truncate_guard("texts_are_not_truncated"),
            CHANGE_VOIDS_PROPOSAL,
            pgtrigger.Trigger(
                name="published_text_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("version_state", "text")],
                # FOR SHARE waits for a publication that is under way, so that no text slips in beside it.
                func=sql(SQL / "published_text_is_frozen.sql", indent=20),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def is_authentic(self) -> bool:
        return self.language in self.version.authentic_languages

    def digest_now(self) -> str:
        """Return the digest of the words as they are now; `digest` is what they had when they were published."""
        return text_digest(self.canonical())

    @property
    def articles(self) -> list[Article]:
        return [
            Article(number, canonical_title(block.value["title"]), _paragraphs(block.value["text"]))
            for number, block in enumerate(self.body, start=1)
        ]

    def is_complete(self, *, articles: int, preamble: bool) -> bool:
        """Say whether it has a title, that many articles with their words, and a preamble if there is one."""
        found = self.articles
        return (
            len(found) == articles
            and all(article.title and article.paragraphs for article in found)
            and bool(self.preamble_paragraphs) >= preamble
            and bool(canonical_title(self.title))
        )

    @property
    def preamble_paragraphs(self) -> list[str]:
        return _paragraphs(self.preamble)

    def canonical(self) -> str:
        """Return the exact text that a signature is about; its form is specified in the app's README."""
        return canonical_text(
            number=self.version.number,
            language=self.language,
            title=self.title,
            preamble=self.preamble,
            articles=[(block.value["title"], block.value["text"]) for block in self.body],
        )


def _paragraphs(text: str) -> list[str]:
    return "\n".join(canonical_lines(text)).split("\n\n") if text.strip() else []
