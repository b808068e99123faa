"""HTTP of the open data."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import open_data

OPEN_DATA_SECONDS = 300


@require_safe
def members_csv(request: HttpRequest) -> HttpResponse:
    """`/data/members.csv`: every public local government, UTF-8, one line each."""
    response = HttpResponse(open_data.csv_text(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return _public(response)


@require_safe
def members_geojson(request: HttpRequest) -> HttpResponse:
    """`/data/members.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    text = json.dumps(open_data.feature_collection(), ensure_ascii=False)
    return _public(HttpResponse(text, content_type="application/geo+json"))


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
