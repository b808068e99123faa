"""The page of figures: what its charts and tables say, and what it costs."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from charter.signatories.statistics import statistics_context
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/charter/statistics/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def signature(year, month, *, state="signed", population=None, **facts):
    known = {"population": population, "population_year": 2010 + month, "population_source": "Census"}
    government = LocalGovernmentFactory(**facts, **(known if population else {}))
    signed_at = datetime(year, month, 15, 12, tzinfo=UTC)
    return SignatureFactory(state=state, signed_at=signed_at, government=government)


def tables(context):
    return {part.key: [row.cells for row in part.rows] for part in context["parts"]}


def test_every_table_says_what_was_counted():
    signature(2026, 1, population=1_000_000)
    signature(2026, 1, population=500, country="KM", section="africa", kind="region")
    signature(2026, 3, country="KM", section="")
    signature(2026, 4, state="withdrawn", population=7)
    SignatureFactory(state="submitted")

    context = statistics_context()

    assert tables(context) == {
        "time": [["Jan 2026", "2", "2"], ["Feb 2026", "0", "2"], ["Mar 2026", "1", "3"], ["Apr 2026", "1", "4"]],
        "section": [
            ["Not stated", "1", "33%", "—"],
            ["Africa", "1", "33%", "500"],
            ["Europe", "1", "33%", "1,000,000"],
        ],
        "population": [["Europe", "1,000,000", "100%", "1"], ["Africa", "500", "0%", "1"]],
        "kind": [["Municipality", "2", "67%", "1,000,000"], ["Region", "1", "33%", "500"]],
        "version": [["Version 1", "3", "100%"]],
        "country": [["Comoros", "2", "67%", "500"], ["France", "1", "33%", "1,000,000"]],
    }
    assert context["population"] == {
        "sum": "1,000,500", "known": "2", "of": "3", "first_year": "2011", "last_year": "2011"
    }  # fmt: skip
    assert [figure for _label, figure in context["statuses"]] == ["3", "0", "1", "0"]
    assert (context["in_force"], context["countries"]) == ("3", "2")


def test_the_population_covered_is_drawn_beside_its_table():
    signature(2026, 1, population=600)
    signature(2026, 2, population=200)
    signature(2026, 1, population=3200, country="KM", section="africa")
    signature(2026, 1, country="KM", section="africa")  # without a figure
    signature(2026, 1, state="on_hold", population=7777)

    (part,) = [part for part in statistics_context()["parts"] if part.key == "population"]
    assert [(row.cells, row.query) for row in part.rows] == [
        (["Africa", "3,200", "80%", "1"], "section=africa"),
        (["Europe", "800", "20%", "2"], "section=europe"),
    ]
    assert [(bar.label, bar.figure, bar.width) for bar in part.bars.bars] == [
        ("Africa", "3,200", "100%"),
        ("Europe", "800", "25%"),
    ]


def test_a_long_history_is_shown_by_year():
    signature(2020, 12)
    signature(2026, 1)
    rows = tables(statistics_context())["time"]
    assert rows == [
        [str(year), "1" if year in (2020, 2026) else "0", "2" if year == 2026 else "1"] for year in range(2020, 2027)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        signature(2026, number, population=number, kind=["region", "municipality", "other"][number - 1])
    with django_assert_num_queries(6):
        body = client.get(PAGE).content.decode()
    assert body.count('<svg class="chart"') == 5
    assert body.count("<table") == 7
    assert 'href="/en/charter/signatories/?kind=region"' in body
