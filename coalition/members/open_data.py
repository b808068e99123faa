"""The network as open data: which columns, and how each is written. No private field has a column here."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from coalition.languages.names import language_codes
from coalition.tables.spreadsheets import cell

from .models import LocalGovernment

FACTS = (
    "kind",
    "country",
    "section",
    "member",
    "pilot",
    "observatory_since",
    "latitude",
    "longitude",
    "population",
    "population_year",
    "population_source",
    "website",
    "languages",
)
# Of all open data of the network, in the words of a Data Package.
LICENCE = {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
CHUNK = 500  # rows of one piece of a file


def columns() -> list[str]:
    return ["code", "slug", *(f"name_{code}" for code in language_codes()), *FACTS, "signed", "ad_referendum"]


def rows() -> Iterable[LocalGovernment]:
    return LocalGovernment.objects.public().with_signed().order_by("code").iterator(chunk_size=CHUNK)


def record(government: LocalGovernment) -> dict[str, Any]:
    names = {f"name_{code}": government.names.get(code, "") for code in language_codes()}
    facts = {name: getattr(government, name) for name in FACTS}
    signed = {name: bool(getattr(government, f"is_{name}", False)) for name in ("signed", "ad_referendum")}
    return {"code": government.code, "slug": government.slug, **names, **facts, **signed}


def csv_lines(header: list[str], records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Return `records` as CSV (RFC 4180) in pieces, with a header line; their values are written as `cell` does."""
    target = io.StringIO()
    writer = csv.DictWriter(target, fieldnames=header)
    writer.writeheader()
    for place, values in enumerate(records, start=1):
        writer.writerow({name: cell(value) for name, value in values.items()})
        if place % CHUNK == 0:
            yield target.getvalue()
            target.seek(0)
            target.truncate()
    yield target.getvalue()


def geojson_pieces(features: Iterable[tuple[Any, dict[str, Any]]]) -> Iterator[str]:
    """Return the GeoJSON object (RFC 7946) of `features`, each an id and its properties, in pieces.

    One without a seat on the map has a null geometry (3.2).
    """
    yield '{"type": "FeatureCollection", "features": ['
    for place, chunk in enumerate(batched(features, CHUNK)):
        texts = [json.dumps(_feature(identifier, told), ensure_ascii=False) for identifier, told in chunk]
        yield ("," if place else "") + ",".join(texts)
    yield "]}"


def _feature(identifier: Any, properties: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = properties.pop("latitude"), properties.pop("longitude")
    point = {"type": "Point", "coordinates": [float(longitude), float(latitude)]} if latitude is not None else None
    return {"type": "Feature", "id": identifier, "geometry": point, "properties": properties}


OPEN_DATA_SECONDS = 300


@require_safe
def members_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/members.csv`: every public local government, UTF-8, one line each."""
    return csv_response("members.csv", csv_lines(columns(), map(record, rows())))


@require_safe
def members_geojson(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/members.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    pieces = geojson_pieces((row.code, record(row)) for row in rows())
    return geojson_response(pieces)


def csv_response(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    response = _public(lines, "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def geojson_response(pieces: Iterable[str]) -> StreamingHttpResponse:
    return _public(pieces, "application/geo+json")


def _public(pieces: Iterable[str], content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
