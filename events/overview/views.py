"""One page for each event in the CMS, for its team: what happens next, the figures, and who runs it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.models import Event
from events.team import services
from events.team.permissions import may_name_team, runs

from . import figures, publishing
from .answers import of_calendars
from .forms import TeamForm
from .interpretation import of_interpretation


class EventView(WagtailAdminTemplateMixin, TemplateView):
    """Opens to who may see the people of the event."""

    header_icon = "calendar-alt"
    template_name = "events/overview/event.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("events.view_registration") or not runs(request.user, self.event):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        found: Event = get_object_or_404(Event.objects.select_related("programme"), pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": str(self.event)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names_team = may_name_team(self.request.user, self.event)
        programme = getattr(self.event, "programme", None)
        planned = of_interpretation(programme) if programme else []
        context = {
            "event": self.event,
            "steps": figures.next_steps(self.event),
            "parts": [*figures.all_of(self.event), *planned, *of_calendars(self.event)],
            "programme": programme,
            "form": TeamForm(event=self.event) if names_team else None,
        }
        return super().get_context_data(**context) | kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name the team."""
        if not may_name_team(request.user, self.event):
            raise PermissionDenied
        form = TeamForm(request.POST, event=self.event)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        services.name_team(event=self.event, users=form.cleaned_data["users"])
        messages.success(request, _("The team is saved."))
        return redirect("events_overview:event", self.event.pk)


class FiguresView(EventView):
    """The figures that may be published, as a sheet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse("\ufeff" + publishing.sheet(self.event), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="figures-{self.event.short_id}.csv"'
        response["Cache-Control"] = "no-store, private"
        return response

    http_method_names = ["get", "head"]
