"""The *Events* group of the CMS: events with their seats, and who registered."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, re_path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet, SnippetViewSetGroup

from coalition import dates
from coalition.members.open_data import quoted
from coalition.users.policies import ReadOnlyPolicy
from events.models import Event
from events.programme.models import Programme
from events.querysets import EventQuerySet
from events.registrations import exporting
from events.registrations.fields import ANSWERS, which
from events.registrations.fullness import with_seats
from events.registrations.models import Registration
from events.registrations.permissions import may_export_registrations
from events.registrations.querysets import RegistrationQuerySet
from events.replies import shown
from events.team import services as team
from events.team.permissions import events_of

from .deciding import DecideView, offer_deciding
from .filters import RegistrationFilterSet, one_event
from .forms import EventCreationForm, EventForm
from .panels import InvitationPanel, TeamRows
from .people import AddView, CorrectView, offer_adding, offer_correcting
from .series.viewsets import SeriesEditView, SeriesIndexView, SeriesViewSet
from .sheets import SheetOfAnswers
from .unconfirmed import UnconfirmedView, offer_unconfirmed
from .views import CancelRegistrationView, offer_cancelling
from .words.views import NewEventView, WordsView, offer_new, offer_words

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
ROOM = MultiFieldPanel([FieldPanel("room_address"), FieldPanel("room_opens_before")], _("Online"))
LANGUAGES = MultiFieldPanel([FieldPanel("spoken"), FieldPanel("interpreted"), FieldPanel("signed")], _("Languages"))
SEATS = [FieldPanel("names"), FieldRowPanel([FieldPanel("kind"), FieldPanel("capacity"), FieldPanel("brings")])]
QUOTA = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("region"), FieldPanel("government")]),
    FieldRowPanel([FieldPanel("at_most"), FieldPanel("reserved"), FieldPanel("released_before")]),
]
QUESTION = [
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("seats")]),
    FieldPanel("options"),
    FieldRowPanel([FieldPanel("required"), FieldPanel("is_need")]),
]
QUOTAS_HELP = _(
    "Limits within the seats above, and seats that are kept for some. A person gets a seat only if every limit "
    "allows it."
)
REGISTRATION = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
        FieldRowPanel([FieldPanel("approval"), FieldPanel("by_invitation"), FieldPanel("claim_within")]),
        TeamRows("seat_categories", SEATS, label=_("Seats")),
        TeamRows("questions", QUESTION, label=_("Questions")),
        TeamRows("quotas", QUOTA, label=_("Quotas"), help_text=QUOTAS_HELP),
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
    FieldRowPanel([FieldPanel("kind"), *STATE]),
    WHEN,
    MultiFieldPanel([FieldPanel("mode"), *PLACE], _("Where")),
    ROOM,
    LANGUAGES,
    REGISTRATION,
    AFTERWARDS,
]


def seats_taken(event: Any) -> str:
    """Return seats taken of all, and who waits, of an event annotated by `with_seats`."""
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


class EventChooserViewSet(SnippetChooserViewSet):
    """Choose an event for a page, or make it there and then."""

    create_view_class = EventChooserCreateView
    creation_form_class = EventCreationForm
    create_action_label = _("Make the event")
    creation_tab_label = _("New event")


class EventIndexView(SeriesIndexView):
    """Events, and what may be done with each; the way to a new one whose words are written side by side."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *offer_new(self.request.user)]

    def get_list_more_buttons(self, instance: Event) -> list[Button]:
        user = self.request.user
        return [
            *super().get_list_more_buttons(instance),
            *offer_adding(instance, user),
            *offer_unconfirmed(instance, user),
        ]


