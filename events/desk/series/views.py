"""*Make the next* and *Duplicate*: a rule, its dates, and a button. Looking at the dates makes nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from coalition import dates
from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.programme.permissions import may_copy

from . import services
from .forms import NextForm
from .rules import Rule, next_starts


def may_make_next(user: Any, event: Event, *, publish: bool = False) -> bool:
    """Say whether `user` may make events, and pages beside each page of `event`, public ones too."""
    if not user.has_perm("events.add_event"):
        return False
    sections = [page.get_parent() for page in EventPage.objects.filter(event_id=event.pk)]
    testers = [section.permissions_for_user(user) for section in sections]
    return all(tester.can_publish_subpage() if publish else tester.can_add_subpage() for tester in testers)


class NextView(WagtailAdminTemplateMixin, TemplateView):
    """The next events of a series, made from one event."""

    template_name = "events/cms/next.html"
    page_title = gettext_lazy("Make the next")
    duplicate_title = pgettext_lazy("heading of a page", "Duplicate")
    header_icon = "copy"
    event: Event
    form: NextForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(Event, pk=kwargs["pk"])
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
        publish = self.form.cleaned_data["publish"]
        if not isinstance(request.user, User) or not may_make_next(request.user, self.event, publish=publish):
            raise PermissionDenied
        starts = [meeting["start"] for meeting in meetings]
        together = self.form.cleaned_data["rule"] != Rule.ONCE  # one more, on a day of one's choice, is no series
        made = services.make_next(
            event=self.event, starts=starts, publish=publish, user=request.user, with_programme=self.with_programme,
            in_series=together,
        )  # fmt: skip
        done = ngettext("%(count)d event was made.", "%(count)d events were made.", len(made))
        messages.success(request, done % {"count": len(made)})
        return redirect(self._url_of("list"))

    def meetings(self) -> list[dict[str, Any]]:
        """Return when each of the next ones is, and why it cannot be; nothing while the form is not filled in."""
        if not self.form.is_valid():
            return []
        asked, event = self.form.cleaned_data, self.event
        narrowed = {name: asked[name] for name in ("until", "without")}
        starts = next_starts(event.wall_start, asked["rule"], asked["count"], asked["day"], **narrowed)
        refusals = services.refusals(event, starts, with_programme=self.with_programme)
        return [
            {"start": start, "day": dates.day(start), "refusal": refusal}
            for start, refusal in zip(starts, refusals, strict=True)
        ]

    @property
    def with_programme(self) -> bool:
        """Whether the programme comes along."""
        return bool(self.form.cleaned_data.get("with_programme"))

    def get_page_title(self) -> Any:
        return self.duplicate_title if self.form["rule"].value() == Rule.ONCE else self.page_title

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": self._url_of("list"), "label": Event._meta.verbose_name_plural},
            {"url": self.event_url, "label": str(self.event)},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def event_url(self) -> str:
        """The page of the event in the CMS."""
        return self._url_of("edit", self.event.pk)

    def _url_of(self, view: str, *args: Any) -> str:
        viewset = Event.snippet_viewset
        return reverse(viewset.get_url_name(view), args=args)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = self.meetings()
        found = {
            "event": self.event,
            "form": self.form,
            "meetings": meetings,
            "event_url": self.event_url,
            "may_make": bool(meetings) and not any(meeting["refusal"] for meeting in meetings),
            "pages": EventPage.objects.filter(event_id=self.event.pk).count(),
        }
        return super().get_context_data(**kwargs) | found


def offer_next(event: Event, user: Any) -> list[Button]:
    """Return the buttons for more events like `event`, for who makes events; whether pages too, their page says."""
    if not user.has_perm("events.add_event"):
        return []
    url = reverse(Event.snippet_viewset.get_url_name("next"), args=[event.pk])
    once = pgettext("button", "Duplicate")
    buttons = [
        Button(_("Make the next"), url, icon_name="copy", priority=40),
        Button(once, f"{url}?rule={Rule.ONCE}", icon_name="copy", priority=41),
    ]
    if event.series:
        whole = reverse(Event.snippet_viewset.get_url_name("series"), args=[event.pk])
        buttons.append(Button(pgettext("button", "Series"), whole, icon_name="calendar-alt", priority=42))
    return buttons
