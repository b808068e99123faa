"""HTTP of the public list, its figures, and the same rows as open data."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.followup.progress import progress_context
from charter.reports import awaited
from charter.signatories import open_data
from charter.signatories.filters import SignatoryFilters
from charter.signatories.listing import list_context
from charter.signatories.statistics import statistics_context
from coalition.members.open_data import csv_lines, geojson_pieces
from coalition.pages.navigation import breadcrumb

OPEN_DATA_SECONDS = 300


@require_safe
def signatories(request: HttpRequest) -> HttpResponse:
    context = {
        **list_context(SignatoryFilters(request.GET), request.GET.get("page")),
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/signatories.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    above = [*breadcrumb("charter"), {"title": _("Signatories of the charter"), "url": reverse("charter:signatories")}]
    return render(request, "charter/statistics.html", {**statistics_context(), "breadcrumb": above})


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show who committed to what, when it is due, what was done, and who owes an answer; pilot territories first."""
    today = timezone.localdate()
    context = progress_context(request.GET, today)
    owed = awaited.answers([row.pk for row in context["page_obj"]], today)
    for row in context["page_obj"]:
        row.answer = owed.get(row.pk)
    return render(request, "charter/progress.html", {**context, "breadcrumb": breadcrumb("charter")})


@require_safe
def signatories_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = open_data.rows(SignatoryFilters(request.GET))
    lines = csv_lines(open_data.columns(), map(open_data.record, found))
    response = _streamed(lines, "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="signatories.csv"'
    return response


@require_safe
def signatories_geojson(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/signatories.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    found = open_data.rows(SignatoryFilters(request.GET))
    pieces = geojson_pieces((row.number, open_data.record(row)) for row in found)
    return _streamed(pieces, "application/geo+json")


def _streamed(pieces: Iterator[str], content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
