"""Events as readers see them in lists: rows, filters, and what an event's page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from coalition.pages.countries import country_name, country_options
from coalition.pages.skeleton import path_of
from events import extras
from events.languages import language_name

if TYPE_CHECKING:
    from events.models import EventPage
    from events.querysets import EventPageQuerySet

PER_PAGE = 20

# What `row` needs of a page and its event: for `only()`, where nothing else is asked of them.
ROW_FIELDS = (
    "title", "summary", "url_path", "event__start", "event__end", "event__zone", "event__all_day", "event__kind",
    "event__place", "event__mode", "event__state", "event__neutral_address", "event__short_id",
)  # fmt: skip


@dataclass(frozen=True)
class EventRow:
    """One event in a list: what `components/event_row.html` shows. Times are on the event's own clock."""

    url: str
    title: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    kind: str
    kind_label: str
    place: str
    state: str
    state_label: str
    summary: str = ""


def row(page: "EventPage") -> EventRow:
    """Return `page` as a row in the active language. Its event must be loaded, else it costs a query."""
    event = page.event
    return EventRow(
        url=path_of(page),
        title=page.title,
        start=event.local_start,
        end=event.last_moment,
        zone=event.zone,
        all_day=event.all_day,
        kind=event.kind,
        kind_label=str(event.get_kind_display()),
        place=event.place_in() or str(event.get_mode_display()),
        state=event.state,
        state_label="" if event.state == event.State.SCHEDULED else str(event.get_state_display()),
        summary=page.summary,
    )


def index_context(pages: "EventPageQuerySet", request: HttpRequest) -> dict[str, Any]:
    """Return upcoming and past rows of `pages`, filtered by `?kind=` and `?country=`, with the choices.

    Garbage in the query is no filter. Four queries, however many events there are.
    """
    kinds_and_countries = set(pages.order_by().values_list("event__kind", "event__country"))
    kinds = sorted({kind for kind, _country in kinds_and_countries})
    countries = country_options({country for _kind, country in kinds_and_countries if country})
    kind, country = request.GET.get("kind", ""), request.GET.get("country", "").upper()
    if kind in kinds:
        pages = pages.filter(event__kind=kind)
    if country in dict(countries):
        pages = pages.filter(event__country=country)
    now = timezone.now()
    past = Paginator(pages.past(now).only(*ROW_FIELDS), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "upcoming": [row(page) for page in pages.upcoming(now).only(*ROW_FIELDS)],
        "past": [row(page) for page in past],
        "page_obj": past,
        "query": _query_without_page(request.GET),
        "kind": kind if kind in kinds else "",
        "country": country if country in dict(countries) else "",
        "kinds": [(value, _kind_label(value)) for value in kinds],
        "countries": countries,
    }


def _kind_label(value: str) -> str:
    from events.models import Event  # the models use this module

    return str(Event.Kind(value).label)


def _query_without_page(query: QueryDict) -> str:
    copy = query.copy()
    copy.pop("page", None)
    return copy.urlencode()


def page_context(page: "EventPage", suffix: str = "") -> dict[str, Any]:
    """Return what an event's page shows beside its words. `suffix` ends each link (permissions.invitation)."""
    event = page.event
    url = path_of(page)
    context = {
        "event": event,
        "row": row(page),
        "country_name": country_name(event.country),
        "spoken": [language_name(code) for code in event.spoken],
        "interpreted": [language_name(code) for code in event.interpreted],
        "signed": [language_name(code) for code in event.signed],
        "takes_registrations": event.seat_categories.exists(),
        "register_url": f"{url}register/{suffix}",
        "seats_url": f"{url}seats/{suffix}",
        "ics_url": f"{url}event.ics{suffix}",
    }
    for extra in extras.page_extras:
        context.update(extra(page))
    return context
