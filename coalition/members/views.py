"""HTTP of the open data."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from . import open_data

OPEN_DATA_SECONDS = 300


@require_safe
def members_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/members.csv`: every public local government, UTF-8, one line each."""
    lines = open_data.csv_lines(open_data.columns(), map(open_data.record, open_data.rows()))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return _public(response)


@require_safe
def members_geojson(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/members.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    pieces = open_data.geojson_pieces((row.code, open_data.record(row)) for row in open_data.rows())
    return _public(StreamingHttpResponse(pieces, content_type="application/geo+json"))


def _public(response: StreamingHttpResponse) -> StreamingHttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
