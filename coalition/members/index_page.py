"""The directory: one page per language, with the list at its address and each profile below it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage
from coalition.site.paths import path_of

from . import profiles
from .directory import directory_context
from .merge_governments import merged_into
from .models import LocalGovernment


class MembersIndexPage(RoutablePageMixin, CoalitionPage):
    intro = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels = [*CoalitionPage.content_panels, FieldPanel("intro")]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "members/index.html"

    class Meta:
        verbose_name = _("members page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.coalition_page = self  # type: ignore[attr-defined]  # routed views bypass CoalitionPage.serve
        return super().serve(request, *args, **kwargs)

    @path("")
    def directory(self, request: HttpRequest) -> HttpResponse:
        return self.render(request, context_overrides=directory_context(request.GET, path_of(self)))

    @path("<slug:slug>/")
    def profile(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the profile of the local government `slug`; the way to it when it was merged; 404 otherwise."""
        rows = LocalGovernment.objects.public().with_signed().select_related("crest", "portrait")
        government = rows.prefetch_related("crest__renditions", "portrait__renditions").filter(slug=slug).first()
        if government is None:
            return _moved(slug)
        context = profiles.context(government)
        context["heading"] = government.name.replace("-", "-\N{WORD JOINER}")  # no line ends within a hyphenated name
        context["breadcrumb"] = [*self.get_breadcrumb(), {"title": self.title, "url": path_of(self)}]
        return self.render(request, context_overrides=context, template="members/profile.html")


def _moved(slug: str) -> HttpResponse:
    """Lead to the local government that the one of this address was merged into; 404 when the site shows none."""
    into = merged_into(slug)
    if into is None or not LocalGovernment.objects.public().filter(pk=into.pk).exists():
        raise Http404
    return redirect(into.get_absolute_url(), permanent=True)
