"""The *Events* group of the CMS: events with their seats, and who registered (`registrations`)."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.snippets.views.chooser import SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from coalition import dates
from coalition.pages.cms_views import RevisedEditView, RevisedViewSet
from coalition.pages.moments import SiteTimeIndexView
from events.models import Event
from events.outside.viewsets import OutsideCalendarViewSet
from events.pages.listing import titled
from events.querysets import EventQuerySet
from events.registrations.fullness import with_seats
from events.team import services as team
from events.team.policies import TeamChooserViewSet, TeamViewSet, govern

from .event_panels import EVENT_PANELS
from .forms import EventCreationForm, EventForm
from .registrations import RegistrationViewSet
from .series.views import NextView, SeriesView, offer_next
from .views import AddView, UnconfirmedView, people_buttons
from .words.views import NewEventView, WordsView, offer_new, offer_words


def seats_taken(event: Any) -> str:
    if event.capacity is None:
        numbers = {"taken": event.confirmed, "waiting": event.waiting}
        words = gettext("%(taken)s, no limit, %(waiting)s waiting") if event.waiting else gettext("%(taken)s, no limit")
        return words % numbers
    if not event.capacity:
        return "–"
    numbers = {"taken": event.confirmed, "capacity": event.capacity, "waiting": event.waiting}
    if event.waiting:
        return gettext("%(taken)s of %(capacity)s, %(waiting)s waiting") % numbers
    return gettext("%(taken)s of %(capacity)s") % numbers


def begins(event: Any) -> str:
    """Return the day and the hour at which `event` begins, on the clock of this site, which is named."""
    return dates.moment(event.start, short=True)


class EventChooserCreateView(SnippetCreateView):
    """Make an event there and then; who makes it runs it."""

    def save_form(self, form: Any) -> Event:
        event: Event = super().save_form(form)
        team.join(event=event, user=self.request.user)
        return event


class EventChooserViewSet(TeamChooserViewSet):
    """Choose an event for a page, or make it there and then."""

    create_view_class = EventChooserCreateView
    creation_form_class = EventCreationForm
    create_action_label = _("Make the event")
    creation_tab_label = _("New event")


class EventIndexView(SiteTimeIndexView):
    """Events, and what may be done with each; the way to a new one whose words are written side by side."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *offer_new(self.request.user)]

    def get_list_more_buttons(self, instance: Event) -> list[Button]:
        user = self.request.user
        return [
            *super().get_list_more_buttons(instance),
            *offer_next(instance, user),
            *people_buttons(instance, user),
        ]


class EventEditView(RevisedEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        user = self.request.user
        return [*super().header_more_buttons, *offer_next(self.object, user), *offer_words(self.object, user)]


class EventViewSet(TeamViewSet, RevisedViewSet):
    model = Event
    index_view_class = EventIndexView
    edit_view_class = EventEditView
    search_backend_name = None
    search_fields = ["name", "page_title"]  # of events.pages.titles
    copy_view_enabled = False
    icon = "calendar-alt"
    menu_label = _("Events")
    chooser_viewset_class = EventChooserViewSet
    edit_handler = ObjectList(EVENT_PANELS, base_form_class=EventForm)
    list_display = [
        "title",
        Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
        Column("start", label=_("Start"), accessor=begins, sort_key="start"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("seats", label=_("Seats taken"), accessor=seats_taken),
    ]
    list_filter = ["kind", "state", "country", "closed"]
    list_export = ["name", "kind", "start", "end", "zone", "state", "capacity", "confirmed", "waiting"]

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return titled(with_seats(super().get_queryset(request)))

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {
            "unconfirmed": UnconfirmedView, "add_person": AddView, "words": WordsView, "next": NextView,
            "series": SeriesView,
        }  # fmt: skip
        more = [path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()]
        return [*super().get_urlpatterns(), path("new/", self.construct_view(NewEventView), name="new"), *more]


govern(Event)


class EventsGroup(SnippetViewSetGroup):
    items = (EventViewSet, RegistrationViewSet, OutsideCalendarViewSet)
    menu_label = _("Events")
    menu_icon = "calendar-alt"
    menu_order = 300
