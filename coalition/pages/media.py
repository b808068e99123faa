"""The CMS's lists of documents and images, without the filter that fails on what a search found (docs/upstream.md)."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.documents.views import documents
from wagtail.images.views import images


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
