"""One page for each event in the CMS, for its team: what happens next, the figures, and who runs it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from coalition.form_messages import AsksPlainly
from coalition.pages.querysets import titled
from coalition.users.work_panel import Item, Waiting
from events.models import Event
from events.permissions import may_decide
from events.querysets import over, to_come
from events.registrations.models import Registration
from events.team import permissions
from events.team.forms import Accounts
from events.team.permissions import events_of, may_check_in, may_name_team, sees_every_event
from events.team.policies import EventScreen, OfEvent

from . import figures
from .figures import LISTED


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
        self.fields["users"].queryset = permissions.candidates()  # type: ignore[attr-defined]
        self.initial["users"] = list(event.team.filter(user__isnull=False).values_list("user_id", flat=True))


class EventView(EventScreen, TemplateView):
    """What happens next, the figures and the team, for who may see the people of the event."""

    permission = "events.view_registration"
    header_icon = "calendar-alt"
    template_name = "events/overview/event.html"
    page_title = pgettext_lazy("tab", "Overview")
    tab = "overview"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names_team = may_name_team(self.request.user, self.event)
        context = {
            "steps": figures.next_steps(self.event),
            "parts": figures.all_of(self.event),
            "form": kwargs.get("form") or (TeamForm(event=self.event) if names_team else None),
        }
        return super().get_context_data(**kwargs) | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_name_team(request.user, self.event):
            raise PermissionDenied
        form = TeamForm(request.POST, event=self.event)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        permissions.name_team(event=self.event, users=form.cleaned_data["users"])
        log(instance=self.event, action="events.name_team", user=request.user)
        messages.success(request, _("The team is saved."))
        return redirect("events_overview:event", self.event.pk)


class FiguresView(OfEvent):
    permission = "events.view_registration"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse("\ufeff" + figures.sheet(self.event), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="figures-{self.event.short_id}.csv"'
        response["Cache-Control"] = "no-store, private"
        return response


def overview_addresses() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:event>/", EventView.as_view(), name="event"),
        path("<int:event>/figures.csv", FiguresView.as_view(), name="figures"),
    ]
    return [path("event/", include((pages, "events_overview")))]


SOON = timedelta(days=7)
FORGOTTEN_SOON = timedelta(days=60)


def waiting_work(user: Any) -> list[Waiting]:
    """Return what waits at the events of `user`: people for a decision or a seat, missing doors, missing teams."""
    if not user.has_perm("events.view_registration"):
        return []
    coming = events_of(user).upcoming().filter(state=Event.State.SCHEDULED)
    state = Registration.State
    wanted = [(_("People who wait for a seat"), state.WAITING)]
    if may_decide(user):
        wanted.insert(0, (_("People waiting for your decision"), state.APPLIED))
    people = Registration.objects.filter(event__in=coming.order_by(), state__in=[of for _label, of in wanted])
    people = people.exclude(email="")  # kept for somebody who was named and has not answered
    rows = people.order_by().values_list("state").annotate(Count("pk"), Min("created_at"))
    found = {of: (count, since) for of, count, since in rows}
    lines = []
    for label, of in wanted:
        count, since = found.get(of, (0, None))
        lines.append(Waiting(label, count, f"{reverse(LISTED)}?state={of}", since=since))
    lines.append(_events(_("Postponed events whose registrations will soon be erased: set a date, or cancel"),
                         _forgotten_soon(events_of(user)), "overview"))  # fmt: skip
    if may_check_in(user):
        lines.append(_events(_("Events within seven days that have no door yet"), _without_doors(coming), "door"))
    if sees_every_event(user):
        lines.append(_events(_("Events without a team: name who runs them"), coming.filter(team=None), "overview"))
    return [line for line in lines if line.count or line.url]


def _without_doors(coming: QuerySet[Event]) -> QuerySet[Event]:
    soon = coming.filter(start__lt=timezone.now() + SOON, doors=None, seat_categories__isnull=False)
    return soon.exclude(mode=Event.Mode.ONLINE).distinct()


def _forgotten_soon(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the postponed events that nobody will be told of any more in two months, the first to go at the top."""
    now = timezone.now()
    postponed = events.filter(to_come(now), over(now + FORGOTTEN_SOON), state=Event.State.POSTPONED)
    return postponed.exclude(registrations=None).order_by("end", "pk")


def _events(label: str, events: QuerySet[Event], room: str) -> Waiting:
    rows = list(titled(events)[:20])
    items = tuple(Item(event.title, reverse(f"events_{room}:event", args=[event.pk])) for event in rows)
    return Waiting(label, len(items), "", items=items)
