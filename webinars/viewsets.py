"""Webinars and courses in the CMS."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from events.desk.event_panels import (
    AFTERWARDS,
    INVITATION,
    LANGUAGES,
    PLACE,
    REGISTRATION,
    ROOM,
    STATE,
    TELLING,
    WHEN,
)
from events.desk.forms import EventForm
from events.desk.series.viewsets import SeriesViewSet
from events.desk.viewsets import begins, seats_taken
from events.pages.listing import titled
from events.querysets import EventQuerySet
from events.registrations.fullness import with_seats
from events.team.policies import govern

from .courses.lessons.viewsets import CourseViewSet
from .courses.quizzes.viewsets import QuestionViewSet
from .models import Webinar

# Neither kind nor mode: a webinar is a webinar, and online.
WEBINAR_PANELS = [
    TELLING,
    FieldPanel("name"),
    INVITATION,
    ROOM,
    FieldRowPanel(STATE),
    WHEN,
    MultiFieldPanel(PLACE, _("Where")),
    LANGUAGES,
    REGISTRATION,
    AFTERWARDS,
]


class WebinarViewSet(SeriesViewSet):
    """Webinars, with seats taken."""

    model = Webinar
    icon = "media"
    menu_label = _("Webinars")
    menu_order = 310
    add_to_admin_menu = True
    edit_handler = ObjectList(WEBINAR_PANELS, base_form_class=EventForm)
    list_display = [
        "title",
        Column("start", label=_("Start"), accessor=begins, sort_key="start"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("seats", label=_("Seats taken"), accessor=seats_taken),
    ]
    list_filter = ["state"]

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return titled(with_seats(super().get_queryset(request)))


govern(Webinar)


class CoursesGroup(SnippetViewSetGroup):
    """The menu group of the online courses."""

    items = (CourseViewSet, QuestionViewSet)
    menu_label = _("Online courses")
    menu_icon = "list-ol"
    menu_order = 312
