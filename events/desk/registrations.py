"""Who registered, in the CMS: the list and its sheets, one registration, and what may be done to it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, Table
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from coalition import dates
from coalition.cms.menu import BelowAList
from coalition.tables.spreadsheets import quoted
from coalition.tables.views import SheetIndexView
from coalition.typed import key_of
from coalition.users.viewsets import ReadOnlyPolicy
from events.desk.views import CorrectView, people_url, registration_buttons
from events.messages.calendar_replies import answer_of, in_words
from events.models import Event
from events.permissions import may_export_registrations
from events.registrations import services
from events.registrations.emails import who_lacks
from events.registrations.fields import ANSWER_FIELDS, ANSWERS, IN_SHEET, PERSONAL, SEARCHABLE
from events.registrations.models import Registration, RegistrationQuerySet, SeatCategory, SeatMove
from events.seats.models import SECTIONS, Question
from events.team.permissions import events_of
from events.team.policies import InWorkspace

from . import positions

MOST_EVENTS = 200  # that a list offers; those before have a tab with their registrations each


def one_event(request: HttpRequest) -> Event | None:
    """Return the event whose registrations alone are asked for, where the host runs it: one query a request."""
    if not hasattr(request, "one_event"):
        asked = request.GET.getlist("event")
        found = events_of(request.user).filter(pk=key_of(asked[0])).first() if len(asked) == 1 else None
        request.one_event = found  # type: ignore[attr-defined]
    return request.one_event  # type: ignore[attr-defined]


def _events(request: HttpRequest) -> Any:
    """Return what a host may choose: the latest events of theirs, and the one whose registrations alone are asked."""
    mine, event = events_of(request.user), one_event(request)
    latest = mine.order_by("-start", "-pk").values("pk")[:MOST_EVENTS]
    return mine.filter(Q(pk__in=latest) | Q(pk=event.pk if event else None))


def _seats(request: HttpRequest) -> Any:
    event = one_event(request)
    return SeatCategory.objects.filter(event=event).order_by("pk") if event else SeatCategory.objects.none()


class RegistrationFilterSet(WagtailFilterSet):
    """By event, state and language; of one event by its seats as well, and by where people come from if it asks."""

    # django-filter takes functions too: its stubs know rows only.
    event = django_filters.ModelChoiceFilter(queryset=_events, label=_("Event"))  # type: ignore[arg-type]
    category = django_filters.ModelChoiceFilter(queryset=_seats, label=_("Seats"))  # type: ignore[arg-type]
    region = django_filters.ChoiceFilter(choices=SECTIONS.choices, label=pgettext_lazy("of the world", "Region"))
    answers = django_filters.ChoiceFilter(
        choices=[("missing", _("Required answers are missing"))], label=_("Answers"), method="filter_answers"
    )  # fmt: skip

    class Meta:
        model = Registration
        fields = ["event", "state", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = one_event(self.request)
        if event is None:
            del self.filters["category"]
        if event is None or not self._asks_region(event):
            del self.filters["region"]
        if event is None or not event.questions.filter(required=True).exists():
            del self.filters["answers"]

    def filter_answers(self, queryset: Any, name: str, value: str) -> Any:
        """Return who has yet to answer what the one event must know."""
        event = one_event(self.request)
        return queryset.filter(who_lacks(event.pk)) if event and value else queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Return who is asked for; by where people come from nobody who was forgotten is found."""
        found = super().filter_queryset(queryset)
        return found.exclude(name="") if self.form.cleaned_data.get("region") else found

    def _asks_region(self, event: Event) -> bool:
        """Say whether somebody whose name is kept said from which region they come to `event`."""
        return Registration.objects.filter(event=event).exclude(name="").exclude(region="").exists()


def _heading(question: Question, several: bool) -> str:
    """Return the words of `question`, with its event where the sheet is of `several`."""
    if not several:
        return str(question)
    return gettext("%(question)s (%(event)s)") % {"question": question, "event": question.event}


