"""Events as readers see them in lists: rows, filters, and which pages are in none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.caching.memory import recall
from coalition.languages.names import country_options
from coalition.pages.covers import with_pictures
from coalition.pages.filters import AddressFilters, CountryField
from events.models import Event

from .models import EventPage
from .outside import outside_events as outside
from .querysets import PICTURED_FIELDS, ROW_FIELDS, EventPageQuerySet, EventRow

PER_PAGE = 12
FIRST = (Event.Kind.SEMINAR, Event.Kind.FEMMES_DU_MONDE)  # the next of each that takes registrations leads


class EventFilters(AddressFilters):
    """What an address such as `/events/?kind=training&country=KM` asks."""

    lookups = {"kind": "event__kind", "country": "event__country", "audience": "event__audience"}

    kind = forms.ChoiceField(label=pgettext_lazy("of event", "Type"), required=False)
    country = CountryField(label=_("Country"), required=False)
    audience = forms.ChoiceField(label=pgettext_lazy("event", "Audience"), required=False)

    def __init__(self, query: QueryDict, facts: set[tuple[str, str, str]]) -> None:
        """Take the address's `query`, and kind, country and audience of every event shown."""
        super().__init__(query)
        kinds = sorted({kind for kind, _country, _audience in facts})
        found = {audience for _kind, _country, audience in facts}
        told = [(value, label) for value, label in Event.Audience.choices if value in found - {Event.Audience.ALL}]
        if told:
            self.offer("audience", told, pgettext("event", "All audiences"))
        else:
            del self.fields["audience"]
        self.offer("kind", [(kind, Event.Kind(kind).label) for kind in kinds], gettext("All types"))
        self.offer(
            "country", country_options({code for _kind, code, _audience in facts if code}), gettext("All countries")
        )


def index_context(pages: EventPageQuerySet, request: HttpRequest, *, with_others: bool = False) -> dict[str, Any]:
    """Return upcoming and past rows of `pages`, as the address's filters leave them; with events of others or not.

    Both are shown PER_PAGE at a time; a further page of one of them (`upcoming=2`, `page=2`) is shown alone. Five
    queries, however many events there are, two for those of others, and one for photographs in each list that has
    some. There are filters where more than PER_PAGE events are listed.
    """
    facts = _facts(pages)
    filters = EventFilters(request.GET, facts)
    pages = with_pictures(pages.filter(**filters.facts()))
    now = timezone.now()
    own = pages.upcoming(now)
    ahead = to_come(own, _others(now, filters) if with_others else [], first=() if filters.asked else FIRST)
    over = with_recording(pages.past(now)).only(*PICTURED_FIELDS)
    upcoming = Paginator(ahead, PER_PAGE).get_page(request.GET.get("upcoming"))
    past = Paginator(over, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "upcoming": rows_of(upcoming, own) if past.number == 1 else [],
        "past": [_past_row(page) for page in past] if past.number > 1 or upcoming.number == 1 else [],
        "upcoming_page": upcoming,
        "page_obj": past,
        "query": filters.query,
        "filters": filters if filters.asked or upcoming.paginator.count + past.paginator.count > PER_PAGE else None,
    }


def _facts(pages: EventPageQuerySet) -> set[tuple[str, str, str]]:
    """Return kind, country and audience of every event of `pages`, remembered until an event changes."""
    found = pages.order_by().values_list("event__kind", "event__country", "event__audience").distinct()
    return recall(("facts of events", str(found.query)), lambda: set(found))


def _past_row(page: EventPage) -> EventRow:
    return replace(page.pictured_row, recorded=page.has_recording)


def to_come(own: EventPageQuerySet, others: Sequence[EventRow], *, first: Collection[str] = ()) -> list[int | EventRow]:
    """Return what is to come, the keys of `own` pages and `others`, by its start; what has no date that holds last.

    The next event of each kind in `first` for which people register here stands before everything else.
    """
    with_seats = Exists(Event.objects.filter(pk=OuterRef("event_id"), seat_categories__isnull=False))
    found = list(own.values_list("event__start", "pk", "event__state", "event__kind", with_seats))
    dated = [(start, pk) for start, pk, state, *_more in found if state != Event.State.POSTPONED]
    undated = [pk for _start, pk, state, *_more in found if state == Event.State.POSTPONED]
    leading: dict[str, int] = {}
    for _start, pk, state, kind, has_seats in found:
        if kind in first and has_seats and state == Event.State.SCHEDULED:
            leading.setdefault(kind, pk)
    beside = [(row.start, row) for row in others]
    ordered = [one for _start, one in sorted([*dated, *beside], key=itemgetter(0))]
    return sorted(ordered, key=lambda one: one not in leading.values()) + undated


def rows_of(shown: Iterable[int | EventRow], own: EventPageQuerySet) -> list[EventRow]:
    """Return the rows of what is `shown` of `to_come`: no other page is read."""
    chosen = list(shown)
    pages = own.filter(pk__in=[one for one in chosen if isinstance(one, int)]).only(*PICTURED_FIELDS)
    found = {page.pk: page.pictured_row for page in pages}
    return [found[one] if isinstance(one, int) else one for one in chosen]


def _others(now: datetime, filters: EventFilters) -> Sequence[EventRow]:
    return outside.to_come(now, asked={name: (value,) for name, value in filters.asked.items() if value})


def with_recording(pages: EventPageQuerySet) -> Any:
    """Say of each of `pages`, of events that are over, whether its event can be watched (`has_recording`)."""
    found = ~Q(event__recording_url="") | ~Q(event__recording_path="")
    held = Q(event__state=Event.State.SCHEDULED) & found
    return pages.annotate(has_recording=Case(When(held, then=True), default=False, output_field=BooleanField()))


def listed(value: Any) -> list[EventRow]:
    """Return what a list of events in a text shows (EventsListBlock), in the active language."""
    pages = EventPage.objects.public().in_language(get_language() or "en").only(*ROW_FIELDS)
    if value["which"] == "past":
        pages = pages.past()
    else:
        pages = pages.exclude(event__state=Event.State.CANCELLED).upcoming()
    return [page.row for page in pages[: value["count"]]]


def pages_of_closed_events() -> Any:
    """Return the keys of the pages of closed events, in every language: their addresses answer 404, nobody is told."""
    return EventPage.objects.filter(event__closed=True).values("pk")


NEXT, PAST = 3, 3


def hosted_section(government: Any) -> dict[str, Any] | None:
    """Return the next and the latest public events that `government` hosts, in two queries; None without any."""
    pages = EventPage.objects.public().in_language(get_language() or "en").filter(event__host=government)
    pages = pages.only(*ROW_FIELDS)
    upcoming = [page.row for page in pages.upcoming()[:NEXT]]
    past = [page.row for page in pages.past()[:PAST]]
    return {"upcoming": upcoming, "past": past} if upcoming or past else None
