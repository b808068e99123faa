"""Who is awaited, late, or silent for a year, on the page of progress; and who is left out."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from charter.followup.models import Reminder
from charter.signatories.awaited import awaited_answers
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
PAGE = "/en/charter/progress/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00Z", tick=False):
        yield


def ago(days: int) -> datetime:
    day = TODAY - timedelta(days=days)
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def signed(name: str = "Alpha", *, days_ago: int = 800, state: str = "signed", **facts):
    government = LocalGovernmentFactory(names={"en": name}, **facts)
    signature = SignatureFactory(state=state, government=government, signed_at=ago(days_ago))
    CommitmentFactory(signature=signature, due_on=date(2028, 1, 1), deliverable="seminar")
    return signature


def asked(signature, *, days_ago: int, **facts):
    return ReportFactory(government=signature.government, invited_at=ago(days_ago), **{"year": 2025, **facts})


def due(signature, *, days_ago: int, **facts):
    return CommitmentFactory(signature=signature, due_on=TODAY - timedelta(days=days_ago), **facts)


def state_of(signature) -> str:
    found = awaited_answers([signature.government_id], TODAY).get(signature.government_id)
    return found.state if found else ""


@pytest.mark.parametrize(
    ("report", "commitment", "heard", "state"),
    [
        (0, None, None, "due"), (90, None, None, "due"), (91, None, None, "late"), (365, None, None, "silent"),
        (365, None, 364, "late"), (400, None, 365, "silent"), (None, -90, None, "due"), (None, -91, None, ""),
        (None, 0, None, "due"), (None, 1, None, "late"), (None, 365, None, "silent"), (None, 366, 100, "late"),
        (30, 400, None, "silent"), (None, None, 366, ""),
    ],
)  # fmt: skip
def test_each_day_that_matters_of_what_was_asked_and_heard(report, commitment, heard, state):
    signature = signed()
    if report is not None:
        asked(signature, days_ago=report)
    if commitment is not None:
        due(signature, days_ago=commitment)
    if heard is not None:
        asked(signature, days_ago=700, year=2024, state="accepted", submitted_at=ago(heard))
    assert state_of(signature) == state


def test_what_was_sent_is_answered_even_before_it_is_read():
    sent = signed("Sent")
    asked(sent, days_ago=400, state="submitted", submitted_at=ago(380))
    shown = signed("Shown")
    EvidenceFactory(commitment=due(shown, days_ago=400), state="awaiting")
    later = signed("Later")
    asked(later, days_ago=400, year=2024)
    asked(later, days_ago=40, year=2025, state="accepted", submitted_at=ago(20))
    refused = signed("Refused")
    EvidenceFactory(commitment=due(refused, days_ago=400), state="refused", submitted_at=ago(390))
    assert [state_of(signature) for signature in (sent, shown, later, refused)] == ["", "", "", "silent"]


def test_a_report_that_is_asked_again_has_ninety_days_more():
    signature = signed()
    asked(signature, days_ago=400, state="asked_again", submitted_at=ago(300), decided_at=ago(89))
    assert state_of(signature) == "due"


def told(response) -> dict[str, tuple[str, list[tuple[str, list[date], date]]] | None]:
    return {row.name: row.answer and (row.answer.state, _lines(row.answer)) for row in response.context["page_obj"]}


def _lines(answer) -> list[tuple[str, list[date], date]]:
    return [(line.what, line.asked_on, line.due_on) for line in answer.lines]


def test_the_overview_says_who_owes_an_answer_what_was_asked_and_when(client):
    for name, days_ago in (("Due", 30), ("Late", 100), ("Silent", 400)):
        asked(signed(name), days_ago=days_ago)
    signed("Nothing")
    asked(signed("At risk", at_risk=True), days_ago=400)
    asked(signed("On hold", state="on_hold"), days_ago=400)
    commitment = due(signed("Reminded"), days_ago=10)
    Reminder.objects.create(commitment=commitment, due_on=commitment.due_on, days=30, sent_at=ago(40))
    response = client.get(PAGE)
    report = "Report for 2025"
    assert told(response) == {
        "Due": ("due", [(report, [date(2026, 5, 2)], date(2026, 7, 31))]),
        "Late": ("late", [(report, [date(2026, 2, 21)], date(2026, 5, 22))]),
        "Silent": ("silent", [(report, [date(2025, 4, 27)], date(2025, 7, 26))]),
        "Reminded": ("late", [("Shared diagnosis", [date(2026, 4, 22)], date(2026, 5, 22))]),
        "Nothing": None,
        "At risk": None,
        "On hold": None,
    }
    html = response.content.decode()
    assert html.count("What was asked") == 4
    assert "was due on 22 May 2026" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        asked(signed(f"Town {number}"), days_ago=100)
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
