"""The files of an indicator as their specifications have them, read by checks written from these, not by our own code.

Source: *Data Package*, version 2, with *Data Resource* and *Table Schema*.
"""

import csv
import json
import re
from decimal import Decimal

import pytest

from coalition.figures import releases
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
WORDS = {"unit": "per cent of women asked", "method": "By telephone.\n\nTwice.", "comparability": "From 2024, both."}
DATATYPES = {"string": str, "integer": int, "number": Decimal}


@pytest.fixture(params=["count", "per-100"])
def indicator(request):
    """A published indicator, once of women and once of shares, with a hidden figure and words in two languages."""
    share = request.param == "per-100"
    made = IndicatorFactory(slug="women", measure=request.param, words=None, source_url="https://example.org/5.2.1")
    words = WORDS if share else WORDS | {"unit": "women"}
    IndicatorWordsFactory(indicator=made, **words)
    IndicatorWordsFactory(indicator=made, language="ar", name="نساء", unit="امرأة", definition="نساء.")
    for name, value in {"Ash": "12.5" if share else "125", "Birch": "1.2" if share else "3"}.items():
        facts = {"value": Decimal(value), "base": 400 if share else None}
        government = LocalGovernmentFactory(code=name.lower(), names={"en": name})
        FigureFactory(indicator=made, government=government, source="Survey", note="Over 17.", **facts)
    releases.release(indicator=made, by=None)
    return made


def read(client, path):
    return client.get(f"/data/figures/women{path}").content.decode()


def rows_of(client, path=".csv"):
    return list(csv.DictReader(read(client, path).splitlines()))


def fits(row, fields, kind):
    """Say whether each cell of a line is of the type that its field says; an empty one is missing."""
    for field in fields:
        if text := row[field["name"]]:
            DATATYPES[field[kind]](text)
    return True


def test_the_package_is_as_its_specification_says(client, indicator):
    told, rows = json.loads(read(client, "/datapackage.json")), rows_of(client)
    (resource,) = told["resources"]
    fields = resource["schema"]["fields"]
    value = next(field for field in fields if field["name"] == "value")

    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._/-]+", told["name"])
    assert resource["name"] == told["name"]
    assert all({"title", "path"} <= set(source) for source in told["sources"])
    assert resource["path"].startswith("http")
    assert [field["name"] for field in fields] == list(rows[0])
    assert {field["type"] for field in fields} <= {"string", "integer", "number"}
    assert all(fits(row, fields, "type") for row in rows)
    assert [told[name] for name in ("method", "comparability")] == [WORDS["method"], WORDS["comparability"]]
    assert value["unit"] == (WORDS["unit"] if indicator.per else "women")
