"""*Make the next*, *Duplicate* and the page of a series. Looking at dates makes nothing."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from coalition import dates
from events.models import Event
from events.pages.models import EventPage
from events.permissions import may_copy
from events.registrations.models import Registration
from events.team.permissions import events_of
from events.team.policies import EventScreen

from . import meetings as rest
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

    permission = "events.add_event"
    template_name = "events/cms/next.html"
    header_icon = "copy"
    form: NextForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_make_next(request.user, self.event):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        offers = may_copy(request.user) and services.programme_of(self.event) is not None
        chosen = {"rule": request.GET["rule"]} if set(request.GET) == {"rule"} else None  # by the button Duplicate
        self.form = NextForm(None if chosen or not asked else asked, initial=chosen, offers_programme=offers)
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
            with_programme=self.with_programme, in_series=asked["rule"] != Rule.ONCE,  # one more day is no series
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
        refusals = services.refusals(event, starts, with_programme=self.with_programme)
        return [
            {"start": start, "day": dates.day(start), "refusal": refusal}
            for start, refusal in zip(starts, refusals, strict=True)
        ]

    @property
    def with_programme(self) -> bool:
        return bool(self.form.cleaned_data.get("with_programme"))

    def get_page_title(self) -> str:
        if self.form["rule"].value() == Rule.ONCE:
            return pgettext("heading of a page", "Duplicate")
        return _("Make the next")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = self.meetings()
        found = {
            "event": self.event,
            "form": self.form,
            "meetings": meetings,
            "event_url": reverse(f"{EVENTS}:edit", args=[self.event.pk]),
            "may_make": bool(meetings) and not any(meeting["refusal"] for meeting in meetings),
            "pages": EventPage.objects.filter(event_id=self.event.pk).count(),
        }
        return super().get_context_data(**kwargs) | found


class CancelForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, cancel them and tell those registered"),
        error_messages={"required": gettext_lazy("Tick the box to cancel them.")},
    )


class SeriesView(EventScreen, TemplateView):
    permission = "events.change_event"
    template_name = "events/cms/series.html"
    page_title = pgettext_lazy("heading of a page", "Series")
    header_icon = "calendar-alt"

    @cached_property
    def form(self) -> CancelForm:
        return CancelForm(self.request.POST if self.request.POST.get("do") == "cancel" else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the later meetings follow, or cancel them."""
        user: Any = request.user
        try:
            if request.POST.get("do") == "follow":
                done = rest.follow(event=self.event, user=user)
                words = ngettext("%(count)d event was changed.", "%(count)d events were changed.", len(done))
            elif self.form.is_valid():
                done = rest.cancel_rest(event=self.event, user=user)
                words = ngettext("%(count)d event was cancelled.", "%(count)d events were cancelled.", len(done))
            else:
                return self.render_to_response(self.get_context_data(**kwargs))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, words % {"count": len(done)})
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        meetings = list(rest.meetings(self.event).filter(pk__in=events_of(user).values("pk")))
        later = list(rest.later(self.event, user).values_list("pk", flat=True))
        edit = {row.pk: reverse(f"{EVENTS}:edit", args=[row.pk]) for row in meetings}
        found = {
            "event": self.event,
            "meetings": [{"event": row, "url": edit[row.pk], "here": row.pk == self.event.pk} for row in meetings],
            "next_url": reverse(f"{EVENTS}:next", args=[meetings[-1].pk]),
            "followers": rest.followers(self.event, user).count(),
            "later": len(later),
            "people": Registration.objects.active().filter(event__in=later).count(),
            "form": self.form,
        }
        return super().get_context_data(**kwargs) | found


def offer_next(event: Event, user: Any) -> list[Button]:
    if not user.has_perm("events.add_event"):
        return []
    url = reverse(f"{EVENTS}:next", args=[event.pk])
    once = pgettext("button", "Duplicate")
    buttons = [
        Button(_("Make the next"), url, icon_name="copy", priority=40),
        Button(once, f"{url}?rule={Rule.ONCE}", icon_name="copy", priority=41),
    ]
    if event.series:
        whole = reverse(f"{EVENTS}:series", args=[event.pk])
        buttons.append(Button(pgettext("button", "Series"), whole, icon_name="calendar-alt", priority=42))
    return buttons
