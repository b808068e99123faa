"""HTTP of the CMS: what publishing would show, and each release."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition.figures import permissions, showing
from coalition.figures.models import Indicator, Release
from coalition.figures.releasing import services


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
            "told": showing.told(would_be),
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
            told = _("The figures have changed since you looked. Check them again, then publish.")
            messages.warning(request, told)
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
            "told": showing.told(self.object),
        }
