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
        "section": [
            ["Not stated", "1", "33%", "—"],
            ["Africa", "1", "33%", "500"],
            ["Europe", "1", "33%", "1,000,000"],
        ],
        "kind": [["Municipality", "2", "67%", "1,000,000"], ["Region", "1", "33%", "500"]],
        "country": [["Comoros", "2", "67%", "500"], ["France", "1", "33%", "1,000,000"]],
    }
    assert context["population"] == {
        "sum": "1,000,500", "known": "2", "of": "3", "first_year": "2011", "last_year": "2011"
    }  # fmt: skip
    assert [figure for _label, figure in context["statuses"]] == ["3", "0", "1", "0"]
    assert (context["in_force"], context["countries"]) == ("3", "2")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        signature(2026, number, population=number, kind=["region", "municipality", "other"][number - 1])
    with django_assert_num_queries(4):
        body = client.get(PAGE).content.decode()
    assert body.count('<svg class="chart"') == 2
    assert body.count("<table") == 4
    assert 'href="/en/charter/signatories/?kind=region"' in body
