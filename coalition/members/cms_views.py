"""HTTP of the CMS: the list with its export, and the import in two steps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import IndexView

from . import cells, imports, open_data, permissions
from .forms import ConfirmForm, UploadForm
from .models import LocalGovernment


class GovernmentIndexView(IndexView):
    """The list of local governments; its export has the columns of the import."""

    def to_row_dict(self, item: LocalGovernment) -> dict[str, Any]:
        record = open_data.record(item) | {"official_domains": item.official_domains}
        return {name: open_data.cell(record[name]) for name in self.list_export}

    def get_heading(self, queryset: Any, field: str) -> str:
        return field  # the import reads these headings: they are not translated


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Upload, look at what would happen, confirm. Only the confirmation writes."""

    template_name = "members/cms/import.html"
    page_title = gettext_lazy("Import local governments")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, here]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(UploadForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an uploaded file, or write a confirmed one."""
        if "content" in request.POST:
            return self._confirm(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        return self._preview(form.cleaned_data["file"])

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(UploadForm(), damaged=form.errors["content"])
        text = form.cleaned_data["content"]
        try:
            counts = imports.apply(plan=imports.plan(text), user=request.user)
        except imports.ImportRefused:
            return self._preview(text)
        total = counts["create"] + counts["update"]
        done = ngettext("%(count)s local government was written.", "%(count)s local governments were written.", total)
        messages.success(request, done % {"count": total})
        return redirect(reverse(LocalGovernment.snippet_viewset.get_url_name("list")))

    def _preview(self, text: str) -> HttpResponse:
        form = ConfirmForm(initial={"content": ConfirmForm.pack(text)})
        return self._show(UploadForm(), plan=imports.plan(text), confirm=form)

    def _show(self, form: UploadForm, **context: Any) -> HttpResponse:
        actions = {"create": _("New"), "update": _("Changed"), "same": _("Unchanged"), "error": _("Error")}
        told = {"action_labels": actions, "columns": imports.allowed_columns(), "choices": cells.choices()}
        return self.render_to_response(self.get_context_data(form=form, **told, **context))
