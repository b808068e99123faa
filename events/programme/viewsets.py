"""Programmes and sessions in the CMS."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.snippets.views.snippets import IndexView

from coalition.cms.menu import BelowAList
from events import permissions
from events.team.permissions import events_of
from events.team.policies import TeamViewSet, govern

from . import cms_views, drafts
from . import cms_views as interpretation
from .forms import LockedEditView, ProgrammeForm, SessionForm, language_choices
from .models import Programme, Session
from .querysets import ProgrammeQuerySet, SessionQuerySet

LANGUAGES = forms.Select(choices=CallableChoiceIterator(language_choices))
PROGRAMME_PANELS = [
    FieldPanel("event"),
    InlinePanel("rooms", [FieldPanel("names"), FieldPanel("capacity")], label=_("Rooms")),
    InlinePanel("tracks", [FieldPanel("names")], label=_("Tracks")),
    FieldPanel("documents_to"),
    MultiFieldPanel(
        [
            FieldPanel("languages_asked_until"),
            InlinePanel("pairs", [FieldPanel("name")], label=_("Pairs of interpreters")),
        ],
        _("Interpretation"),
    ),
]
SESSION_PANELS = [
    FieldPanel("programme"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
    FieldPanel("titles"),
    FieldPanel("summaries"),
    MultiFieldPanel([FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("minutes")])], _("When")),
    FieldRowPanel([FieldPanel("room"), FieldPanel("track"), FieldPanel("capacity")]),
    MultiFieldPanel(
        [FieldPanel(name) for name in ("room_address", "room_ours", "room_opens_before", "room_captions")],
        _("Online"),
    ),
    InlinePanel("session_speakers", [FieldPanel("speaker"), FieldPanel("moderates")], label=_("Speakers")),
    InlinePanel(
        "languages",
        [
            FieldRowPanel(
                [
                    FieldPanel("language", widget=LANGUAGES),
                    FieldPanel("way"),
                ]
            ),
            FieldRowPanel([FieldPanel("pair"), FieldPanel("booked")]),
        ],
        label=_("Languages"),
    ),
    InlinePanel("documents", [FieldPanel("titles"), FieldPanel("document")], label=_("Documents")),
]


def own_programmes(request: HttpRequest) -> Any:
    """Return the programmes of the events that whoever asks runs."""
    return Programme.objects.with_event().filter(event__in=events_of(request.user))


class ProgrammeIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        sessions = reverse("wagtailsnippets_events_session:list")
        speakers = reverse("wagtailsnippets_events_speaker:list")
        return [
            *super().header_buttons,
            HeaderButton(label=gettext("Sessions"), url=sessions, icon_name="time"),
            HeaderButton(label=gettext("Speakers"), url=speakers, icon_name="user"),
        ]

    def get_list_more_buttons(self, instance: Programme) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if not permissions.may_release(self.request.user):
            return buttons
        url = reverse(f"{cms_views.NAMESPACE}:plan", args=[instance.pk])
        return [
            Button(pgettext_lazy("of a programme", "Plan and release"), url, icon_name="list-ul", priority=5),
            *buttons,
        ]


class ProgrammeViewSet(TeamViewSet):
    model = Programme
    icon = "list-ul"
    menu_label = _("Programmes")
    menu_hook = "register_events_menu_item"
    menu_order = 2
    index_view_class = ProgrammeIndexView
    edit_view_class = LockedEditView
    edit_handler = ObjectList(PROGRAMME_PANELS, base_form_class=ProgrammeForm)
    list_display = ["__str__", Column("version", label=_("Version"), accessor="released_number")]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> ProgrammeQuerySet:
        return super().get_queryset(request).with_event().with_number()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("plan/<int:pk>/", cms_views.PlanView.as_view(), name="plan"),
            path("interpretation/<int:pk>/", interpretation.InterpretationView.as_view(), name="interpretation"),
        ]


class SessionFilterSet(WagtailFilterSet):
    programme = ModelChoiceFilter(queryset=own_programmes, label=_("Programme"))  # type: ignore[arg-type]

    class Meta:
        model = Session
        fields = ["programme", "day", "kind", "state"]


class SessionViewSet(BelowAList, TeamViewSet):
    model = Session
    icon = "time"
    above = (_("Programmes"), "wagtailsnippets_events_programme:list")
    add_view_class = cms_views.SessionCreateView
    edit_view_class = LockedEditView
    edit_handler = ObjectList(SESSION_PANELS, base_form_class=SessionForm)
    list_display = [
        "__str__",
        Column("when", label=_("When"), accessor=drafts.when, sort_key="day"),
        Column("room", label=_("Room"), accessor="room"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
    ]
    filterset_class = SessionFilterSet
    search_fields = ["titles"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> SessionQuerySet:
        return super().get_queryset(request).select_related("room", "programme__event")


govern(Programme, event="event")
govern(Session, event="programme__event")
