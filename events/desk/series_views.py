"""*Make the next*, *Duplicate* and the dates of a series. Looking at dates makes nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.widgets import HeaderButton

from coalition import dates
from events.models import Event
from events.pages.models import EventPage
from events.team.permissions import events_of
from events.team.policies import EventScreen

from . import meetings as services
from .forms import NextForm
from .meetings import Rule, next_starts

EVENTS = "wagtailsnippets_events_event"


def may_make_next(user: Any, event: Event, *, publish: bool = False) -> bool:
    """Say whether `user` may make events, and pages beside each page of `event`, public ones too."""
    if not user.has_perm("events.add_event"):
        return False
    sections = [page.get_parent() for page in EventPage.objects.filter(event_id=event.pk)]
    testers = [section.permissions_for_user(user) for section in sections]
    return all(tester.can_publish_subpage() if publish else tester.can_add_subpage() for tester in testers)


class NextView(EventScreen, TemplateView):
    """The next events of a series, made from one event."""

    tab = "facts"
    permission = "events.add_event"
    template_name = "cms/page.html"
    header_icon = "copy"
    columns = [Column("day", label=gettext_lazy("Date")), Column("refusal", label=gettext_lazy("Details"))]
    form: NextForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_make_next(request.user, self.event):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        chosen = {"rule": request.GET["rule"]} if set(request.GET) == {"rule"} else None  # by the button Duplicate
        self.form = NextForm(None if chosen or not asked else asked, initial=chosen)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the events that were shown, all of them or none."""
        meetings = self.meetings()
        if not meetings or any(meeting["refusal"] for meeting in meetings):
            return self.render_to_response(self.get_context_data(**kwargs))
        user: Any = request.user
        asked = self.form.cleaned_data
        if not may_make_next(user, self.event, publish=asked["publish"]):
            raise PermissionDenied
        made = services.make_next(
            event=self.event, starts=[meeting["start"] for meeting in meetings], publish=asked["publish"], user=user,
            in_series=asked["rule"] != Rule.ONCE,  # one more day is no series
        )  # fmt: skip
        done = ngettext("%(count)d event was made.", "%(count)d events were made.", len(made))
        messages.success(request, done % {"count": len(made)})
        return redirect(f"{EVENTS}:list")

    def meetings(self) -> list[dict[str, Any]]:
        """Return when each of the next ones is, and why it cannot be; nothing while the form is not filled in."""
        if not self.form.is_valid():
            return []
        asked, event = self.form.cleaned_data, self.event
        starts = next_starts(event.wall_start, asked["rule"], asked["count"], asked["day"])
        return [
            {"start": start, "day": dates.day(start), "refusal": services.refusal(event, start)} for start in starts
        ]

    def get_page_title(self) -> str:
        if self.form["rule"].value() == Rule.ONCE:
            return pgettext("heading of a page", "Duplicate")
        return _("Make the next")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = self.meetings()
        pages = EventPage.objects.filter(event_id=self.event.pk).count()
        told = ngettext(
            "Each date becomes a separate event with the same facts, seats and texts, on %(pages)s page. Registrations "
            "and the recording stay with this event; the online room comes along where you run it.",
            "Each date becomes a separate event with the same facts, seats and texts, on %(pages)s pages. "
            "Registrations and the recording stay with this event; the online room comes along where you run it.",
            pages,
        )
        make = ngettext("Make %(count)s event", "Make %(count)s events", len(meetings)) % {"count": len(meetings)}
        may_make = bool(meetings) and not any(meeting["refusal"] for meeting in meetings)
        return super().get_context_data(**kwargs) | {
            "help": told % {"pages": pages},
            "form": self.form,
            "method": "get",
            "submit_label": _("Show the dates"),
            "tables": [Table(self.columns, meetings, caption=_("Their dates"))] if meetings else [],
            "other_forms": [{"carried": self.form, "label": make, "is_main": True}] if may_make else [],
        }


class SeriesView(EventScreen, TemplateView):
    """The dates of a series, each leading to its own; who changes one is asked whether the later ones follow."""

    tab = "facts"
    permission = "events.change_event"
    template_name = "cms/page.html"
    page_title = pgettext_lazy("heading of a page", "Series")
    header_icon = "calendar-alt"
    extra_context = {
        "help": gettext_lazy(
            "Each meeting is an event of its own, with its own seats, page and registrations. To change or cancel "
            "several, start with the earliest: you are asked whether to do the same for the later ones."
        )
    }
    columns = [
        TitleColumn(
            "day",
            label=gettext_lazy("Date"),
            accessor=lambda row: dates.day(row.wall_start),
            get_url=lambda row: reverse(f"{EVENTS}:edit", args=[row.pk]),
        ),
        Column("name", label=gettext_lazy("Event")),
        Column("get_state_display", label=gettext_lazy("State")),
        Column("page", label=gettext_lazy("Page"), accessor=lambda row: _page_of(row)),
    ]

    @cached_property
    def meetings(self) -> list[Event]:
        return list(services.meetings(self.event).filter(pk__in=events_of(self.request.user).values("pk")))

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse(f"{EVENTS}:next", args=[self.meetings[-1].pk])
        return [HeaderButton(label=_("Add dates after the last one"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tables": [Table(self.columns, self.meetings)]}


def _page_of(event: Event) -> str:
    return pgettext("of a page", "public") if event.is_public else pgettext("of a page", "draft")
