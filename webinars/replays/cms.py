"""What each page about a recording in the CMS begins with: it opens to the team of its event."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.models import Event

from .permissions import may_edit


class OfEvent(View):
    """Opens to the team of the event."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_edit(request.user, self.event):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        return get_object_or_404(Event, pk=self.kwargs["event"])

    def back(self) -> HttpResponse:
        """Lead to the recording of the event."""
        return redirect("webinars_replays:recording", self.event.pk)


class OfEventPage(WagtailAdminTemplateMixin, OfEvent, TemplateView):
    """A page about the recording of one event."""

    header_icon = "media"

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        mine = {"url": reverse("webinars_replays:recording", args=[self.event.pk]), "label": _("Recording")}
        return [*self.breadcrumbs_items, events, mine, {"url": "", "label": self.get_page_title()}]
