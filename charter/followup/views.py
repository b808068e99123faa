"""HTTP of the follow-up: the rows of the overview as open data."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from charter.followup import open_data
from charter.followup.progress import ProgressFilters

OPEN_DATA_SECONDS = 300


@require_safe
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/charter-commitments.csv`: the commitments that the same filters leave, UTF-8, one line each."""
    lines = open_data.csv_lines(ProgressFilters(request.GET), timezone.localdate())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="charter-commitments.csv"'
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
