"""The pages of editions: the archive, and one page for each edition and language."""

from copy import copy
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel, TitleFieldPanel
from wagtail.models import PageManager, PageQuerySet

from coalition.languages.fields import StreamField
from coalition.pages import json_ld
from coalition.pages.covers import Cover, pattern_cover
from coalition.pages.models import CoalitionPage
from coalition.pages.querysets import unrestricted
from coalition.pages.search import with_forms
from coalition.pages.share_images import ShareCard
from coalition.site.paths import path_of
from newsletters.sending.models import Edition, EditionText

from . import edition_html
from .blocks import NewsletterBody


def as_sent(name: str) -> Subquery:
    """Return the expression of the frozen fact `name` of a page's edition in the page's language; NULL for others.

    Words that are frozen and did not leave yet are nobody's: NULL too.
    """
    texts = EditionText.objects.public().filter(
        edition__translation_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    return Subquery(texts.values(name))


class NewsletterPageQuerySet(PageQuerySet):
    def first_written(self) -> Self:
        older = self.model._default_manager.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(older))

    def with_languages(self) -> Self:
        pages = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return self.annotate(languages=ArraySubquery(pages.order_by("locale_id").values("locale__language_code")))

    def with_words_as_sent(self) -> Self:
        """Annotate `sent_subject`, `sent_date` and `sent_summary`, each in the page's language; None before sending."""
        return self.annotate(**{f"sent_{name}": as_sent(name) for name in ("subject", "date", "summary")})

    def with_sending(self) -> Self:
        """Annotate `edition_state` and `edition_started_at`: None for one nobody asked for, and that did not leave."""
        edition = Edition.objects.filter(translation_key=OuterRef("translation_key")).order_by()
        return self.annotate(
            edition_state=Subquery(edition.values("state")), edition_started_at=Subquery(edition.values("started_at"))
        )


class EditionForm(WagtailAdminPageForm):
    """A new edition has the blocks of the starting template."""

    def __init__(self, *args: Any, instance: Any = None, parent_page: Any = None, **kwargs: Any) -> None:
        if instance is not None and instance.pk is None and not instance.body and parent_page is not None:
            instance.body = getattr(parent_page.specific, "starting_body", [])
        super().__init__(*args, instance=instance, parent_page=parent_page, **kwargs)


class NewsletterArchivePage(CoalitionPage):
    """`/newsletter/archive/` (slug `archive`): the editions that were sent, newest first."""

    starting_body = StreamField(
        NewsletterBody(),
        verbose_name=_("starting template"),
        blank=True,
        help_text=_("What a new edition in this language begins with."),
    )

    content_panels: ClassVar[list[Any]] = [*CoalitionPage.content_panels, FieldPanel("starting_body")]
    subpage_types: ClassVar[list[str]] = ["newsletters.NewsletterPage"]
    parent_page_types: ClassVar[list[str]] = ["newsletters.NewsletterIndexPage"]
    max_count_per_parent = 1
    template = "newsletters/archive.html"

    class Meta:
        verbose_name = _("newsletter archive")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = (
            unrestricted(NewsletterPage.objects.child_of(self).live())
            .with_words_as_sent()
            .filter(sent_subject__isnull=False)
        )
        context["editions"] = pages.defer_streamfields().order_by("-sent_date", "-pk")
        return context


