"""HTTP of the CMS: what publishing would show, and the import in two steps."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition.members.forms import MAX_BYTES, ConfirmForm
from coalition.members.forms import UploadForm as TextUploadForm

from . import imports, permissions, reasons, services, showing, workbooks
from .models import Indicator, Release


class UploadForm(TextUploadForm):
    """A CSV or XLSX to look at before anything is written."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"), help_text=gettext_lazy("With a header line; at most 500 kB.")
    )

    def clean_file(self) -> str:
        """Return the file as CSV, whichever of both it is."""
        upload = self.cleaned_data["file"]
        content = upload.read()
        upload.seek(0)
        if upload.size > MAX_BYTES or not workbooks.is_workbook(content):
            return super().clean_file()
        try:
            return workbooks.as_csv(content)
        except workbooks.WorkbookRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Upload, look at what would happen, confirm. Only the confirmation writes."""

    template_name = "figures/cms/import.html"
    page_title = gettext_lazy("Import figures")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(UploadForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview an uploaded file, or write a confirmed one."""
        if "content" in request.POST:
            return self._confirm(request)
        form = UploadForm(request.POST, request.FILES)
        return self._preview(form.cleaned_data["file"]) if form.is_valid() else self._show(form)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(UploadForm(), damaged=form.errors["content"])
        text = form.cleaned_data["content"]
        try:
            counts = imports.apply(plan=imports.plan(text))
        except imports.ImportRefused:
            return self._preview(text)
        total = counts["create"] + counts["update"]
        done = ngettext("%(count)s figure was written.", "%(count)s figures were written.", total)
        messages.success(request, done % {"count": total})
        return redirect(reverse("figures_releases:index"))

    def _preview(self, text: str) -> HttpResponse:
        form = ConfirmForm(initial={"content": ConfirmForm.pack(text)})
        return self._show(UploadForm(), plan=imports.plan(text), confirm=form)

    def _show(self, form: UploadForm, **context: Any) -> HttpResponse:
        actions = {"create": _("New"), "update": _("Changed"), "same": _("Unchanged"), "error": _("Error")}
        told = {"action_labels": actions, "columns": imports.COLUMNS}
        return self.render_to_response(self.get_context_data(form=form, **told, **context))


class PrepareView(WagtailAdminTemplateMixin, TemplateView):
    """What publishing the figures of an indicator would show, or why it is refused; a press publishes it."""

    template_name = "figures/cms/prepare.html"
    page_title = gettext_lazy("Publish figures")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_release(request.user):
            raise PermissionDenied
        self.indicator = get_object_or_404(Indicator.objects.prefetch_related("words"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.indicator.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "reasons" in kwargs:
            return super().get_context_data(**kwargs)
        draft = kwargs.pop("draft", None) or services.prepare(self.indicator)
        would_be = Release(
            indicator=self.indicator,
            cells=draft.cells,
            places=draft.reckoned.places,
            wording=self.indicator.wording,
        )
        parts = showing.parts(would_be, self.indicator.breakdown) if draft.cells and not draft.reasons else []
        return super().get_context_data(**kwargs) | {
            "reasons": draft.reasons,
            "parts": parts,
            "hidden": len(draft.hidden),
            "digest": draft.digest,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish what was looked at; a refusal says why, and what has changed since is shown again."""
        try:
            services.release(indicator=self.indicator, by=request.user, seen=request.POST.get("digest", ""))
        except services.Refused as refused:
            return self.render_to_response(self.get_context_data(reasons=refused.reasons))
        except services.Changed as changed:
            messages.warning(request, reasons.changed())
            return self.render_to_response(self.get_context_data(draft=changed.draft))
        messages.success(request, _("The figures are published."))
        return redirect(reverse("figures_releases:index"))


class ReleaseView(generic.InspectView):
    """One release as everybody read it. What it withheld is not shown."""

    template_name = "figures/cms/release.html"

    def get_object(self, queryset: Any = None) -> Release:
        return get_object_or_404(Release.objects.select_related("indicator", "released_by"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "release": self.object,
            "parts": showing.parts(self.object, self.object.indicator.breakdown),
        }
