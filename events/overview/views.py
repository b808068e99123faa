"""One page for each event in the CMS, for its team: what happens next, the figures, and who runs it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from coalition.asking import AsksPlainly
from events.models import Event
from events.programme.models import Programme
from events.team import services
from events.team.cms import EventScreen, OfEvent
from events.team.permissions import may_name_team

from . import figures, publishing
from .figures import of_calendars, of_interpretation


class Accounts(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class TeamForm(AsksPlainly, forms.Form):
    """The accounts that see the people of an event."""

    asks = {"users": gettext_lazy("Choose at least one person.")}

    users = Accounts(
        label=gettext_lazy("Team"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only these people, and the committee, see who registered and work at the doors."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = services.candidates()  # type: ignore[attr-defined]
        self.initial["users"] = list(event.team.filter(user__isnull=False).values_list("user_id", flat=True))


class EventView(EventScreen, TemplateView):
    """What happens next, the figures and the team, for who may see the people of the event."""

    permission = "events.view_registration"
    header_icon = "calendar-alt"
    template_name = "events/overview/event.html"

    def get_page_title(self) -> str:
        return str(self.event)

    def get_page_subtitle(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names_team = may_name_team(self.request.user, self.event)
        programme = Programme.objects.filter(event=self.event).first()
        planned = of_interpretation(programme) if programme else []
        context = {
            "event": self.event,
            "steps": figures.next_steps(self.event),
            "parts": [*figures.all_of(self.event), *planned, *of_calendars(self.event)],
            "programme": programme,
            "form": kwargs.get("form") or (TeamForm(event=self.event) if names_team else None),
        }
        return super().get_context_data(**kwargs) | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_name_team(request.user, self.event):
            raise PermissionDenied
        form = TeamForm(request.POST, event=self.event)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        services.name_team(event=self.event, users=form.cleaned_data["users"])
        messages.success(request, _("The team is saved."))
        return redirect("events_overview:event", self.event.pk)


class FiguresView(OfEvent):
    permission = "events.view_registration"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse("\ufeff" + publishing.sheet(self.event), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="figures-{self.event.short_id}.csv"'
        response["Cache-Control"] = "no-store, private"
        return response


def overview_addresses() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:event>/", EventView.as_view(), name="event"),
        path("<int:event>/figures.csv", FiguresView.as_view(), name="figures"),
    ]
    return [path("event/", include((pages, "events_overview")))]


def offer_overview(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Event) and user.has_perm("events.view_registration"):
        url = reverse("events_overview:event", args=[snippet.pk])
        yield Button(_("Figures and team"), url, icon_name="view", priority=20)
