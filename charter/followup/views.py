"""HTTP of the follow-up: the overview, and the same rows as open data."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charter.followup import open_data
from charter.followup.progress import ProgressFilters, progress_context
from coalition.pages.navigation import breadcrumb

OPEN_DATA_SECONDS = 300


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show who committed to what, when it is due and what was done, pilot territories first."""
    context = {**progress_context(request.GET, timezone.localdate()), "breadcrumb": breadcrumb("charter")}
    return render(request, "charter/progress.html", context)


@require_safe
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/charter-commitments.csv`: the commitments that the same filters leave, UTF-8, one line each."""
    lines = open_data.csv_lines(ProgressFilters(request.GET), timezone.localdate())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="charter-commitments.csv"'
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
