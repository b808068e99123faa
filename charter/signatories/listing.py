"""The public list: one page of rows, how many there are, and the map."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language

from charter.signatories.filters import SignatoryFilters
from charter.signatories.models import Signatory
from charter.signatories.signatory_map import PINS, cells_map, pins_map
from coalition.pages.countries import country_options
from coalition.pages.numbers import number_text

PER_PAGE = 50


def list_context(filters: SignatoryFilters, page: str | None) -> dict[str, Any]:
    countries = Signatory.objects.order_by().values_list("country", flat=True).distinct()
    filters.offer("country", country_options(set(countries)))
    rows = filters.rows().with_facts()
    page_obj = Paginator(rows.order_by(*filters.order(get_language() or "en")), PER_PAGE).get_page(page)
    few = page_obj.paginator.count <= PINS
    return {
        "filters": filters,
        "asked": filters.asked,
        "query": filters.query,
        "narrowed": bool(filters.asked.keys() - {"sort"}),
        "count": page_obj.paginator.count,
        "figure": number_text(page_obj.paginator.count),
        "page_obj": page_obj,
        "headings": {name: filters.heading(name) for name in ("number", "name", "country", "date")},
        "world_map": pins_map(rows.order_by("number"), filters) if few else cells_map(filters),
    }
