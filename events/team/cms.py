"""Pages of the CMS about one event, for its team."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.models import Event

from .permissions import events_of


class OfEvent(View):
    """Opens to those who hold `permission`, for the events that they run; `event` or `pk` in the address names one."""

    permission = "events.change_registration"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs.get("event") or self.kwargs["pk"])


class EventScreen(WagtailAdminTemplateMixin, OfEvent):
    """A page about one event, with the way back to the list of events."""

    header_icon = "mail"

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]
