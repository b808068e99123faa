"""The latest release of an indicator for machines: CSV, with its description as CSV on the Web and as a Data Package.

Sources: RFC 4180; W3C, *Metadata Vocabulary for Tabular Data* (2015); Data Package, version 2.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from coalition.members.names import language_codes
from coalition.members.open_data import csv_lines
from coalition.pages.sharing.facts import absolute

from .breakdowns import TOTAL
from .models import Release

STATUS = {"shown": "shown", "withheld": "withheld"}
# The tables of a page by the key of their part (`showing.Part`): whether a cell of the last year, or a total, is in it.
TABLES: dict[str, Callable[[bool, bool], bool]] = {
    "": lambda _last, _total: True,
    "places": lambda last, total: last and total,
    "years": lambda _last, total: total,
    "parts": lambda last, total: last and not total,
}


def columns() -> list[str]:
    """Return the columns of the CSV, in order."""
    return [
        "indicator",
        "place",
        *(f"place_{code}" for code in language_codes()),
        "year",
        "part",
        "value",
        "status",
        "quality",
        "release",
    ]


def csv_text(release: Release, table: str = "") -> str:
    """Return the CSV, or of it what `table` of the page shows. A figure that is not shown has no value.

    Its status is `withheld`. Raises KeyError for a table that no page has.
    """
    last = max((cell["key"][1] for cell in release.cells), default="")
    asked = TABLES[table]
    cells = (cell for cell in release.cells if asked(cell["key"][1] == last, cell["key"][2] == TOTAL))
    return "".join(csv_lines(columns(), (_record(cell, release) for cell in cells)))


def _record(cell: dict[str, Any], release: Release) -> dict[str, Any]:
    place, year, part = cell["key"]
    names = {f"place_{code}": release.places.get(place, {}).get(code, "") for code in language_codes()}
    return {
        "indicator": release.indicator.slug,
        "place": place,
        **names,
        "year": year,
        "part": part or "total",
        "value": cell["count"],
        "status": STATUS["withheld" if cell["count"] is None else "shown"],
        "quality": cell["quality"],
        "release": release.number,
    }


def csvw(release: Release) -> dict[str, Any]:
    """Return the description of the CSV as CSV on the Web reads it."""
    url, words = absolute(reverse("figures_csv", args=[release.indicator.slug])), release.wording["words"]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dc:title": {language: told["name"] for language, told in words.items()},
        "dc:description": {language: told["definition"] for language, told in words.items()},
        "dc:source": release.wording["source_url"] or release.wording["source"],
        "dc:issued": release.released_at.date().isoformat(),
        "tableSchema": {
            "columns": [{"name": name, "titles": name, "datatype": _datatype(name)} for name in columns()],
            "primaryKey": ["indicator", "place", "year", "part"],
        },
    }


def data_package(release: Release) -> dict[str, Any]:
    """Return the Data Package of the CSV."""
    slug, wording = release.indicator.slug, release.wording
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug,
        "title": release.spoken["name"],
        "description": release.spoken["definition"],
        "created": release.released_at.isoformat(),
        "version": str(release.number),
        "sources": [{"title": wording["source"], **({"path": wording["source_url"]} if wording["source_url"] else {})}],
        "resources": [
            {
                "name": slug,
                "type": "table",
                "path": absolute(reverse("figures_csv", args=[slug])),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": name, "type": _datatype(name)} for name in columns()],
                    "primaryKey": ["indicator", "place", "year", "part"],
                },
            }
        ],
    }


def _datatype(name: str) -> str:
    return "integer" if name in ("year", "value", "release") else "string"
