"""The *Events* group of the CMS: events, and the forms of their facts and of their seats."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from coalition import dates
from coalition.cms.forms import set_value
from coalition.cms.revisions import RevisedEditView, RevisedViewSet
from coalition.languages.names import direction
from coalition.languages.words import local_name
from coalition.pages.querysets import titled
from coalition.site.paths import path_of
from coalition.tables.views import SheetIndexView
from events.models import Event
from events.online.services import without_joining_link
from events.pages.models import EventPage
from events.pages.outside.viewsets import OutsideCalendarViewSet
from events.permissions import invitation
from events.querysets import EventQuerySet, over, to_come
from events.registrations import event_changes
from events.registrations.fullness import in_words, with_seats
from events.team.policies import InWorkspace, TeamViewSet, govern

from .event_words_views import MISSING_LINK, NewEventView, WordsView
from .forms import LATER, QUESTIONS, EventForm
from .meetings import lock_for_change
from .series_views import NextView, SeriesView
from .views import AddView


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
        template_name = "cms/panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.closed)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = addresses(self.instance)
            told = gettext("This event has no published page yet, so there is no address to send.")
            if found:
                told = gettext(
                    "Anyone who has one of these addresses can open the page and register. Send them to invited people "
                    "only."
                )
            return super().get_context_data(parent_context) | {"told": told, "copied": found}


class MissingLinkPanel(Panel):
    """A warning on the form of a published online event that nobody can join yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panel.html"

        def is_shown(self) -> bool:
            return without_joining_link(Event.objects.filter(pk=self.instance.pk)).exists()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"warning": MISSING_LINK}


FOLDED = "collapsed"
HOURS = [FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]
HOURS_HELP = _("For an event of several days: when each begins and ends, on a clock where the event is.")
WHEN = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("zone"), FieldPanel("all_day")]),
    ],
    _("When"),
)
WHERE = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("mode"), FieldPanel("country")]),
        FieldPanel("place"),
        FieldPanel("room_address"),
    ],
    _("Where"),
)
LANGUAGES = MultiFieldPanel([FieldPanel("spoken"), FieldPanel("interpreted")], _("Languages"))
RARE = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("audience"), FieldPanel("host")]),
        FieldPanel("signed"),
        FieldPanel("themes"),
        FieldPanel("neutral_address"),
        FieldRowPanel([FieldPanel("room_opens_before"), FieldPanel("room_closes_after_minutes")]),
        FieldPanel("room_captions"),
    ],
    _("More facts"),
    classname=FOLDED,
)
DAYS = InlinePanel("days", [FieldRowPanel(HOURS)], label=_("Daily times"), help_text=HOURS_HELP, classname=FOLDED)
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
FACT_PANELS = [
    MissingLinkPanel(heading=_("Joining link")),
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("state"), FieldPanel("closed")]),
    InvitationPanel(heading=_("Addresses for invited people")),
    WHEN,
    WHERE,
    LANGUAGES,
    DAYS,
    RARE,
]
SEAT_PANELS = [
    InlinePanel("seat_categories", SEATS, label=_("Seats")),
    InlinePanel("questions", QUESTION, label=_("Questions")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
            FieldRowPanel([FieldPanel("approval"), FieldPanel("by_invitation"), FieldPanel("claim_within")]),
        ],
        _("Registration"),
    ),
    InlinePanel("quotas", QUOTA, label=_("Quotas"), help_text=QUOTAS_HELP, classname=FOLDED),
    MultiFieldPanel(
        [FieldPanel("reminders"), FieldPanel("thanks"), FieldPanel("retention_days")],
        _("Emails, and how long names are kept"),
        classname=FOLDED,
    ),
]


def begins(event: Any) -> str:
    """Return the day and the hour at which `event` begins, on the clock of this site, which is named."""
    return dates.moment(event.start, short=True)


