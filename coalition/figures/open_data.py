"""A release of an indicator for machines: CSV and XLSX that say the same, described by a Data Package.

Sources: RFC 4180; Data Package, version 2.
"""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from coalition.members.open_data import LICENCE, csv_lines
from coalition.members.place_names import language_codes
from coalition.pages.json_ld import absolute
from coalition.tables import workbooks

from .measures import Measure
from .models import Release, value_of
from .presentation import told

KEY = ["indicator", "place", "year", "part"]


def columns() -> list[str]:
    return [
        "indicator",
        "place",
        *(f"place_{code}" for code in language_codes()),
        "year",
        "part",
        "value",
        "base",
        "status",
        "quality",
        "source",
        "source_date",
        "note",
        "release",
    ]


def csv_file(release: Release) -> bytes:
    """Return the CSV (UTF-8). A figure that is not shown has no value, and the status `withheld`."""
    return "".join(csv_lines(columns(), (_record(cell, release) for cell in release.cells))).encode()


def package_file(release: Release) -> bytes:
    return json.dumps(data_package(release), ensure_ascii=False).encode()


def workbook(release: Release) -> bytes:
    """Return the same as an XLSX file."""
    rows = [list(_record(cell, release).values()) for cell in release.cells]
    return workbooks.written(release.indicator.slug, columns(), rows, rtl=False)


def permanent_address(release: Release) -> str:
    """Return where `release` stands for ever, in the active language."""
    return absolute(reverse("figures:release", args=[release.indicator.slug, release.number]))


def embed_code(release: Release, query: str) -> str:
    """Return the HTML with which another site shows the latest figures of what `query` asks, in a frame."""
    address = absolute(reverse("figures:embed", args=[release.indicator.slug])) + (f"?{query}" if query else "")
    name = escape(release.spoken["name"])
    return f'<iframe src="{escape(address)}" title="{name}" width="100%" height="480" loading="lazy"></iframe>'


def _record(cell: dict[str, Any], release: Release) -> dict[str, Any]:
    (place, year, part), value = cell["key"], value_of(cell)
    names = {f"place_{code}": release.places.get(place, {}).get(code, "") for code in language_codes()}
    return {
        "indicator": release.indicator.slug,
        "place": place,
        **names,
        "year": int(year),
        "part": part or "total",
        "value": value,
        "base": cell.get("base"),
        "status": "withheld" if value is None else "shown",
        "quality": cell["quality"],
        "source": cell.get("source", ""),
        "source_date": cell.get("source_date", ""),
        "note": cell.get("note", ""),
        "release": release.number,
    }


@override(settings.LANGUAGE_CODE)  # the same for everybody: it is kept by its address
def data_package(release: Release) -> dict[str, Any]:
    """Return the Data Package of the CSV. What its version 2 has no name for stands under our own."""
    slug, wording, words = release.indicator.slug, release.wording, release.spoken
    counted = [(who, day) for who, by_day in told(release).sources.items() for day, _places in by_day]
    fields: list[dict[str, Any]] = [{"name": name, "type": _type(name, release)} for name in columns()]
    value = next(field for field in fields if field["name"] == "value")
    value |= {"description": words["unit"], "unit": words["unit"]}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug,
        "title": words["name"],
        "description": words["definition"],
        "created": release.released_at.isoformat(),
        "version": str(release.number),
        "homepage": permanent_address(release),
        "licenses": [LICENCE],
        "sources": [
            {"title": wording["source"], **({"path": wording["source_url"]} if wording["source_url"] else {})},
            *({"title": f"{who}, {day}" if day else who} for who, day in counted),
        ],
        "unit": words["unit"],
        **{name: words[name] for name in ("method", "comparability") if words[name]},
        "resources": [
            {
                "name": slug,
                "type": "table",
                "path": absolute(reverse("figures_release_csv", args=[slug, release.number])),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": KEY},
            }
        ],
    }


def _type(name: str, release: Release) -> str:
    if name == "value" and release.measure != Measure.COUNT:
        return "number"
    if name == "source_date":
        return "date"
    return "integer" if name in ("year", "value", "base", "release") else "string"
