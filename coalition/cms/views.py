"""What the CMS shows in its own way: times on the site's clock, and how often a file is used."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.admin.ui.fields import BaseFieldDisplay
from wagtail.documents.views import documents
from wagtail.images.views import images

from coalition import dates


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
