"""HTTP of the CMS: the figures of a place as a grid that is filled in."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition.figures import permissions
from coalition.figures.grid import services
from coalition.figures.grid.forms import GridForm
from coalition.figures.models import Indicator
from coalition.members.models import LocalGovernment


class _TypingView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Enter figures")
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_type(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChoiceForm(forms.Form):
    indicator = forms.ModelChoiceField(
        Indicator.objects.prefetch_related("words").order_by("slug"), label=gettext_lazy("Indicator")
    )
    government = forms.ModelChoiceField(LocalGovernment.objects.public(), label=gettext_lazy("Local government"))


class ChooseView(_TypingView):
    """Choose an indicator and a place, or one of those that have figures; the way to their grid."""

    template_name = "figures/cms/choose.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChoiceForm(request.GET or None)
        if form.is_valid():
            chosen = [form.cleaned_data["indicator"].pk, form.cleaned_data["government"].pk]
            return redirect(reverse("figures_grid:grid", args=chosen))
        return self.render_to_response(self.get_context_data(form=form, given=services.given_so_far()))


class GridView(_TypingView):
    """The grid; one press writes all of it or, where something is wrong, nothing."""

    template_name = "figures/cms/grid.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.indicator = get_object_or_404(Indicator.objects.prefetch_related("words"), pk=kwargs["indicator"])
        self.government = get_object_or_404(LocalGovernment.objects.public(), pk=kwargs["government"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return f"{self.indicator.name} · {self.government}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the grid; what was typed stays where it cannot be written."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form)
        told = {"values": form.values(), "years": form.years, "seen": form.cleaned_data["seen"], "by": request.user}
        try:
            written = services.write(indicator=self.indicator, government=self.government, **told)
        except services.Changed:
            return self._show(form, changed=True)
        done = ngettext("%(count)s figure was written.", "%(count)s figures were written.", written.total)
        messages.success(request, done % {"count": written.total})
        return redirect(request.path)

    def _form(self, data: Any = None) -> GridForm:
        cells = services.cells_of(self.indicator, self.government)
        years = services.years_of(cells, timezone.localdate())
        return GridForm(data, indicator=self.indicator, cells=cells, years=years)

    def _show(self, form: GridForm, *, changed: bool = False) -> HttpResponse:
        context = self.get_context_data(form=form, columns=form.columns(), changed=changed)
        return self.render_to_response(context, status=422 if form.errors or changed else 200)