class RegistrationIndexView(SheetIndexView):
    """Registrations; names and addresses leave the site only with a permission of their own.

    Sheets hold what was answered to the questions of the events in them, and from where people come where somebody in
    them was asked (events.seats.forms).
    """

    list_export: list[str]

    export_headings: dict[str, Any] = {"registered_there": _("Registered"), "event.zone": _("Time zone")}
    custom_field_preprocess = {name: {"csv": quoted, "xlsx": quoted} for name in PERSONAL}

    questions: tuple[Question, ...] = ()

    @cached_property
    def places(self) -> dict[int, str]:
        """The places in the queue of the one event that is asked for; none where no event is."""
        event = one_event(self.request)
        return positions.places(event) if event else {}

    @cached_property
    def columns(self) -> list[Any]:
        """Of one event its name stands above; who waits reads at which place, and why."""
        columns: list[Any] = super().columns
        if not one_event(self.request):
            return columns
        place = Column("place", label=_("Place on the waiting list"), accessor=lambda row: self.places.get(row.pk, ""))
        box, name, *others = [column for column in columns if column.name != "event"]
        return [box, name, *([place] if self.places else []), *others]

    def order_queryset(self, queryset: Any) -> Any:
        """Order the people of one event as hosts work through them, unless they sort the list themselves."""
        if one_event(self.request) and not self.ordering:
            return positions.in_order(queryset)
        return super().order_queryset(queryset)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead to the event whose registrations alone are asked for, as from every page of it."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        if event := one_event(self.request):
            items[-1:] = InWorkspace.breadcrumbs_of(event, _("People"))
        return items

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = request.GET.get("export")
        if asked and not may_export_registrations(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if asked:
            services.note_export(by=request.user, kind=asked, event=request.GET.get("event", ""))
        return response

    def sheet_name(self) -> str:
        event = one_event(self.request)
        return str(event) if event else super().sheet_name()

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """Add the columns: one query. Nobody who was forgotten has a row."""
        queryset = queryset.exclude(name="")
        if queryset.exclude(region="").exists():
            self.list_export = [*self.list_export, "region"]
        events = queryset.order_by().values("event")
        questions = Question.objects.filter(event__in=events).select_related("event")
        self.questions = tuple(questions.order_by("event__start", "event_id", "sort_order", "pk"))
        several = len({question.event_id for question in self.questions}) > 1
        names = [question.field_name for question in self.questions]
        self.list_export = [*self.list_export, *names]
        headings = {one.field_name: quoted(_heading(one, several)) for one in self.questions}
        self.export_headings = {**self.export_headings, **headings}
        as_text = {"csv": quoted, "xlsx": quoted}
        self.custom_field_preprocess = {**self.custom_field_preprocess, **dict.fromkeys(["region", *names], as_text)}
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return response

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Return the cells of one row, answers in words.

        The address of who asked for discretion is left out: a list is no safe place for it, nor for that wish.
        """
        given = {**item.told, **item.needs}
        for question in self.questions:
            answer = given.get(str(question.pk))
            setattr(item, question.field_name, question.in_words(answer) if answer else "")
        row = super().to_row_dict(item)
        row |= {"region": item.comes_from} if "region" in row else {}
        return row | ({"email": ""} if item.discreet else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the event whose registrations alone are asked for, if any: they stand in a tab of its own."""
        return super().get_context_data(**kwargs) | {"event": one_event(self.request), "tab": "people"}

    @property
    def show_export_buttons(self) -> bool:
        return may_export_registrations(self.request.user)

    def get_list_more_buttons(self, instance: Registration) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *registration_buttons(instance, self.request.user)]


State = Registration.State
GIVEN_IN_TURN = (SeatMove.Kind.OFFERED, SeatMove.Kind.PROMOTED)


def _passed(move: SeatMove) -> str:
    in_turn = move.kind in GIVEN_IN_TURN and move.by is None  # a host who chooses somebody counts nobody
    return str(move.passed) if in_turn else "–"


MOVES = [
    Column("at", label=_("When"), accessor=lambda move: dates.moment(move.at, short=True)),
    Column(
        "kind",
        label=pgettext_lazy("column", "What happened"),
        accessor=lambda move: capfirst(str(move.get_kind_display())),
    ),
    Column("category", label=_("Seats")),
    Column("state", label=pgettext_lazy("column", "State afterwards"), accessor=lambda move: State(move.state).label),
    Column("by", label=pgettext_lazy("column", "Host"), accessor=lambda move: move.by or "–"),
    Column("passed", label=pgettext_lazy("column", "Waited longer"), accessor=_passed),
]


class RegistrationInspectView(InWorkspace, InspectView):
    """One registration, and what may be done to it. Who cancelled it and why is shown where a host did."""

    fields: list[str]
    tab = "people"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.object.cancel_reason:
            self.fields = [name for name in self.fields if name not in ("cancelled_by", "cancel_reason")]
        if not answer_of(self.object):
            self.fields = [name for name in self.fields if name != "calendar_reply"]
        if not self.object.comes_from:
            self.fields = [name for name in self.fields if name != "comes_from"]

    @property
    def event(self) -> Event:
        event: Event = self.object.event
        return event

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, _here = super().get_breadcrumbs_items()
        people = {"url": people_url(self.event), "label": gettext("People")}
        return [*above, people, {"url": "", "label": str(self.object)}]

    def get_calendar_reply_display_value(self) -> str:
        return in_words(self.object)

    def get_discreet_display_value(self) -> str:
        return gettext("yes") if self.object.discreet else gettext("no")

    def get_object(self, queryset: Any = None) -> Registration:
        rows = Registration.objects.select_related("event", "category", "cancelled_by")
        return get_object_or_404(rows, pk=self.pk, event__in=events_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how the seat changed."""
        moves = self.object.moves.select_related("category", "by").order_by("pk")
        if not moves:
            return super().get_context_data(**kwargs)
        told = gettext(
            "“Waited longer” is how many people had waited longer and had to be passed, since all seats that they "
            "could have were taken."
        )
        changes = Table(MOVES, moves, caption=gettext("How the seat changed"))
        return super().get_context_data(**kwargs) | {"help": told, "tables": [changes]}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *registration_buttons(self.object, self.request.user)]


class RegistrationViewSet(BelowAList, SnippetViewSet):
    """Who registered. People look, export and cancel; only services write."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")
    index_view_class = RegistrationIndexView
    above = (_("Events"), "wagtailsnippets_events_event:list")
    inspect_view_class = RegistrationInspectView
    inspect_template_name = "cms/page.html"
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
        *(
            Column(field.name, label=capfirst(field.column.verbose_name), accessor=field.get_display_value)
            for field in ANSWER_FIELDS
            if field.is_in_list
        ),
        Column("comes_from", label=_("Comes from"), accessor="comes_from"),
        Column("calendar", label=_("Calendar"), accessor=in_words),
        DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
    ]
    filterset_class = RegistrationFilterSet
    list_export = ["event", "category", *IN_SHEET, "state", "registered_there", "event.zone"]
    search_fields = SEARCHABLE
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> RegistrationQuerySet:
        rows = Registration.objects.select_related("event", "category")
        return rows.filter(event__in=events_of(request.user))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("correct/<int:pk>/", self.construct_view(CorrectView), name="correct"),
        ]


register_permission_policy(Registration, ReadOnlyPolicy(Registration))
