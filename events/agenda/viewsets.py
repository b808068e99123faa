"""Speakers in the CMS, and how each language of an online event is reached."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_filters import ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import IndexView

from coalition.typed import key_of
from events.languages import language_name
from events.models import Event
from events.online import channels
from events.online import services as rooms
from events.online.forms import SecureAddressField
from events.online.models import OnlineRoom
from events.programme.cms_views import SpeakerCreateView, own_programmes
from events.programme.models import Programme, Speaker
from events.programme.published_programme import Reading, last_version
from events.programme.viewsets import OfProgrammeViewSet
from events.team.permissions import events_of
from events.team.policies import EventScreen, InWorkspace, govern

from . import sessions as online
from .forms import SpeakerForm

PAGES = "events_live"
NAME, ADDRESS = "name", "address"


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
                label=gettext("%(language)s: name of the channel") % words, required=False, max_length=80
            )
            self.fields[f"{ADDRESS}_{code}"] = SecureAddressField(
                label=gettext("%(language)s: address, if it has one of its own") % words
            )
            if row := rows.get(code):
                self.initial.update({f"{NAME}_{code}": row.name, f"{ADDRESS}_{code}": row.address})

    def typed(self) -> dict[str, tuple[str, str]]:
        typed = self.cleaned_data
        return {code: (typed[f"{NAME}_{code}"], typed[f"{ADDRESS}_{code}"]) for code in self.languages}


class ChannelsView(EventScreen, TemplateView):
    """How each language is reached, in the room of the event and in those of its sessions."""

    header_icon = "site"
    tab = "door"
    template_name = "cms/page.html"
    page_title = _("Interpretation channels")
    extra_context = {
        "help": _(
            "Say how people hear or see each language: by the name of its channel in the room, or at an address of its "
            "own. People with a seat find it on the page of the room, where a button leads to an address."
        ),
        "empty": _("The event has no languages yet: add them to its facts or to its programme."),
        "submit_label": pgettext_lazy("button", "Save the channels"),
    }

    @cached_property
    def event(self) -> Event:
        """The event that the address names. Raises Http404 where it is not held online."""
        found: Event = get_object_or_404(events_of(self.request.user), pk=self.kwargs["event"])
        if not rooms.is_online(found):
            raise Http404
        return found

    def offered(self, data: Any = None) -> list[ChannelsForm]:
        """Return a form for each room."""
        held_in = {room.part: room for room in OnlineRoom.objects.filter(event=self.event).prefetch_related("channels")}
        version = last_version(self.event.pk)
        certain = {code for code, _way in Reading(version, self.event).certain} if version else set()
        languages = [*self.event.spoken, *self.event.interpreted, *self.event.signed, *certain]
        sessions = [(part.title, part.uid) for part in online.sessions(self.event)]
        titles: list[tuple[str, UUID | None]] = [(gettext("The event"), None)]
        titles += [(title, part) for title, part in sessions if part in held_in and held_in[part].address]
        return [
            ChannelsForm(data, title=title, part=part, now=held_in.get(part), languages=languages)
            for title, part in titles
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = self.offered(request.POST)
        if not all([form.is_valid() for form in typed]):  # noqa: C419  (each is asked, to say its own)
            return self.render_to_response(self.get_context_data(forms=typed, failed=True))
        for form in typed:
            channels.set_channels(event=self.event, part=form.part, typed=form.typed())
        log(instance=self.event, action="events.set_channels", user=request.user)
        messages.success(request, gettext("The channels are saved."))
        return redirect(f"{PAGES}:channels", self.event.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"forms": self.offered(), **kwargs})


def live_addresses() -> list[URLPattern | URLResolver]:
    screens = [path("<int:event>/channels/", ChannelsView.as_view(), name="channels")]
    return [path("event-live/", include((screens, PAGES)))]


SPEAKER_PANELS = [
    FieldPanel("programme"),
    FieldPanel("name"),
    FieldPanel("offices"),
    FieldPanel("biographies"),
    FieldPanel("portrait"),
    MultiFieldPanel(
        [FieldPanel(name) for name in ("contact_email", "contact_language", "contact_discreet")],
        _("Emails to this speaker"),
    ),
]


class SpeakerFilterSet(WagtailFilterSet):
    programme = ModelChoiceFilter(queryset=own_programmes, label=_("Programme"))  # type: ignore[arg-type]

    class Meta:
        model = Speaker
        fields = ["programme"]


class SpeakerIndexView(IndexView):
    """Speakers; of one programme below the header of its event, with the way to one more of it."""

    @cached_property
    def programme(self) -> Programme | None:
        asked = key_of(self.request.GET.get("programme", ""))
        found: Programme | None = own_programmes(self.request).filter(pk=asked).first()
        return found

    def get_add_url(self) -> str | None:
        url: str | None = super().get_add_url()
        return f"{url}?programme={self.programme.pk}" if url and self.programme else url

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        if self.programme:
            items[-1:] = InWorkspace.breadcrumbs_of(self.programme.event, _("Speakers"))
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.programme.event if self.programme else None
        return super().get_context_data(**kwargs) | {"event": event, "tab": "programme"}


class SpeakerViewSet(OfProgrammeViewSet):
    model = Speaker
    icon = "user"
    add_view_class = SpeakerCreateView
    index_view_class = SpeakerIndexView
    edit_handler = ObjectList(SPEAKER_PANELS, base_form_class=SpeakerForm)
    list_display = ["name", Column("programme", label=_("Programme"), accessor="programme")]
    filterset_class = SpeakerFilterSet
    search_fields = ["name"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("programme__event").order_by("name", "pk")


govern(Speaker, event="programme__event")
