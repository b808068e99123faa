"""The files of an indicator as their specifications have them, read by checks written from these, not by our own code.

Sources: W3C, *Metadata Vocabulary for Tabular Data*, sections 5.1.2, 5.6, 5.8 and 6.4; *Data Package*, version 2, with
*Data Resource* and *Table Schema*; SDMX-CSV 2.0, field guide; SDMX content-oriented guidelines, CL_OBS_STATUS.
"""

import csv
import json
import re
from decimal import Decimal

import pytest

from coalition.figures.releasing import services
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
WORDS = {"unit": "per cent of women asked", "method": "By telephone.\n\nTwice.", "comparability": "From 2024, both."}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
COMPACT = re.compile(r"(dc|schema|skos):[A-Za-z]+")  # prefixes of the initial context, which need no declaration
DATATYPES = {"string": str, "integer": int, "decimal": Decimal, "number": Decimal}


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
    services.release(indicator=made, by=None)
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


def common_properties(node):
    """Return the properties that are no words of the vocabulary, of a description and of its columns."""
    nodes = [node, *node["tableSchema"]["columns"]]
    return [(name, value) for one in nodes for name, value in one.items() if ":" in name]


def test_the_description_for_the_web_is_as_its_vocabulary_says(client, indicator):
    told, rows = json.loads(read(client, ".csv-metadata.json")), rows_of(client)
    schema = told["tableSchema"]
    names = [column["name"] for column in schema["columns"]]

    assert told["@context"] == "http://www.w3.org/ns/csvw"
    assert told["url"].endswith("/data/figures/women.csv")
    assert names == list(rows[0]), "in the order of the file"
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("_") or not re.fullmatch(r"[A-Za-z0-9_]+", name)]
    assert set(schema["primaryKey"]) <= set(names)
    assert len({tuple(row[name] for name in schema["primaryKey"]) for row in rows}) == len(rows)
    assert all(fits(row, schema["columns"], "datatype") for row in rows)
    for name, value in common_properties(told):
        assert COMPACT.fullmatch(name)
        for one in value if isinstance(value, list) else [value]:
            assert isinstance(one, str) or ("@value" in one and set(one) <= {"@value", "@language", "@type"})
            assert not isinstance(one, dict) or LANGUAGE.fullmatch(one.get("@language", "en"))


def test_the_description_for_the_web_says_unit_method_and_comparability_in_each_language(client, indicator):
    told = json.loads(read(client, ".csv-metadata.json"))
    value = next(column for column in told["tableSchema"]["columns"] if column["name"] == "value")
    said = {
        name: {one["@language"]: one["@value"] for one in told[name]} for name in told if name[:4] in ("sche", "skos")
    }

    assert said == {
        "schema:measurementTechnique": {"en": WORDS["method"]}, "skos:note": {"en": WORDS["comparability"]}
    }  # fmt: skip
    assert {one["@language"] for one in value["schema:unitText"]} == {"en", "ar"}
    assert value["schema:unitCode"] == ("PERCENT" if indicator.per else "WOMEN")
    assert value["datatype"] == ("decimal" if indicator.per else "integer")


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
    assert (value["unit"], value["unitMeasure"]) == (
        (WORDS["unit"], "PERCENT") if indicator.per else ("women", "WOMEN")
    )


def test_each_line_for_statistical_offices_has_unit_method_and_comparability(client, indicator):
    rows = rows_of(client, ".sdmx.csv")
    shown, hidden = sorted(rows, key=lambda row: row["REF_AREA"])

    assert {
        tuple(row[name] for name in ("UNIT_MEASURE", "UNIT_MULT", "COLL_METHOD", "COMPARABILITY")) for row in rows
    } == {("PERCENT" if indicator.per else "WOMEN", "0", "By telephone. Twice.", WORDS["comparability"])}
    assert not [name for name in rows[0] if not re.fullmatch("[A-Z][A-Z_]*", name)]
    assert len({(row["REF_AREA"], row["TIME_PERIOD"]) for row in rows}) == len(rows)
    assert {row["OBS_STATUS"] for row in rows} <= set("ABEMPU")
    assert re.fullmatch(r"COALITION:[A-Z][A-Z0-9_]*\(\d+\.\d+\)", shown["STRUCTURE_ID"])
    assert (shown["OBS_VALUE"], shown["BASE"]) == (("12.5", "400") if indicator.per else ("125", ""))
    assert (shown["SOURCE_DETAIL"], shown["COMMENT_OBS"]) == ("Survey", "Over 17.")
    assert [hidden[name] for name in ("OBS_VALUE", "BASE", "SOURCE_DETAIL", "COMMENT_OBS")] == [""] * 4
