"""An event in four languages on one page: its facts once, its words side by side."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.team import permissions as team
from events.team.policies import InWorkspace

from . import page_words
from .forms import NewEventForm, like_the_last
from .page_words_forms import WordsForm

NAMESPACE = "wagtailsnippets_events_event"
PUBLISH = "publish"  # the name of the button that publishes


class WordsView(InWorkspace, TemplateView):
    template_name = "events/cms/words.html"
    page_title = pgettext_lazy("of an event", "Words")
    header_icon = "doc-full-inverse"
    tab = "words"
    words: WordsForm

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST if request.method == "POST" else None
        if data is not None and not self.event._state.adding:
            page_words.lock(self.event)  # what is compared stays so until it is saved
        self.check()
        self.words = WordsForm(
            data, languages=self.sections.keys() | self.pages.keys(), pages=self.pages, writable=self.writable
        )
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Raise PermissionDenied unless the editor may do this."""
        permission = "events.add_event" if self.event._state.adding else "events.change_event"
        if not (self.request.user.has_perm(permission) and self.writable):
            raise PermissionDenied

    @cached_property
    def pages(self) -> dict[str, EventPage]:
        return page_words.pages_of(self.event)

    @cached_property
    def writable(self) -> list[str]:
        return page_words.writable(self.request.user, self.sections, self.pages)

    def may_publish(self) -> bool:
        return page_words.may_publish(self.request.user, self.writable, self.sections, self.pages)

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event, pk=self.kwargs["pk"])

    @cached_property
    def sections(self) -> dict[str, Any]:
        return page_words.sections(self.event)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write everything that was typed, or nothing."""
        publish = PUBLISH in request.POST
        if publish and not self.may_publish():
            raise PermissionDenied
        if not self.are_valid():
            messages.error(request, _("Nothing was saved. Correct what is marked below."))
            return self.render_to_response(self.get_context_data(**kwargs))
        event = self.save(publish=publish)
        told = _("The pages are published.") if publish else _("The pages are saved as drafts.")
        messages.success(request, told)
        return redirect("events_overview:event", event.pk)

    def are_valid(self) -> bool:
        return self.words.is_valid()

    @transaction.atomic
    def save(self, *, publish: bool) -> Event:
        """Write the pages, and return their event."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        page_words.write(event=self.event, words=self.words.words(), publish=publish, user=self.request.user)
        return self.event

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": self.words, "may_publish": self.may_publish()}


class NewEventView(WordsView):
    """What an event cannot do without, and its words; the rest is as in the last one of its type."""

    page_title = gettext_lazy("New event")
    template_name = "events/cms/new_event.html"
    facts: NewEventForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST if request.method == "POST" else None
        kind = request.POST.get("kind") or request.GET.get("kind", "")
        self.facts = NewEventForm(data, instance=like_the_last(kind, request.user), for_user=request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        event: Event = self.facts.instance
        return event

    def are_valid(self) -> bool:
        return all([self.facts.is_valid(), self.words.is_valid()])  # both, so that each says what is wrong

    @transaction.atomic
    def save(self, *, publish: bool) -> Event:
        title = next(iter(self.words.words().values())).title
        self.event.name = title[: Event._meta.get_field("name").max_length]
        event: Event = self.facts.save()
        event.save_revision(user=self.request.user, log_action="wagtail.create")
        team.join(event=event, user=self.request.user)
        return super().save(publish=publish)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse(f"{NAMESPACE}:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"facts": self.facts, "kinds": Event.Kind.choices, "media": self.facts.media}
        return super().get_context_data(**kwargs) | found
