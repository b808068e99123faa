"""What the CMS shows in its own way: the head of a page, buttons in tables, times, and how often a file is used."""

from collections.abc import Mapping
from typing import Any

from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.ui.fields import BaseFieldDisplay
from wagtail.admin.ui.tables import BaseColumn
from wagtail.documents.views import documents
from wagtail.images.views import images

from coalition import dates


def frame(icon: str, title: str, *above: tuple[str, Any]) -> dict[str, Any]:
    """Return the head of a page that a function answers: its icon and title, and the pages `above` (name or address,
    title)."""
    way = [{"url": url if url.startswith("/") else reverse(url), "label": label} for url, label in above]
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_icon": icon,
        "header_title": title,
        "breadcrumbs_items": [home, *way, {"url": "", "label": title}],
    }


class ButtonColumn(BaseColumn):
    """A column of buttons, each of which posts: `accessor` returns those of a row.

    A button has a `label`, a `url` (or posts to its page), an `aria_label` and `values` that it sends.
    """

    cell_template_name = "cms/button_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"buttons": self.accessor(instance), "csrf_token": get_token(context["request"])}


class SiteTime(BaseFieldDisplay):
    """A time on a detail page of the CMS (Wagtail shows UTC there)."""

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        return escape(dates.moment(self.value) if self.value else "–")


class UnfilteredByUse:
    """How often a file is used is asked of all files, not of those that a search found."""

    def __init__(self, *args: Any, is_searching: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, is_searching=is_searching, **kwargs)  # type: ignore[call-arg]
        if is_searching:
            del self.filters["usage_count"]  # type: ignore[attr-defined]


class DocumentsFilterSet(UnfilteredByUse, documents.DocumentsFilterSet):
    """The filters of documents."""


class ImagesFilterSet(UnfilteredByUse, images.ImagesFilterSet):
    """The filters of images."""


def urlpatterns() -> list[URLPattern]:
    """Return the addresses of the two lists, which stand before Wagtail's own."""
    lists = (("documents", documents.IndexView, DocumentsFilterSet), ("images", images.IndexView, ImagesFilterSet))
    return [
        path(f"{name}/{part}", view.as_view(filterset_class=filters, results_only=bool(part)))
        for name, view, filters in lists
        for part in ("", "results/")
    ]
