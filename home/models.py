"""The front page, and the plain page of text."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from coalition.caching import page_cache
from coalition.languages.fields import StreamField
from coalition.pages import json_ld
from coalition.pages.blocks import BodyBlock
from coalition.pages.models import CoalitionPage
from coalition.site.models import Partner
from coalition.site.paths import path_of
from home.blocks import FrontPageBlock
from home.contact import models as contact  # noqa: F401  # Django looks for tables here
from home.help_pages import countries
from home.programme import models as programme  # noqa: F401


class HomePage(CoalitionPage):
    """The front page of one language: an opening, then the parts that an editor chose."""

    hero_title = models.CharField(_("main heading"), max_length=160)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the heading."))
    body = StreamField(FrontPageBlock(), verbose_name=_("parts"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("lead")], _("Opening")),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "members.MembersIndexPage",
        "charter.CharterIndexPage",
        "events.EventsIndexPage",
        "webinars.WebinarsIndexPage",
        "webinars.CoursePage",
        "resources.ResourcesIndexPage",
        "resources.MechanismsIndexPage",
        "news.NewsIndexPage",
        "newsletters.NewsletterIndexPage",
        "home.StandardPage",
    ]

    class Meta:
        verbose_name = _("home page")

    def get_breadcrumb(self) -> list[dict[str, str]]:
        """Return nothing: no page is above this one."""
        return []

    def get_linked_data(self) -> list[dict[str, Any]]:
        return [json_ld.organization(path_of(self))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .front_page import body_of  # late: it reads models of every app below

        is_preview = getattr(request, "is_preview", False)  # its words are nobody else's yet
        return super().get_context(request, *args, **kwargs) | {"parts": body_of(self, remembered=not is_preview)}


def _is_main_heading(part: Any) -> bool:
    return bool(part.block_type == "heading" and part.value["level"] == "2")


LINKED = ("about", "help", "privacy", "accessibility")  # addresses that templates name


class StandardPage(CoalitionPage):
    """A page of text: about, accessibility, privacy, help."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    summary_field = "introduction"
    in_four_languages = True

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The main headings of the body, each with the name of the place where it stands; none for fewer than two."""
        parts = enumerate(self.body, start=1)
        found = [(f"part-{position}", part.value["text"]) for position, part in parts if _is_main_heading(part)]
        return found if len(found) > 1 else []

    @property
    def countries(self) -> list[tuple[str, str, bool]]:
        """The countries that the page of help leads to; none on other pages."""
        return countries() if self.slug == "help" else []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let no browser or proxy store a page of help. Our own page cache keeps it all the same."""
        response = super().serve(request, *args, **kwargs)
        if path_of(self).startswith(f"/{self.locale.language_code}/help/"):
            response["Cache-Control"] = "no-store"
            page_cache.keep(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add people and partners to the page about the network."""
        found = super().get_context(request, *args, **kwargs)
        if self.slug != "about":
            return found
        from charter.signatories import cards  # late: it reads models of every app below

        partners = Partner.objects.select_related("logo").prefetch_related("logo__renditions")
        return found | {"people": cards.people(), "partners": partners}

    def clean(self) -> None:
        """Refuse another address, and an end, for a page that the footer leads to."""
        super().clean()
        stored = linked_pages().filter(pk=self.pk).first()
        if stored is None:
            return
        errors = {}
        if self.slug != stored.slug:
            errors["slug"] = _("The footer of every page leads to this address, so it stays.")
        if self.expire_at:
            errors["expire_at"] = _("The footer of every page leads to this page, so it does not expire.")
        if errors:
            raise ValidationError(errors)


def linked_pages() -> Any:
    """Return the pages below the front page that the footer and the forms lead to, in each language."""
    return Page.objects.filter(depth=3, slug__in=LINKED)
