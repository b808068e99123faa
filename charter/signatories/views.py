"""HTTP of the public list, its figures, and the same rows as open data."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from charter.followup.progress import progress_context
from coalition.figures.views import EMBEDDED
from coalition.languages.names import language_codes
from coalition.members import open_data
from coalition.members.open_data import csv_lines, csv_response, geojson_pieces, geojson_response
from coalition.pages.navigation import breadcrumb
from coalition.privacy.one_time_codes import typed_code

from . import cards
from .models import Signatory
from .signatory_list import SignatoryFilters, list_context

FACTS = (
    "number", "status", "signed_on", "version", "language", "ad_referendum_until", "act_body", "act_number",
    "act_date", "verification_code", "code",
)  # fmt: skip
PLACE = ("kind", "country", "section", "latitude", "longitude")


def csv_columns() -> list[str]:
    return [*FACTS, *(f"name_{code}" for code in language_codes()), *PLACE]


def open_data_rows(filters: SignatoryFilters) -> Iterator[Signatory]:
    return filters.rows().with_facts().order_by("number").iterator(chunk_size=open_data.CHUNK)


def open_data_record(row: Signatory) -> dict[str, Any]:
    signature, government = row.signature, row.government
    act = signature if signature.act_is_shown else None
    return {
        "number": row.number,
        "status": row.status,
        "signed_on": timezone.localdate(row.signed_at).isoformat(),
        "version": row.version,
        "language": signature.language,
        "ad_referendum_until": _day(signature.ad_referendum_until),
        "act_body": act.act_body if act else "",
        "act_number": act.act_number if act else "",
        "act_date": _day(row.told_act_date),
        "verification_code": signature.verification_code,
        "code": government.code,
        **{f"name_{code}": government.names.get(code, "") for code in language_codes()},
        **{name: getattr(row, name) for name in PLACE},
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


@require_safe
def signatories(request: HttpRequest) -> HttpResponse:
    context = {
        **list_context(SignatoryFilters(request.GET), request.GET.get("page")),
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/signatories.html", context)


@xframe_options_exempt
@csp_override({**EMBEDDED, "img-src": [CSP.SELF]})
@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Show the card of a signature in force alone, for the frame of another site."""
    found = cards.find(typed_code(code))
    if found is None:
        raise Http404
    return render(request, "charter/card_frame.html", {"card": found})


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show who committed to what, when it is due, and what was done; pilot territories first."""
    context = progress_context(request.GET, timezone.localdate())
    return render(request, "charter/progress.html", {**context, "breadcrumb": breadcrumb("members")})


@require_safe
def signatories_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = open_data_rows(SignatoryFilters(request.GET))
    return csv_response("signatories.csv", csv_lines(csv_columns(), map(open_data_record, found)))


@require_safe
def signatories_geojson(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/signatories.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    found = open_data_rows(SignatoryFilters(request.GET))
    return geojson_response(geojson_pieces((row.number, open_data_record(row)) for row in found))
