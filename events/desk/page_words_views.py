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
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.team import permissions as team

from . import page_words
from .forms import EventCreationForm
from .page_words_forms import WordsForm

NAMESPACE = "wagtailsnippets_events_event"
PUBLISH = "publish"  # the name of the button that publishes


class WordsView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "events/cms/words.html"
    page_title = gettext_lazy("Words in four languages")
    header_icon = "doc-full-inverse"
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
        return redirect(reverse(f"{NAMESPACE}:edit", args=[event.pk]))

    def are_valid(self) -> bool:
        return self.words.is_valid()

    @transaction.atomic
    def save(self, *, publish: bool) -> Event:
        """Write the pages, and return their event."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        page_words.write(event=self.event, words=self.words.words(), publish=publish, user=self.request.user)
        return self.event

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse(f"{NAMESPACE}:list"), "label": Event._meta.verbose_name_plural},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": self.words, "may_publish": self.may_publish()}


class NewEventView(WordsView):
    page_title = gettext_lazy("New event in four languages")
    facts: EventCreationForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST if request.method == "POST" else None
        self.facts = EventCreationForm(data, for_user=request.user)
        name = self.facts.fields["name"]
        name.required, name.help_text = False, _("Leave empty to use the title. Editors alone see it.")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        return Event(kind=self.facts.data.get("kind", ""))  # which says in which section its pages stand

    def are_valid(self) -> bool:
        return all([self.facts.is_valid(), self.words.is_valid()])  # both, so that each says what is wrong

    @transaction.atomic
    def save(self, *, publish: bool) -> Event:
        if not self.facts.instance.name:
            title = next(iter(self.words.words().values())).title
            self.facts.instance.name = title[: Event._meta.get_field("name").max_length]
        self.event = self.facts.save()
        team.join(event=self.event, user=self.request.user)
        return super().save(publish=publish)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"facts": self.facts, "media": self.facts.media}


def offer_new(user: Any) -> list[Button]:
    if not user.has_perm("events.add_event"):
        return []
    return [Button(_("New event in four languages"), reverse(f"{NAMESPACE}:new"), icon_name="plus", priority=10)]


def offer_words(event: Event, user: Any) -> list[Button]:
    if not user.has_perm("events.change_event"):
        return []
    url = reverse(f"{NAMESPACE}:words", args=[event.pk])
    return [Button(_("Words in four languages"), url, icon_name="edit", priority=35)]
