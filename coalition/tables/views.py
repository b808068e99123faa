"""HTTP of the CMS: an import in two steps."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition.tables.forms import ConfirmForm, SheetUploadForm
from coalition.tables.plans import ImportRefused, Plan, Sheet


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
        return self._show(self._form(), plan=plan, confirm=form)

    def _show(self, form: SheetUploadForm, **context: Any) -> HttpResponse:
        sheet = self.sheet()
        told = {
            "action_labels": sheet.actions,
            "columns": sheet.columns,
            "choices": sheet.choices(),
            "notes": self.notes(),
        }
        return self.render_to_response(self.get_context_data(form=form, **told, **context))
