"""The abstract page that every page type of the site extends."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from coalition.caching.memory import memory, recall
from coalition.site.paths import path_of

from . import embeds, navigation, share_images
from .covers import Cover, pattern_cover
from .search import searched_text, searched_title


class WithdrawnFile(models.Model):
    """A document that nobody gets any more, though its row and its address stay."""

    document = models.OneToOneField(
        "wagtaildocs.Document", models.CASCADE, related_name="withdrawn_file", verbose_name=_("document")
    )
    since = models.DateTimeField(_("withdrawn"), default=timezone.now, editable=False)
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it where the file was. Leave it empty to give none."),
    )

    class Meta:
        verbose_name = _("withdrawn file")
        verbose_name_plural = _("withdrawn files")
        default_permissions = ("add",)

    def __str__(self) -> str:
        return str(self.document_id)


class CoalitionPage(Page):
    """A page of the public site: its translations, its breadcrumb, and a neutral title on request."""

    summary_field: ClassVar[str] = "summary"  # where `page_words` writes what a page says in short
    in_four_languages: ClassVar[bool] = False  # whether a new one is offered in all languages at once

    neutral_title = models.BooleanField(
        _("neutral title"),
        default=False,
        help_text=_("Show a neutral title in the browser's tab and history, for a page on violence at home."),
    )

    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        ),
        MultiFieldPanel([FieldPanel("show_in_menus"), FieldPanel("neutral_title")], _("On this site")),
    ]

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("search_title", boost=2),
        index.SearchField("search_folded"),
        index.AutocompleteField("search_folded"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Keep a type that names no parents off the root of the tree, which offers front pages alone."""
        found = super().clean_parent_page_models()
        return found if getattr(cls, "parent_page_types", None) else [model for model in found if model is not Page]

    def search_folded(self) -> str:
        """Return the words that search compares. A page type with words elsewhere adds them folded."""
        return searched_text(self)

    def search_title(self) -> str:
        """Return the words of the title that search compares: they weigh more than those of the text."""
        return searched_title(self)

    def get_view_restrictions(self) -> Any:
        """Return the view restrictions of this page and of those above it; no query where none is known to be."""
        if memory.usable and not recall("restrictions", PageViewRestriction.objects.exists):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.coalition_page = self  # type: ignore[attr-defined]
        response = super().serve(request, *args, **kwargs)
        embeds.let_players_in(self, response)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Preview in the page's own language, so that Arabic runs right to left whatever the editor's language."""
        request.coalition_page = self  # type: ignore[attr-defined]
        with translation.override(self.locale.language_code):
            response = super().serve_preview(request, mode_name)
            if callable(getattr(response, "render", None)):
                response = response.render()
        embeds.let_players_in(self, response)
        return response

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> Any:
        """Ask for the password. A link that is shared shows nothing of the page, for neither does the question."""
        response = super().serve_password_required_response(request, form, action_url)
        response.context_data["share_card"] = None
        return response

    @property
    def tab_title(self) -> str:
        """The title for the browser's tab and history: neutral where the editor asked for that."""
        return gettext("Information") if self.neutral_title else self.seo_title or self.title

    def get_languages(self, request: HttpRequest) -> list[navigation.LanguageLink]:
        return navigation.languages(request, self)

    def get_breadcrumb(self) -> list[dict[str, str]]:
        """Return the pages above this one, home first, as title and address."""
        steps = [dict(step) for step in recall(("breadcrumb", self.path[: -self.steplen]), self._find_breadcrumb)]
        if not steps:
            return []
        own = path_of(self)
        below = self.known_at or own.removeprefix(steps[0]["url"])
        head = [step for step in navigation.breadcrumb(below.partition("/")[0])[1:2] if step["url"] != own]
        known = {step["url"] for step in steps}
        return [steps[0] | {"title": gettext("Home")}, *(step for step in head if step["url"] not in known), *steps[1:]]

    def _find_breadcrumb(self) -> list[dict[str, str]]:
        ancestors = self.get_ancestors().filter(depth__gt=1).live().only("title", "url_path")
        return [{"title": page.title, "url": path_of(page)} for page in ancestors]

    def get_cover(self) -> Cover | None:
        """Return the picture beside the heading, where pages of this type have one."""
        return None

    known_at = ""  # the address under which the navigation knows it, where that is not its own
    shown_with: ClassVar[tuple[str, ...]] = ()  # relations that its template always asks for: read with the page
    is_article = False  # a text with a date: news, an edition
    share_eyebrow: Any = ""  # a word above the title on the image of shared links

    def get_share_card(self) -> share_images.ShareCard | None:
        """Return what the image of shared links shows; None for a page whose links must say nothing."""
        if self.neutral_title or self.pk is None:
            return None
        return share_images.ShareCard(
            kind="page",
            identifier=str(self.pk),
            language=get_language() or settings.LANGUAGE_CODE,
            title=self.title,
            cover=self.get_cover() or pattern_cover("page", self.translation_key),
            eyebrow=str(self.share_eyebrow),
        )

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the facts of this page for machines, beside the way to it."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumb"] = self.get_breadcrumb()
        context["cover"] = self.get_cover()
        context["share_card"] = self.get_share_card()
        context["linked_data"] = self.get_linked_data()
        return context
