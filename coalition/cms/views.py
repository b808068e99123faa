"""Times as the CMS shows and exports them: on the site's clock, which is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.admin.ui.fields import BaseFieldDisplay
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.snippets.views.snippets import IndexView

from coalition import dates


def on_site_clock(moment: datetime) -> datetime:
    """Return `moment` as the site's clock shows it, whatever zone is active."""
    return timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))


class SiteTime(BaseFieldDisplay):
    """A time on a detail page of the CMS (Wagtail shows UTC there)."""

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        return escape(dates.moment(self.value) if self.value else "–")


class SiteTimeIndexView(IndexView):
    """A list whose spreadsheets say times on the site's clock, and name it in the heading."""

    custom_value_preprocess = {
        datetime: {
            SpreadsheetExportMixin.FORMAT_CSV: lambda moment: f"{on_site_clock(moment):%Y-%m-%d %H:%M:%S}",
            SpreadsheetExportMixin.FORMAT_XLSX: lambda moment: on_site_clock(moment).replace(tzinfo=None),
        },
        **{
            classes: functions
            for classes, functions in SpreadsheetExportMixin.custom_value_preprocess.items()
            if classes is not datetime
        },
    }

    def get_heading(self, queryset: Any, field: str) -> str:
        heading = super().get_heading(queryset, field)
        try:
            is_time = isinstance(queryset.model._meta.get_field(field), DateTimeField)
        except FieldDoesNotExist:
            is_time = False
        return f"{heading} ({dates.zone_name()})" if is_time else heading


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
