"""Speakers in the CMS, and the *Programmes* group of its menu."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from events.programme.forms import LockedEditView
from events.programme.models import Speaker
from events.programme.viewsets import ProgrammeViewSet, SessionViewSet, own_programmes
from events.team.policies import TeamViewSet, govern

from .forms import SpeakerForm

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


class SpeakerViewSet(TeamViewSet):
    model = Speaker
    icon = "user"
    menu_label = _("Speakers")
    edit_view_class = LockedEditView
    edit_handler = ObjectList(SPEAKER_PANELS, base_form_class=SpeakerForm)
    list_display = ["name", Column("programme", label=_("Programme"), accessor="programme")]
    filterset_class = SpeakerFilterSet
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("programme__event").order_by("name", "pk")


govern(Speaker, event="programme__event")


class ProgrammeGroup(SnippetViewSetGroup):
    items = (ProgrammeViewSet, SessionViewSet, SpeakerViewSet)
    menu_label = _("Programmes")
    menu_icon = "list-ul"
    menu_order = 305
