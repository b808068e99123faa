"""Who owes an answer, beside the commitments: on the overview, in its open data, and for editors in the CMS."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from charter.signatories.answers import waiting
from coalition.users import roles
from tests.factories.charter import SignatureFactory, staff
from tests.factories.commitments import CommitmentFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
PAGE, LIST = "/en/charter/progress/", "/cms/charter/commitments/"
LIST_QUERIES = 15  # of the list of editors, whatever it has


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def asked(name: str, days_ago: int | None, *, state: str = "signed", **facts) -> None:
    """Make a signatory with a commitment that is years away, which was asked for a report `days_ago`."""
    government = LocalGovernmentFactory(names={"en": name}, **facts)
    signature = SignatureFactory(state=state, government=government, signed_at=NOW - timedelta(days=800))
    CommitmentFactory(signature=signature, due_on=date(2028, 1, 1))
    if days_ago is not None:
        ReportFactory(government=government, year=2025, invited_at=NOW - timedelta(days=days_ago))


def one_of_each() -> None:
    for name, days_ago in (("Due", 30), ("Late", 100), ("Silent", 400), ("Nothing", None)):
        asked(name, days_ago)
    asked("At risk", 400, at_risk=True)
    asked("On hold", 400, state="on_hold")


def told(response) -> dict[str, tuple[str, list[tuple[str, list[date], date]]] | None]:
    return {row.name: row.answer and (row.answer.state, _lines(row.answer)) for row in response.context["page_obj"]}


def _lines(answer) -> list[tuple[str, list[date], date]]:
    return [(line.what, line.asked_on, line.due_on) for line in answer.lines]


def test_the_overview_says_who_owes_an_answer_what_was_asked_and_when(client):
    one_of_each()
    response = client.get(PAGE)
    report = "Report for 2025"
    assert told(response) == {
        "Due": ("due", [(report, [date(2026, 5, 2)], date(2026, 7, 31))]),
        "Late": ("late", [(report, [date(2026, 2, 21)], date(2026, 5, 22))]),
        "Silent": ("silent", [(report, [date(2025, 4, 27)], date(2025, 7, 26))]),
        "Nothing": None,
        "At risk": None,
        "On hold": None,
    }
    html = response.content.decode()
    assert html.count("What was asked") == 3
    assert "was due on 22 May 2026" in html


@pytest.mark.parametrize("state", ["due", "late", "silent"])
def test_overview_open_data_and_list_of_editors_have_the_same_filter(client, state):
    one_of_each()
    page = client.get(f"{PAGE}?answer={state}")
    assert [name.lower() for name in told(page)] == [state]
    assert page.context["committed"] == "1"
    file = b"".join(client.get(f"/data/charter-commitments.csv?answer={state}").streaming_content).decode()
    assert [row["name_en"].lower() for row in csv.DictReader(io.StringIO(file))] == [state]
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    rows = client.get(f"{LIST}?answer={state}").context["object_list"]
    assert [(row.government.name.lower(), row.answer.state) for row in rows] == [(state, state)]


def test_editors_see_what_was_asked_and_when_and_nothing_of_a_place_at_risk(client):
    one_of_each()
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    response = client.get(LIST)
    owing = {row.government.name: row.answer.label for row in response.context["object_list"] if row.answer}
    assert owing == {"Due": "Answer awaited", "Late": "Answer late", "Silent": "Silent for a year"}
    assert "was due on 26 July 2025" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        asked(f"Town {number}", 100)
    client.get(PAGE)
    with django_assert_num_queries(8):  # those of the overview, who owes, reports, commitments
        client.get(PAGE)
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


def test_the_first_page_of_the_cms_counts_who_is_silent_for_a_year():
    one_of_each()
    asked("Another", 500)
    editor = staff(roles.COMMITTEE_EDITORS)
    assert [(item.label, item.count, item.url) for item in waiting(editor)] == [
        ("Signatories silent for a year", 2, f"{LIST}?answer=silent")
    ]
    assert waiting(staff(roles.EVENT_HOSTS)) == []
