"""HTTP of the CMS: an import in two steps, and lists that leave as a sheet for an office."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import DateTimeField
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.snippets.views.snippets import IndexView

from coalition import dates
from coalition.tables import workbooks
from coalition.tables.forms import ConfirmForm, SheetUploadForm
from coalition.tables.plans import ImportRefused, Plan, Sheet
from coalition.tables.spreadsheets import BYTE_ORDER_MARK, local_delimiter, quoted


def _on_site_clock(moment: datetime) -> datetime:
    """Return `moment` as the site's clock shows it; one without a zone is on a clock of its own."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return moment if timezone.is_naive(moment) else timezone.localtime(moment, zone).replace(tzinfo=None)


class SheetIndexView(IndexView):
    """A list whose files open in an office as they are: named after what is in them, in the editor's language.

    A workbook has widths, a first row that stays, a filter, and dates that are dates; a CSV is marked as Unicode and
    divided as spreadsheets of that language expect. Times are on the site's clock, which the heading names.
    """

    custom_value_preprocess = {
        datetime: {
            SpreadsheetExportMixin.FORMAT_CSV: lambda moment: f"{_on_site_clock(moment):%Y-%m-%d %H:%M}",
            SpreadsheetExportMixin.FORMAT_XLSX: _on_site_clock,
        },
        **{
            classes: functions
            for classes, functions in SpreadsheetExportMixin.custom_value_preprocess.items()
            if classes is not datetime
        },
    }

    def sheet_name(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    def get_filename(self) -> str:
        return workbooks.plain_name(self.sheet_name())

    def get_heading(self, queryset: Any, field: str) -> str:
        heading: str = super().get_heading(queryset, field)
        try:
            is_time = isinstance(queryset.model._meta.get_field(field), DateTimeField)
        except FieldDoesNotExist:
            is_time = False
        return f"{heading} ({dates.zone_name()})" if is_time else heading

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return the cells of a row; what is chosen from a list is told in words."""
        row: dict[str, Any] = super().to_row_dict(item)
        words = {name: getattr(item, f"get_{name}_display", None) for name in row}
        return row | {name: str(in_words()) for name, in_words in words.items() if in_words}

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        """Write a line; what anybody typed is text there, as it is in a workbook, and never a formula."""
        for name, value in row_dict.items():
            written = self.preprocess_field_value(name, value, self.FORMAT_CSV)
            row_dict[name] = quoted(written) if isinstance(written, str) else written
        return writer.writerow(row_dict)

    def write_xlsx(self, queryset: Any, output: BinaryIO) -> None:
        rows = [
            [
                self.preprocess_field_value(name, value, self.FORMAT_XLSX)
                for name, value in self.to_row_dict(item).items()
            ]
            for item in queryset
        ]
        headings = [self.get_heading(queryset, name) for name in self.list_export]
        output.write(workbooks.written(self.sheet_name(), headings, rows, rtl=get_language_bidi()))

    def stream_csv(self, queryset: Any) -> Iterator[str]:
        """Return the whole file: its words are in a language that is active now, and not when it is sent."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, fieldnames=self.list_export, delimiter=local_delimiter())
        writer.writerow({name: quoted(self.get_heading(queryset, name)) for name in self.list_export})
        for item in queryset:
            self.write_csv_row(writer, self.to_row_dict(item))
        return iter([BYTE_ORDER_MARK + out.getvalue()])

    def write_csv_response(self, queryset: Any) -> HttpResponseBase:
        response = StreamingHttpResponse(self.stream_csv(queryset), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"{self.get_filename()}.csv") or ""
        return response


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Upload, look at what would happen, confirm. Only the confirmation writes.

    A subclass says who may, what a line is, how a plan is written, and what is said before and after. What its forms
    ask beside the file (`about`) is carried to the confirmation.
    """

    template_name = "cms/import.html"
    header_icon = "upload"
    upload_form: ClassVar[Any] = SheetUploadForm
    confirm_form: ClassVar[Any] = ConfirmForm
    about: dict[str, Any] = {}

    def may_import(self) -> bool:
        """Say whether the user may import these rows."""
        raise NotImplementedError

    def sheet(self) -> Sheet:
        """Return what reads a file."""
        raise NotImplementedError

    def write(self, plan: Plan) -> dict[str, int]:
        """Write `plan`; return the counts. Raises ImportRefused."""
        raise NotImplementedError

    def done(self, counts: dict[str, int]) -> str:
        """Return the sentence that says what was written."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return the address of the page that follows."""
        raise NotImplementedError

    def form_options(self) -> dict[str, Any]:
        """Return what both forms are made with."""
        return {}

    def notes(self) -> list[str]:
        """Return what to know before a file is made."""
        return [
            _(
                "You see what would happen before anything is saved. Rows are recognised by their code: importing the "
                "same file twice changes nothing."
            ),
            _("A list within a cell has commas or semicolons between its entries."),
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_import():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an uploaded file, or write a confirmed one."""
        if "content" in request.POST:
            return self._confirm(self.confirm_form(request.POST, **self.form_options()))
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        self.about = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        text = form.cleaned_data["file"]
        return self._preview(text, self.sheet().plan(text))

    def _form(self, *data: Any) -> SheetUploadForm:
        return self.upload_form(*data, most_rows=self.sheet().most_rows, **self.form_options())

    def _confirm(self, form: ConfirmForm) -> HttpResponse:
        if not form.is_valid():
            return self._show(self._form(), damaged=[error for errors in form.errors.values() for error in errors])
        self.about = dict(form.cleaned_data)
        text, seen = self.about.pop("content"), self.about.pop("seen")
        plan = self.sheet().plan(text)
        if plan.digest != seen:
            messages.warning(
                self.request,
                _("Nothing was saved: some rows changed while you were looking at them. Check them again."),
            )
            return self._preview(text, plan)
        try:
            counts = self.write(plan)
        except ImportRefused:
            return self._preview(text, plan)
        messages.success(self.request, self.done(counts))
        return redirect(self.get_success_url())

    def _preview(self, text: str, plan: Plan) -> HttpResponse:
        carried = {**self.about, "content": ConfirmForm.pack(text), "seen": plan.digest}
        form = self.confirm_form(initial=carried, **self.form_options())
        outcomes = [(label, plan.counts[action]) for action, label in plan.actions.items()]
        label = self.confirm_label(plan)
        return self._show(self._form(), plan=plan, outcomes=outcomes, confirm=form, confirm_label=label)

    def confirm_label(self, plan: Plan) -> str:
        """Return what the button says that writes `plan`."""
        return _("Import these rows")

    def _show(self, form: SheetUploadForm, **context: Any) -> HttpResponse:
        sheet = self.sheet()
        told = {
            "action_labels": sheet.actions,
            "columns": sheet.columns,
            "choices": sheet.choices(),
            "notes": self.notes(),
            "submit_label": _("Show what would happen"),
        }
        return self.render_to_response(self.get_context_data(form=form, **told, **context))