class EditionPanel(Panel):
    """Where the other languages, tests and sending of an edition are, above its words."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            edition, label = self.instance, _("Page of the edition")
            if not edition.pk:
                told = _(
                    "Publishing sends nothing. It leads to the page of the edition: there you write the other "
                    "languages, send yourself tests, and send."
                )
            elif edition.frozen:
                told = _(
                    "This edition was sent. What you change here reaches nobody: its readers and the archive keep what "
                    "was sent."
                )
            elif edition.waits:
                told = _(
                    "The words of this edition are kept as they were when approval was asked. What you change here "
                    "reaches nobody unless the edition is taken back."
                )
            else:
                told = _(
                    "Publishing sends nothing. The other languages, tests and sending are on the page of the edition."
                )
                label = _("Languages, test and send")
            links = [(label, reverse("newsletter_editions:edition", args=[edition.pk]))] if edition.pk else []
            return super().get_context_data(parent_context) | {"told": f"{edition.locale} · {told}", "links": links}


class NewsletterPage(CoalitionPage):
    """One edition in one language. Its title is the mail's subject.

    It is written and published like any page, but the public sees it only once it was sent, and then as sent.
    """

    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("Shown in the archive, and after the subject in mailboxes."),
    )
    body = StreamField(NewsletterBody(), verbose_name=_("body"), blank=True)
    indexed_as: EditionText | None = None

    objects: ClassVar[Any] = PageManager.from_queryset(NewsletterPageQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        EditionPanel(),
        TitleFieldPanel(
            "title", placeholder=_("Subject"), help_text=_("The subject of the email, and the title in the archive.")
        ),
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list[Any]] = [  # search engines get the subject and the summary, as they were sent
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("neutral_title")], _("On this site"))
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["newsletters.NewsletterArchivePage"]
    template = "newsletters/edition.html"
    is_article = True
    share_eyebrow = _("Newsletter")
    preview_modes = [
        ("mail", _("Mail")),
        ("text", _("Plain text")),
        ("dark", _("Dark")),
        ("discreet", _("Discreet email")),
        ("web", _("Archive")),
    ]
    base_form_class = EditionForm

    class Meta:
        verbose_name = _("newsletter edition")
        verbose_name_plural = _("newsletter editions")

    @property
    def frozen(self) -> EditionText | None:
        """This edition as it was sent in this language, or None before that."""
        return (
            EditionText.objects.public()
            .filter(edition__translation_key=self.translation_key, language=self.locale.language_code)
            .select_related("edition")
            .first()
        )

    @property
    def waits(self) -> bool:
        """Say whether its words are frozen and did not leave yet."""
        return Edition.objects.filter(translation_key=self.translation_key, started_at__isnull=True).exists()

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """Keep editions that did not leave out of an index that is made anew."""
        return super().get_indexed_objects().alias(sent=as_sent("pk")).filter(sent__isnull=False)

    def get_indexed_instance(self) -> Any:
        """Keep an edition out of every search index until it was sent; then index it as it was sent."""
        frozen = self.frozen
        if frozen is None:
            return None
        sent = copy(self)
        sent.title, sent.indexed_as = frozen.subject, frozen
        return sent

    def search_folded(self) -> str:
        """Return the words that were sent, also where an index is made anew, without `get_indexed_instance`."""
        sent = self.indexed_as or self.frozen
        if sent is None:
            return super().search_folded()
        return with_forms([sent.subject, sent.summary, sent.web_html], sent.language)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Keep an edition out of the site map until it was sent."""
        return super().get_sitemap_urls(request) if self.frozen else []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show what was sent. Raises Http404 for an edition that was not sent yet."""
        frozen = self.frozen
        if frozen is None:
            raise Http404
        return super().serve(request, *args, frozen=frozen, **kwargs)

    def get_cover(self) -> Cover:
        """Return the picture of the edition, the same in every language."""
        return pattern_cover("edition", self.translation_key)

    def get_share_card(self) -> ShareCard | None:
        """Return what the image of shared links shows, as it was sent; None before that."""
        card = super().get_share_card()
        frozen = self.frozen if card else None
        return replace(card, title=frozen.subject) if card and frozen else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        frozen = kwargs.get("frozen")
        if frozen and (card := context["share_card"]):
            context["linked_data"] = [
                json_ld.article(
                    path=path_of(self),
                    title=frozen.subject,
                    summary=frozen.summary,
                    language=card.language,
                    published=frozen.date,
                    changed=None,
                    image=json_ld.absolute(card.path),
                )
            ]
        shown = frozen or self
        context |= {"subject": frozen.subject if frozen else self.title, "date": shown.date, "summary": shown.summary}
        context["words"] = frozen.web_html if frozen else edition_html.web_html(self)
        return context

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the mail as it would be sent now, or the archive's page."""
        if mode_name == "web":
            return super().serve_preview(request, mode_name)
        return edition_html.preview(self, mode=mode_name, request=request)
