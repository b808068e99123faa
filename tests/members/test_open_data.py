import csv
import io
import json

import pytest

from tests.factories.members import ContactFactory, LocalGovernmentFactory

pytestmark = pytest.mark.django_db

ADDRESSES = ["/data/members.csv", "/data/members.geojson"]


def text_of(response):
    return b"".join(response.streaming_content).decode()


def test_csv_has_every_public_column_of_every_public_row(client, signatures):
    government = LocalGovernmentFactory(
        code="FR-93",
        slug="seine-saint-denis",
        names={"en": "Seine-Saint-Denis", "ar": "سين-سان-دوني"},
        kind="department",
        population=1655422,
        population_year=2020,
        population_source="=cmd()",
        languages=["fr", "ar"],
        pilot=True,
        observatory_since=2002,
        website="https://town.example/",
    )
    signatures(government)
    response = client.get("/data/members.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.DictReader(io.StringIO(text_of(response)))) == [
        {
            "code": "FR-93",
            "slug": "seine-saint-denis",
            "name_en": "Seine-Saint-Denis",
            "name_fr": "",
            "name_es": "",
            "name_ar": "سين-سان-دوني",
            "kind": "department",
            "country": "FR",
            "section": "europe",
            "member": "1",
            "pilot": "1",
            "observatory_since": "2002",
            "latitude": "48.91",
            "longitude": "2.44",
            "population": "1655422",
            "population_year": "2020",
            "population_source": "'=cmd()",
            "website": "https://town.example/",
            "languages": "fr;ar",
            "signed": "1",
            "ad_referendum": "0",
        }
    ]


def test_geojson_puts_longitude_first_and_knows_no_place_without_a_seat(client):
    LocalGovernmentFactory(code="A", latitude="-0.18", longitude="-78.47")
    LocalGovernmentFactory(code="B", latitude=None, longitude=None)
    response = client.get("/data/members.geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert [(feature["id"], feature["geometry"]) for feature in json.loads(text_of(response))["features"]] == [
        ("A", {"type": "Point", "coordinates": [-78.47, -0.18]}),
        ("B", None),
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_private_leaves(client, address):
    contact = ContactFactory(government__official_domains=["mail.secret.example"])
    LocalGovernmentFactory(code="PROPOSED-1", member=False, proposed=True)
    text = text_of(client.get(address))
    assert contact.government.code in text
    assert [word for word in ("Camille", "secret.example", "Deputy", "PROPOSED-1") if word in text] == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("rows", [1, 3])
def test_open_data_costs_one_query(client, address, rows, django_assert_num_queries):
    LocalGovernmentFactory.create_batch(rows)
    with django_assert_num_queries(1):
        text_of(client.get(address))
