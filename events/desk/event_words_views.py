"""An event in four languages on one page: its facts once, its words side by side."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from coalition.pages.page_words_views import PageWordsView
from coalition.users.models import User
from events.models import Event
from events.online.services import without_joining_link
from events.pages.models import EventPage
from events.team import permissions as team
from events.team.policies import InWorkspace

from . import event_words
from .forms import NewEventForm, new_event

NAMESPACE = "wagtailsnippets_events_event"


MISSING_LINK = gettext_lazy(
    "This online event is published without a joining link. Participants cannot join until you add one."
)


def warn_of_missing_link(request: HttpRequest, event: Event) -> None:
    """Tell an editor who published `event` that it has no joining link, where that is so."""
    if without_joining_link(Event.objects.filter(pk=event.pk)).exists():
        button = messages.button(reverse(f"{NAMESPACE}:edit", args=[event.pk]), _("Add the joining link"))
        messages.warning(request, MISSING_LINK, buttons=[button])


def warn_on_publishing(request: HttpRequest, page: Page) -> None:
    """Warn who publishes a page of an event in its own editor, too."""
    if isinstance(page, EventPage):
        warn_of_missing_link(request, page.event)


class WordsView(InWorkspace, PageWordsView):
    kind = EventPage
    page_title = pgettext_lazy("of an event", "Words")
    tab = "words"

    def lock(self) -> None:
        if not self.event._state.adding:
            event_words.lock(self.event)

    def check(self) -> None:
        permission = "events.add_event" if self.event._state.adding else "events.change_event"
        if not self.request.user.has_perm(permission):
            raise PermissionDenied
        super().check()

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event, pk=self.kwargs["pk"])

    @cached_property
    def pages(self) -> dict[str, EventPage]:  # type: ignore[override]
        return event_words.pages_of(self.event)

    @cached_property
    def parents(self) -> dict[str, Any]:  # type: ignore[override]
        return event_words.sections(self.event)

    def save(self, *, publish: bool, user: User) -> None:
        event_words.write(event=self.event, words=self.words.words(), publish=publish, user=user)
        if publish:
            warn_of_missing_link(self.request, self.event)

    def get_success_url(self) -> str:
        return reverse("events_overview:event", args=[self.event.pk])


class NewEventView(WordsView):
    """What an event cannot do without, and its words. No other event fills anything in."""

    page_title = gettext_lazy("New event")
    template_name = "events/cms/new_event.html"
    help = gettext_lazy("Only what an event needs to begin with. You add everything else afterwards.")
    facts: NewEventForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST if request.method == "POST" else None
        kind = request.POST.get("kind") or request.GET.get("kind", "")
        self.facts = NewEventForm(data, instance=new_event(kind), for_user=request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        event: Event = self.facts.instance
        return event

    def are_valid(self) -> bool:
        return all([self.facts.is_valid(), self.words.is_valid()])  # both, so that each says what is wrong

    @transaction.atomic
    def save(self, *, publish: bool, user: User) -> None:
        title = next(iter(self.words.words().values())).title
        self.event.name = title[: Event._meta.get_field("name").max_length]
        event: Event = self.facts.save()
        event.save_revision(user=user, log_action="wagtail.create")
        team.join(event=event, user=user)
        super().save(publish=publish, user=user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse(f"{NAMESPACE}:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "facts": self.facts,
            "kinds": Event.Kind.choices,
            "media": self.facts.media,
            "failed": self.facts.errors,
        }
        return super().get_context_data(**kwargs) | found
