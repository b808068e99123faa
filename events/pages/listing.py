"""Events as readers see them in lists: rows and filters."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from coalition.pages.countries import country_options
from events.models import Event

from .querysets import EventPageQuerySet
from .rows import ROW_FIELDS

PER_PAGE = 20


def index_context(pages: EventPageQuerySet, request: HttpRequest) -> dict[str, Any]:
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
        "upcoming": [page.row for page in pages.upcoming(now).only(*ROW_FIELDS)],
        "past": [page.row for page in past],
        "page_obj": past,
        "query": _query_without_page(request.GET),
        "kind": kind if kind in kinds else "",
        "country": country if country in dict(countries) else "",
        "kinds": [(value, str(Event.Kind(value).label)) for value in kinds],
        "countries": countries,
    }


def _query_without_page(query: QueryDict) -> str:
    copy = query.copy()
    copy.pop("page", None)
    return copy.urlencode()
