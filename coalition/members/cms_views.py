"""HTTP of the CMS: the list with its export, and the import."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView

from coalition.tables import views
from coalition.tables.cells import cell
from coalition.tables.plans import Plan, Sheet

from . import imports, open_data, permissions
from .models import LocalGovernment


class GovernmentIndexView(IndexView):
    """The list of local governments; its export has the columns of the import."""

    def to_row_dict(self, item: LocalGovernment) -> dict[str, Any]:
        record = open_data.record(item) | {"official_domains": item.official_domains}
        return {name: cell(record[name]) for name in self.list_export}

    def get_heading(self, queryset: Any, field: str) -> str:
        return field  # the import reads these headings: they are not translated


class ImportView(views.ImportView):
    page_title = _("Import local governments")

    def may_import(self) -> bool:
        return permissions.may_import(self.request.user)

    def sheet(self) -> Sheet:
        return imports.GovernmentSheet()

    def write(self, plan: Plan) -> dict[str, int]:
        return imports.apply(plan=plan, user=self.request.user)

    def notes(self) -> list[str]:
        return [*super().notes(), gettext("Coordinates are rounded to two decimals, with point or comma.")]

    def done(self, counts: dict[str, int]) -> str:
        total = counts["create"] + counts["update"]
        told = ngettext("%(count)s local government was written.", "%(count)s local governments were written.", total)
        return told % {"count": total}

    def get_success_url(self) -> str:
        return reverse(LocalGovernment.snippet_viewset.get_url_name("list"))