class EventFilterSet(WagtailFilterSet):
    when = ChoiceFilter(
        label=_("When"),
        method="filter_by_time",
        choices=[("upcoming", pgettext_lazy("events", "Upcoming")), ("past", pgettext_lazy("events", "Past"))],
    )

    class Meta:
        model = Event
        fields = ["when", "kind", "state", "country", "closed"]

    def filter_by_time(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        condition = to_come if value == "upcoming" else over
        return events.filter(condition(timezone.now()))


class EventIndexView(SheetIndexView):
    """Events, each leading to all that there is of it; and who registered for any of them."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        found = list(super().header_buttons)
        if self.request.user.has_perm("events.view_registration"):
            url = reverse("wagtailsnippets_events_registration:list")
            found.append(HeaderButton(label=gettext("Registrations"), url=url, icon_name="group"))
        return found

    def order_queryset(self, queryset: EventQuerySet) -> EventQuerySet:
        ordered: EventQuerySet = super().order_queryset(queryset)
        return ordered if self.is_explicitly_ordered else ordered.upcoming_first()

    def get_edit_url(self, instance: Event) -> str | None:
        if self.request.user.has_perm("events.view_registration"):
            return reverse("events_overview:event", args=[instance.pk])
        url: str | None = super().get_edit_url(instance)
        return url


class EventEditView(InWorkspace, RevisedEditView):
    """The facts of an event, or an earlier version of all that is typed of it."""

    page_title = pgettext_lazy("of an event", "Facts")
    tab = "facts"

    @property
    def event(self) -> Event:
        event: Event = self.object
        return event

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lock_for_change(self.event, with_later=request.POST.get("dates") == LATER)
        return super().post(request, *args, **kwargs)

    def is_valid(self, form: Any) -> bool:
        return BACK not in self.request.POST and bool(super().is_valid(form))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the change once more where it is only to be confirmed; or the form again, with what was typed."""
        self.form = form
        if BACK in self.request.POST:
            for name in QUESTIONS:
                form.errors.pop(name, None)
            return self.render_to_response(self.get_context_data())
        return self.confirm() if form.is_asking else super().form_invalid(form)

    def confirm(self) -> HttpResponse:
        """Show what is changed, whom it concerns, and the email as they will read it."""
        form = self.form
        answers = [name for name in ("dates", "telling") if name in form.fields]
        set_value(form, **{name: form[name].data or form.fields[name].widget.choices[0][0] for name in answers})
        asked = [form.add_prefix(name) for name in QUESTIONS] + [field.html_name for field in form.hidden_fields()]
        carried = [(name, value) for name, values in self.request.POST.lists() for value in values
                   if name != "csrfmiddlewaretoken" and not name.startswith(tuple(asked))]  # fmt: skip
        before, event = form.stored, form.as_typed()
        language = get_language() or settings.LANGUAGE_CODE
        shown = self.get_context_data()
        found = {
            "media": "",
            "action": shown["action_url"],
            "carried": carried,
            "questions": [form[name] for name in QUESTIONS if name in form.fields],
            "help": event.get_state_display() if event.state != before.state else "",
            "differences": Table(CHANGES, event_changes.differences(before, event, language)),
            "submit_label": pgettext("button", "Save this change"),
            "second_label": pgettext("button", "Back to the form"),
            "second_name": BACK,
            "mails": _mails(before, event, form.people),
        }
        return TemplateResponse(self.request, "events/cms/mails.html", shown | found)

    def get_success_url(self) -> str:
        return self.get_edit_url()


CHANGES = [
    Column("label", label=_("What changes")),
    Column("was", label=_("Before")),
    Column("now", label=_("Now")),
]
BACK = "back"  # the button that leads from the confirmation to the form


def _mails(before: Event, event: Event, languages: Iterable[str]) -> list[dict[str, Any]]:
    """Return the email on a change as readers of each of `languages` get it; none where there are no seats."""
    if not event.seat_categories.exists():
        return []
    return [
        {"language": code, "name": local_name(code), "direction": direction(code), "subject": mail.subject,
         "text": mail.text}
        for code in sorted(languages)
        for mail in [event_changes.preview(before, event, code)]
    ]  # fmt: skip


class SeatsEditView(EventEditView):
    page_title = _("Seats and questions")
    tab = "seats"


class EventViewSet(TeamViewSet, RevisedViewSet):
    model = Event
    index_view_class = EventIndexView
    edit_view_class = EventEditView
    search_backend_name = None
    search_fields = ["name", "page_title"]
    copy_view_enabled = False
    icon = "calendar-alt"
    menu_label = _("Events")
    edit_handler = ObjectList([*FACT_PANELS, *SEAT_PANELS], base_form_class=EventForm)  # of an earlier version
    list_display = [
        "title",
        Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
        Column("start", label=_("Start"), accessor=begins, sort_key="start"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("seats", label=_("Seats taken"), accessor=in_words),
    ]
    filterset_class = EventFilterSet
    list_export = ["name", "kind", "start", "end", "zone", "state", "capacity", "confirmed", "waiting"]

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return titled(with_seats(super().get_queryset(request)))

    @property
    def add_view(self) -> Any:
        return self.construct_view(NewEventView)

    @property
    def edit_view(self) -> Any:
        return self._editor(EventEditView, FACT_PANELS, "edit")

    def _editor(self, view: type[EventEditView], panels: list[Panel], name: str) -> Any:
        """Return the view that edits what `panels` hold, at the address called `name`."""
        panel = ObjectList(panels, base_form_class=EventForm).bind_to_model(Event)
        form = {"panel": panel, "form_class": panel.get_form_class(), "edit_url_name": self.get_url_name(name)}
        return self.construct_view(view, **self.get_edit_view_kwargs() | form)

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {"add_person": AddView, "words": WordsView, "next": NextView, "series": SeriesView}
        more = [path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()]
        return [
            *super().get_urlpatterns(),
            path("seats/<int:pk>/", self._editor(SeatsEditView, SEAT_PANELS, "seats"), name="seats"),
            *more,
        ]


govern(Event)


class EventsGroup(SnippetViewSetGroup):
    items = (EventViewSet, OutsideCalendarViewSet)
    menu_label = _("Events")
    menu_icon = "calendar-alt"
    menu_order = 450
    submenu_hook = "register_events_menu_item"
