"""The CMS's pages around doors: which events have some, and the doors of one event."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.door import counting, permissions
from events.door.forms import DoorForm
from events.door.models import Door
from events.models import Event
from events.registrations.permissions import may_export_registrations
from events.team.permissions import events_of

SHOWN_AFTER = timedelta(days=2)
MOST = 50


class DoorsView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "group"
    page_title = gettext_lazy("At the door")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_check_in(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class IndexView(DoorsView):
    template_name = "events/door/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = events_of(self.request.user).upcoming(timezone.now() - SHOWN_AFTER)
        rows = rows.filter(state=Event.State.SCHEDULED).exclude(mode=Event.Mode.ONLINE)
        return super().get_context_data(**kwargs) | {"events": rows[:MOST]}


class EventDoorsView(DoorsView):
    template_name = "events/door/event.html"

    @cached_property
    def event(self) -> Event:
        event: Event = get_object_or_404(Event, pk=self.kwargs["pk"])
        if not permissions.may_check_in_at(self.request.user, event):
            raise PermissionDenied
        return event

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("events_door:index"), "label": _("At the door")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.event)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "event": self.event,
            "doors": counting.doors(self.event),
            "people": counting.in_words(self.event),
            "twice": counting.twice(self.event),
            "badges": may_export_registrations(self.request.user),
        }
        return super().get_context_data(**{"form": DoorForm(instance=Door(event=self.event)), **kwargs}) | found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a door; what is wrong is said beside its field."""
        form = DoorForm(request.POST, instance=Door(event=self.event))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, _("The door is there. Open it on each device that stands at it."))
        return redirect("events_door:event", self.event.pk)
