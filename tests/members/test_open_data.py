import csv
import io
import json

import pytest

from tests.factories.charter import SignatureFactory
from tests.factories.members import ContactFactory, LocalGovernmentFactory

pytestmark = pytest.mark.django_db

ADDRESSES = ["/data/members.csv", "/data/members.geojson"]


def text_of(response):
    return b"".join(response.streaming_content).decode()


def test_csv_has_every_public_column_of_every_public_row(client):
    people = {"population": 1655422, "population_year": 2020, "population_source": "=cmd()"}
    names = {"en": "Seine-Saint-Denis", "ar": "سين-سان-دوني"}
    facts = {"kind": "department", "languages": ["fr", "ar"], "pilot": True, "observatory_since": 2002}
    SignatureFactory(
        state="signed",
        government=LocalGovernmentFactory(
            code="FR-93", slug="seine", names=names, website="https://a.org/", **people, **facts
        ),
    )
    response = client.get("/data/members.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(text_of(response)))
    assert ",".join(head) == (
        "code,slug,name_en,name_fr,name_es,name_ar,kind,country,section,member,pilot,observatory_since,latitude,longitude,"
        "population,population_year,population_source,website,languages,signed,ad_referendum"
    )
    assert ",".join(row) == (
        "FR-93,seine,Seine-Saint-Denis,,,سين-سان-دوني,department,FR,europe,1,1,2002,48.91,2.44,"
        "1655422,2020,'=cmd(),https://a.org/,fr;ar,1,0"
    )


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
