"""The *Events* group of the CMS: events with their seats, and who registered (`registrations`)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.snippets.views.chooser import SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from coalition import dates
from coalition.cms.revisions import RevisedEditView, RevisedViewSet
from coalition.site.paths import path_of
from coalition.tables.views import SheetIndexView
from events.models import Event
from events.pages.event_list import titled
from events.pages.models import EventPage
from events.pages.outside.viewsets import OutsideCalendarViewSet
from events.permissions import invitation
from events.querysets import EventQuerySet
from events.registrations.fullness import with_seats
from events.team import permissions as team
from events.team.policies import TeamChooserViewSet, TeamViewSet, govern

from .forms import EventCreationForm, EventForm
from .page_words_views import NewEventView, WordsView, offer_new, offer_words
from .registrations import RegistrationViewSet
from .series_views import NextView, SeriesView, offer_next
from .views import AddView, people_buttons


def addresses(event: Event) -> list[tuple[str, str]]:
    """Return the whole address of each live page of `event`, with the invitation of a closed one, by language."""
    pages = EventPage.objects.live().filter(event_id=event.pk).select_related("event", "locale").defer_streamfields()
    return [
        (str(page.locale), f"{settings.SITE_URL}{path_of(page)}{invitation(event)}")
        for page in pages.order_by("locale__language_code")
    ]


class InvitationPanel(Panel):
    """The addresses by which invited people open a closed event: each whole, to be copied by its team."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/cms/invitation_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.closed)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = addresses(self.instance)
            return super().get_context_data(parent_context) | {"addresses": found}


STATE = [FieldPanel("state"), FieldPanel("closed"), FieldPanel("neutral_address")]
PLACE = [FieldPanel("place"), FieldPanel("country"), FieldPanel("host")]
HOURS = [FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]
HOURS_HELP = _("For an event of several days: when each begins and ends, on a clock where the event is.")
WHEN = MultiFieldPanel(
    [
        FieldPanel("zone"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("start_fold"), FieldPanel("end_fold")]),
        FieldPanel("all_day"),
        InlinePanel("days", [FieldRowPanel(HOURS)], label=_("Hours of a day"), help_text=HOURS_HELP),
    ],
    _("When"),
)
ROOM = MultiFieldPanel(
    [FieldPanel("room_address"), FieldPanel("room_ours"), FieldPanel("room_opens_before"), FieldPanel("room_captions")],
    _("Online"),
)
LANGUAGES = MultiFieldPanel([FieldPanel("spoken"), FieldPanel("interpreted"), FieldPanel("signed")], _("Languages"))
SEATS = [FieldPanel("names"), FieldRowPanel([FieldPanel("kind"), FieldPanel("capacity"), FieldPanel("brings")])]
QUOTA = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
    FieldRowPanel([FieldPanel("at_most"), FieldPanel("reserved"), FieldPanel("released_before")]),
]
QUESTION = [
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("seats")]),
    FieldPanel("options"),
    FieldRowPanel([FieldPanel("asked"), FieldPanel("required"), FieldPanel("is_need")]),
]
QUOTAS_HELP = _(
    "Limits within the seats above, and seats that are kept for some. A person gets a seat only if every limit "
    "allows it."
)
REGISTRATION = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
        FieldRowPanel([FieldPanel("approval"), FieldPanel("by_invitation"), FieldPanel("claim_within")]),
        InlinePanel("seat_categories", SEATS, label=_("Seats")),
        InlinePanel("questions", QUESTION, label=_("Questions")),
        InlinePanel("quotas", QUOTA, label=_("Quotas"), help_text=QUOTAS_HELP),
        FieldPanel("reminders"),
        FieldPanel("thanks"),
        FieldPanel("retention_days"),
    ],
    _("Registration"),
)
AFTERWARDS = MultiFieldPanel([FieldPanel("recording_url")], _("Afterwards"))
INVITATION = InvitationPanel(heading=_("Addresses for invited people"))
TELLING = MultiFieldPanel([FieldPanel("telling"), FieldPanel("sentence")], _("Before it is saved"))
EVENT_PANELS = [
    TELLING,
    FieldPanel("name"),
    INVITATION,
    FieldRowPanel([FieldPanel("kind"), FieldPanel("audience"), *STATE]),
    FieldPanel("themes"),
    WHEN,
    MultiFieldPanel([FieldPanel("mode"), *PLACE], _("Where")),
    ROOM,
    LANGUAGES,
    REGISTRATION,
    AFTERWARDS,
]


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


class EventIndexView(SheetIndexView):
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
            "add_person": AddView, "words": WordsView, "next": NextView,
            "series": SeriesView,
        }  # fmt: skip
        more = [path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()]
        return [*super().get_urlpatterns(), path("new/", self.construct_view(NewEventView), name="new"), *more]


govern(Event)


class EventsGroup(SnippetViewSetGroup):
    items = (EventViewSet, RegistrationViewSet, OutsideCalendarViewSet)
    menu_label = _("Events")
    menu_icon = "calendar-alt"
    menu_order = 450
    submenu_hook = "register_events_menu_item"
