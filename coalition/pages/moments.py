"""Times as the CMS shows and exports them: on the site's clock, which is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.admin.ui.fields import BaseFieldDisplay
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.snippets.views.snippets import IndexView


def zone_name() -> str:
    """Return the name of the site's zone in the active language, after its town."""
    town = get_timezone_location(settings.TIME_ZONE, locale=get_language() or "en", return_city=True)
    return gettext("%(town)s time") % {"town": town}


def on_site_clock(moment: datetime) -> datetime:
    """Return `moment` as the site's clock shows it, whatever zone is active."""
    return timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))


def told(moment: datetime | None) -> str:
    """Return `moment` in words, with the name of the zone; "–" for none."""
    return f"{date_format(on_site_clock(moment), 'DATETIME_FORMAT')} ({zone_name()})" if moment else "–"


class SiteTime(BaseFieldDisplay):
    """A time on a detail page of the CMS (Wagtail shows UTC there)."""

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        return escape(told(self.value))


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
        return f"{heading} ({zone_name()})" if is_time else heading
