"""An import as an item of a menu of the CMS."""

from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet


class ImportViewSet(ViewSet):
    """The import of one kind of rows from CSV or XLSX, by `view`; a subclass says who sees it, and where it is."""

    view: ClassVar[Any]
    icon = "upload"
    menu_label = _("Import")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.view.as_view(), name="index")]
