"""What hosts see of the live page: the questions, without a name, and how each language is reached."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.validators import URLValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from coalition.keys import key_of
from events.languages import language_name
from events.models import Event
from events.programme.agenda import online
from events.programme.reading import Reading, last_version
from events.registrations.permissions import may_change_registrations
from events.rooms import channels
from events.rooms.models import OnlineRoom
from events.rooms.services import is_online
from events.team.permissions import events_of

from . import services
from .models import LiveQuestion

PAGES = "events_live"
AT_ONCE = 50  # questions on a page
NAME, ADDRESS = "name", "address"


class LivePage(WagtailAdminTemplateMixin, TemplateView):
    """A page about one online event, for its team."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_registrations(request.user):
            raise PermissionDenied
        if not is_online(self.event):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        rows = events_of(self.request.user).select_related("programme")
        found: Event = get_object_or_404(rows, pk=self.kwargs["event"])
        return found

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = getattr(self.event, "programme", None)
        return super().get_context_data(**kwargs) | {"event": self.event, "programme": programme}


class QuestionsView(LivePage):
    """The questions, newest first; a POST marks one."""

    template_name = "events/cms/live_questions.html"
    page_title = gettext_lazy("Questions to the hosts")

    @property
    def shown(self) -> str:
        """Which questions are asked for, by their mark."""
        asked = self.request.GET.get("show", "")
        return asked if asked in LiveQuestion.Mark else LiveQuestion.Mark.OPEN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, mark = key_of(request.POST.get("question", "")), request.POST.get("mark", "")
        if key and mark in LiveQuestion.Mark:
            services.mark(event=self.event, question=key, mark=mark)
        return redirect(f"{reverse(f'{PAGES}:questions', args=[self.event.pk])}?show={self.shown}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LiveQuestion.objects.filter(event_id=self.event.pk, mark=self.shown)
        page = Paginator(rows, AT_ONCE).get_page(self.request.GET.get("p"))
        marks = [(mark.value, WORDS[mark], mark.value == self.shown) for mark in LiveQuestion.Mark]
        buttons = [(mark.value, BUTTONS[mark]) for mark in LiveQuestion.Mark if mark.value != self.shown]
        return super().get_context_data(**kwargs) | {"page": page, "marks": marks, "buttons": buttons}


WORDS = {
    LiveQuestion.Mark.OPEN: pgettext_lazy("tab of questions", "Open"),
    LiveQuestion.Mark.ANSWERED: pgettext_lazy("tab of questions", "Answered"),
    LiveQuestion.Mark.HIDDEN: pgettext_lazy("tab of questions", "Hidden"),
}
BUTTONS = {
    LiveQuestion.Mark.OPEN: pgettext_lazy("button", "Open again"),
    LiveQuestion.Mark.ANSWERED: pgettext_lazy("button", "Mark as answered"),
    LiveQuestion.Mark.HIDDEN: pgettext_lazy("button", "Hide"),
}


class ChannelsForm(forms.Form):
    """How each language is reached in one room: what its channel is called there, or an address of its own."""

    def __init__(
        self, data: Any, *, title: str, part: UUID | None, now: OnlineRoom | None, languages: list[str]
    ) -> None:
        super().__init__(data, prefix=str(part or "event"))
        self.title, self.part = title, part
        rows = {row.language: row for row in now.channels.all()} if now else {}
        self.languages = sorted({*languages, *rows}, key=language_name)
        for code in self.languages:
            words = {"language": language_name(code)}
            self.fields[f"{NAME}_{code}"] = forms.CharField(
                label=_("%(language)s: name of the channel") % words, required=False, max_length=80
            )
            self.fields[f"{ADDRESS}_{code}"] = forms.URLField(
                label=_("%(language)s: address, if it has one of its own") % words,
                required=False,
                max_length=500,
                assume_scheme="https",
                validators=[URLValidator(schemes=["https"])],
                error_messages={"invalid": _("Give an address that begins with https://.")},
            )
            if row := rows.get(code):
                self.initial.update({f"{NAME}_{code}": row.name, f"{ADDRESS}_{code}": row.address})

    def typed(self) -> dict[str, tuple[str, str]]:
        """Return name and address by language, from clean data."""
        typed = self.cleaned_data
        return {code: (typed[f"{NAME}_{code}"], typed[f"{ADDRESS}_{code}"]) for code in self.languages}


class ChannelsView(LivePage):
    """How each language is reached, in the room of the event and in those of its sessions."""

    template_name = "events/cms/live_channels.html"
    page_title = gettext_lazy("Interpretation channels")

    def offered(self, data: Any = None) -> list[ChannelsForm]:
        """Return a form for each room."""
        rooms = {room.part: room for room in OnlineRoom.objects.filter(event=self.event).prefetch_related("channels")}
        version = last_version(self.event.pk)
        certain = {code for code, _way in Reading(version, self.event).certain} if version else set()
        languages = [*self.event.spoken, *self.event.interpreted, *self.event.signed, *certain]
        sessions = [(part.title, part.uid) for part in online.sessions(self.event)]
        titles: list[tuple[str, UUID | None]] = [(_("The event"), None)]
        titles += [(title, part) for title, part in sessions if part in rooms and rooms[part].address]
        return [
            ChannelsForm(data, title=title, part=part, now=rooms.get(part), languages=languages)
            for title, part in titles
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = self.offered(request.POST)
        if not all([form.is_valid() for form in typed]):  # noqa: C419  (each is asked, to say its own)
            return self.render_to_response(self.get_context_data(forms=typed))
        for form in typed:
            channels.set_channels(event=self.event, part=form.part, typed=form.typed())
        messages.success(request, _("The channels are saved."))
        return redirect(f"{PAGES}:channels", self.event.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"forms": self.offered(), **kwargs})