class EventEditView(SeriesEditView):
    """The editor of an event, with the way to its words."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *offer_words(self.object, self.request.user)]


class EventViewSet(SeriesViewSet):
    """Events, with seats taken."""

    model = Event
    index_view_class = EventIndexView
    edit_view_class = EventEditView
    icon = "calendar-alt"
    menu_label = _("Events")
    chooser_viewset_class = EventChooserViewSet
    edit_handler = ObjectList(EVENT_PANELS, base_form_class=EventForm)
    list_display = [
        "name",
        Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
        Column("start", label=_("Start"), accessor=begins, sort_key="start"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("seats", label=_("Seats taken"), accessor=seats_taken),
    ]
    list_filter = ["kind", "state", "country", "closed"]
    list_export = ["name", "kind", "start", "end", "zone", "state", "capacity", "confirmed", "waiting"]

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return with_seats(Event.objects.all())

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {"unconfirmed": UnconfirmedView, "add_person": AddView, "words": WordsView}
        more = [path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()]
        return [*super().get_urlpatterns(), path("new/", self.construct_view(NewEventView), name="new"), *more]


class RegistrationIndexView(SheetOfAnswers):
    """Registrations; names and addresses leave the site only with a permission of their own."""

    export_headings = {"registered_there": _("Registered"), "event.zone": _("Time zone")}
    custom_field_preprocess = {name: {"csv": quoted, "xlsx": quoted} for name in which("typed")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = request.GET.get("export")
        if asked and not may_export_registrations(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if asked:
            exporting.note(by=request.user, kind=asked, event=request.GET.get("event", ""))
        return response

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Leave out the address of who asked for discretion: a list is no safe place for it, nor for that wish."""
        return {**super().to_row_dict(item), **({"email": ""} if item.discreet else {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the event whose registrations alone are asked for, if any: they stand in a tab of its page."""
        event = one_event(self.request)
        programme = Programme.objects.filter(event=event).first() if event else None
        return super().get_context_data(**kwargs) | {"one_event": event, "programme": programme}

    @property
    def show_export_buttons(self) -> bool:
        return may_export_registrations(self.request.user)

    def get_list_more_buttons(self, instance: Registration) -> list[Button]:
        user = self.request.user
        offered = (
            *offer_deciding(instance, user), *offer_correcting(instance, user), *offer_cancelling(instance, user)
        )  # fmt: skip
        return [*super().get_list_more_buttons(instance), *offered]


class RegistrationInspectView(InspectView):
    """One registration, and what may be done to it. Who cancelled it and why is shown where a host did."""

    fields: list[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.object.cancel_reason:
            self.fields = [name for name in self.fields if name not in ("cancelled_by", "cancel_reason")]
        if not shown.answer_of(self.object):
            self.fields = [name for name in self.fields if name != "calendar_reply"]
        if not self.object.comes_from:
            self.fields = [name for name in self.fields if name != "comes_from"]

    def get_discreet_display_value(self) -> str:
        return gettext("yes") if self.object.discreet else gettext("no")

    def get_object(self, queryset: Any = None) -> Registration:
        rows = Registration.objects.select_related("event", "category", "government", "cancelled_by")
        return get_object_or_404(rows, pk=self.pk, event__in=events_of(self.request.user))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        user, row = self.request.user, self.object
        offered = (*offer_deciding(row, user), *offer_correcting(row, user), *offer_cancelling(row, user))
        return [*super().header_more_buttons, *offered]


class RegistrationViewSet(SnippetViewSet):
    """Who registered. People look, export and cancel; only services write."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")
    index_view_class = RegistrationIndexView
    index_template_name = "events/cms/registrations.html"
    inspect_view_class = RegistrationInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields = [
        "event", "category", *ANSWERS, "comes_from", "answers_given", "state", "calendar_reply", "created_at",
        "cancelled_by", "cancel_reason",
    ]  # fmt: skip
    panels = [FieldPanel("name")]
    list_display = [
        "__str__",
        Column("event", label=_("Event"), accessor="event"),
        Column("category", label=_("Seats"), accessor="category"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("language", label=_("Language"), accessor="get_language_display"),
        Column("comes_from", label=_("Comes from"), accessor="comes_from"),
        Column("calendar", label=_("Calendar"), accessor=shown.in_words),
        DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
    ]
    filterset_class = RegistrationFilterSet
    list_export = ["event", "category", *which("in_sheet"), "state", "registered_there", "event.zone"]
    search_fields = which("searched")
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> RegistrationQuerySet:
        rows = Registration.objects.select_related("event", "category", "government", "calendar_reply")
        return rows.filter(event__in=events_of(request.user))

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {"cancel": CancelRegistrationView, "correct": CorrectView}
        decide = self.construct_view(DecideView)
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()),
            re_path(r"^decide/(?P<pk>\d+)/(?P<decision>approve|decline)/$", decide, name="decide"),
        ]


register_permission_policy(Registration, ReadOnlyPolicy(Registration))


class EventsGroup(SnippetViewSetGroup):
    """The menu group."""

    items = (EventViewSet, RegistrationViewSet)
    menu_label = _("Events")
    menu_icon = "calendar-alt"
    menu_order = 300
