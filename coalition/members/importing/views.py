"""HTTP of the CMS: an import in two steps."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from coalition.members.forms import ConfirmForm, SheetUploadForm

from .plans import ImportRefused, Plan, Sheet


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Upload, look at what would happen, confirm. Only the confirmation writes.

    A subclass says who may, what a line is, how a plan is written, and what is said before and after.
    """

    template_name = "members/cms/import.html"
    header_icon = "upload"

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
            return self._confirm(ConfirmForm(request.POST))
        form = self._form(request.POST, request.FILES)
        return self._look(form.cleaned_data["file"]) if form.is_valid() else self._show(form)

    def _form(self, *data: Any) -> SheetUploadForm:
        return SheetUploadForm(*data, most_rows=self.sheet().most_rows)

    def _confirm(self, form: ConfirmForm) -> HttpResponse:
        if not form.is_valid():
            return self._show(self._form(), damaged=form.errors["content"])
        text = form.cleaned_data["content"]
        plan = self.sheet().plan(text)
        if plan.digest != form.cleaned_data["seen"]:
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

    def _look(self, text: str) -> HttpResponse:
        return self._preview(text, self.sheet().plan(text))

    def _preview(self, text: str, plan: Plan) -> HttpResponse:
        form = ConfirmForm(initial={"content": ConfirmForm.pack(text), "seen": plan.digest})
        return self._show(self._form(), plan=plan, confirm=form)

    def _show(self, form: SheetUploadForm, **context: Any) -> HttpResponse:
        sheet = self.sheet()
        told = {
            "action_labels": {"create": _("New"), "update": _("Changed"), "same": _("Unchanged"), "error": _("Error")},
            "columns": sheet.columns,
            "choices": sheet.choices(),
            "notes": self.notes(),
        }
        return self.render_to_response(self.get_context_data(form=form, **told, **context))


class ImportViewSet(ViewSet):
    """The import of one kind of rows from CSV or XLSX, by `view`; a subclass says who sees it, and where it is."""

    view: ClassVar[Any]
    icon = "upload"
    menu_label = gettext_lazy("Import")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.view.as_view(), name="index")]
