"""The search page."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page

from . import search as searching

FIRST_HITS = 5
PER_PAGE = 20


@require_safe
@private_page
def search(request: HttpRequest) -> HttpResponse:
    """Show what matches `?q=`: the first of each area, or one area in full with `?in=<area>&page=<n>`.

    Not indexed, not cached, told to no other site: what someone looked for is theirs alone.
    """
    query = searching.clean_query(request.GET.get("q", ""))
    context: dict[str, Any] = {"query": query, "max_length": searching.MAX_LENGTH}
    if query:
        context |= _results(request, query)
    return render(request, "home/search.html", context)


def _results(request: HttpRequest, query: str) -> dict[str, Any]:
    found = searching.areas(query, request)
    chosen = next((area for area in found if area.key == request.GET.get("in")), None)
    if chosen is None:
        return _overview(query, found)
    page = Paginator(chosen.rows, PER_PAGE).get_page(request.GET.get("page"))
    group = {"key": chosen.key, "label": chosen.label, "count": page.paginator.count, "hits": _hits(chosen, page)}
    query_string = urlencode({"q": query, "in": chosen.key})
    return {
        "groups": [group] if group["count"] else [],
        "total": group["count"],
        "chosen": chosen,
        "page_obj": page,
        "query_string": query_string,
    }


def _overview(query: str, found: list[searching.Area]) -> dict[str, Any]:
    groups = []
    for area in found:
        count = area.rows.count()
        if not count:
            continue
        more = "?" + urlencode({"q": query, "in": area.key}) if count > FIRST_HITS else ""
        hits = _hits(area, area.rows[:FIRST_HITS])
        groups.append({"key": area.key, "label": area.label, "count": count, "more": more, "hits": hits})
    return {"groups": groups, "total": sum(group["count"] for group in groups)}


def _hits(area: searching.Area, rows: Any) -> list[searching.Hit]:
    return [area.as_hit(row) for row in rows]
