"""What everybody reads of the figures, and what no answer holds."""

import csv
import json

import pytest

from coalition.figures import services
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory, territory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
SECRET = 3


def published(slug="women-received", *, places=3):
    """Publish an indicator with one small figure in a region, and words in English and Arabic."""
    indicator = IndicatorFactory(slug=slug)
    IndicatorWordsFactory(indicator=indicator, language="ar", name="نساء استُقبلن")
    governments = LocalGovernmentFactory.create_batch(places)
    for year in (2023, 2024):
        for number, place in enumerate(governments):
            FigureFactory(indicator=indicator, government=place, year=year, value=21 + number + year)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(names={"en": "Ash"}), value=SECRET)
    territory(f"region-{slug}", *(figure.government for figure in indicator.figures.filter(year=2024)))
    services.release(indicator=indicator, by=None)
    return indicator


def test_a_page_says_what_is_counted_and_in_words_what_is_hidden(client):
    published()

    html = client.get("/en/figures/women-received/").content.decode()

    assert "Women whom a service received in the year, each counted once." in html
    assert html.count("not shown</td>") == 2
    assert "Why some figures are not shown" in html
    assert f">{SECRET}<" not in html


def test_the_page_speaks_each_language(client):
    published()

    assert "نساء استُقبلن" in client.get("/ar/figures/women-received/").content.decode()
    assert (
        "Women received" in client.get("/fr/figures/women-received/").content.decode()
    )  # no French words: the English


def test_the_csv_has_no_value_where_the_page_has_none(client):
    published()

    rows = list(csv.DictReader(client.get("/data/figures/women-received.csv").content.decode().splitlines()))

    assert [row["status"] for row in rows if not row["value"]] == ["withheld", "withheld"]
    assert str(SECRET) not in {row["value"] for row in rows}
    assert {row["part"] for row in rows} == {"total"}


def test_machines_read_what_the_columns_are(client):
    published()

    table = json.loads(client.get("/data/figures/women-received.csv-metadata.json").content)
    package = json.loads(client.get("/data/figures/women-received/datapackage.json").content)
    header = client.get("/data/figures/women-received.csv").content.decode().splitlines()[0].split(",")

    assert [column["name"] for column in table["tableSchema"]["columns"]] == header
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == header
    assert table["url"] == package["resources"][0]["path"]


@pytest.mark.parametrize(
    "address",
    [
        "/en/figures/{}/",
        "/data/figures/{}.csv",
        "/data/figures/{}.csv-metadata.json",
        "/data/figures/{}/datapackage.json",
    ],
)
def test_what_is_not_published_is_as_unknown_as_what_does_not_exist(client, address):
    figure = FigureFactory(indicator__slug="not-yet")

    assert client.get(address.format("not-yet")).status_code == 404
    assert client.get(address.format("nowhere")).status_code == 404
    assert figure.indicator.name not in client.get("/en/figures/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_and_the_list_cost_the_same_for_any_number(client, rows, django_assert_num_queries):
    for number in range(rows):
        published(f"women-{number}", places=rows + 1)
    client.get("/en/figures/")

    with django_assert_num_queries(LIST):
        html = client.get("/en/figures/").content.decode()
    with django_assert_num_queries(PAGE):
        client.get("/en/figures/women-0/")
    with django_assert_num_queries(3):
        client.get("/data/figures/women-0.csv")

    assert html.count('href="/en/figures/women-') == rows


LIST, PAGE = 2, 3
