"""Programmes and sessions in the CMS."""

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from events.online.models import ROOM_FIELDS
from events.team.policies import TeamViewSet, govern

from . import cms_views, drafts
from .forms import ProgrammeForm, SessionForm, language_choices
from .models import Programme, Session
from .querysets import ProgrammeQuerySet, SessionQuerySet

LANGUAGES = forms.Select(choices=CallableChoiceIterator(language_choices))
PROGRAMME_PANELS = [
    FieldPanel("event"),
    InlinePanel("rooms", [FieldPanel("names"), FieldPanel("capacity")], label=_("Rooms")),
    InlinePanel("tracks", [FieldPanel("names")], label=_("Tracks")),
    FieldPanel("documents_to"),
    FieldPanel("languages_asked_until"),
]
SESSION_PANELS = [
    FieldPanel("programme"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
    FieldPanel("titles"),
    FieldPanel("summaries"),
    MultiFieldPanel([FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("minutes")])], _("When")),
    FieldRowPanel([FieldPanel("room"), FieldPanel("track"), FieldPanel("capacity")]),
    MultiFieldPanel(
        [FieldPanel(f"room_{name}") for name in ROOM_FIELDS],
        _("Online"),
    ),
    InlinePanel("session_speakers", [FieldPanel("speaker"), FieldPanel("moderates")], label=_("Speakers")),
    InlinePanel(
        "languages",
        [
            FieldRowPanel([FieldPanel("language", widget=LANGUAGES), FieldPanel("way")]),
            FieldPanel("booked"),
        ],
        label=_("Languages"),
    ),
    InlinePanel("documents", [FieldPanel("titles"), FieldPanel("document")], label=_("Documents")),
]


class OfProgrammeViewSet(TeamViewSet):
    """Rows that stand in the *Programme* tab of their event."""

    menu_item_is_registered = True  # of its own it has none
    edit_view_class = cms_views.RowEditView
    copy_view_enabled = False


class ProgrammeViewSet(OfProgrammeViewSet):
    model = Programme
    icon = "list-ul"
    add_view_class = cms_views.ProgrammeCreateView
    edit_handler = ObjectList(PROGRAMME_PANELS, base_form_class=ProgrammeForm)
    list_display = ["__str__", Column("version", label=_("Version"), accessor="released_number")]

    def get_queryset(self, request: HttpRequest) -> ProgrammeQuerySet:
        return super().get_queryset(request).with_event().with_number()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("sheet/<int:event>/", cms_views.SheetView.as_view(), name="sheet"),
            path("plan/<int:pk>/", cms_views.PlanView.as_view(), name="plan"),
        ]


class SessionFilterSet(WagtailFilterSet):
    programme = ModelChoiceFilter(queryset=cms_views.own_programmes, label=_("Programme"))  # type: ignore[arg-type]

    class Meta:
        model = Session
        fields = ["programme", "day", "kind", "state"]


class SessionViewSet(OfProgrammeViewSet):
    model = Session
    icon = "time"
    add_view_class = cms_views.SessionCreateView
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

    def get_queryset(self, request: HttpRequest) -> SessionQuerySet:
        return super().get_queryset(request).select_related("room", "programme__event")


govern(Programme, event="event")
govern(Session, event="programme__event")
