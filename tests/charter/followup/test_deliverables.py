"""The rules of the days, and how a commitment stands on one."""

from datetime import date, timedelta

import pytest

from charter.followup import deliverables
from charter.followup.deliverables import Status, add_months, reminder_due
from charter.followup.models import Commitment
from coalition.members.models import LocalGovernment
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_after_a_day_end_with_a_shorter_month(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("state", "due", "met", "expected"),
    [
        ("signed", 91, None, Status.OPEN),
        ("signed", 90, None, Status.DUE_SOON),
        ("signed", 0, None, Status.DUE_SOON),
        ("signed", -1, None, Status.OVERDUE),
        ("signed", None, None, Status.UNDATED),
        ("on_hold", -1, None, Status.PAUSED),
        ("withdrawn", 300, None, Status.CLOSED),
        ("superseded", None, None, Status.CLOSED),
        ("signed", -10, -10, Status.MET),
        ("signed", -10, -9, Status.MET_LATE),
        ("signed", None, -9, Status.MET),
        ("withdrawn", -10, -20, Status.MET),
    ],
)
@pytest.mark.django_db
def test_the_status_follows_from_signature_day_and_evidence(state, due, met, expected):
    due_on, met_on = (None if days is None else TODAY + timedelta(days=days) for days in (due, met))
    row = CommitmentFactory(due_on=due_on, signature__state=state)
    if met_on:
        EvidenceFactory(commitment=row, state="accepted", dated=met_on)
        EvidenceFactory(commitment=row, state="accepted", dated=met_on + timedelta(days=300))
    EvidenceFactory(commitment=row, dated=TODAY - timedelta(days=300))  # nobody accepted it
    found = Commitment.objects.with_status(TODAY).get()
    assert (found.met_on, found.status) == (met_on, expected)
    assert Commitment.objects.totals(TODAY) == {
        "kept": expected in deliverables.DONE,
        "made": expected != Status.CLOSED,
        "overdue": expected == Status.OVERDUE,
        "soon": expected == Status.DUE_SOON,
    }
    LocalGovernment.objects.update(at_risk=True)  # nothing is told to be late or due there
    told = {Status.MET_LATE: Status.MET, Status.OVERDUE: Status.OPEN, Status.DUE_SOON: Status.OPEN}
    assert Commitment.objects.told(TODAY).get().status == told.get(expected, expected)


@pytest.mark.parametrize(
    ("left", "set_before_due", "expected"),
    [
        (181, 400, None),
        (180, 400, 180),
        (90, 400, 90),
        (1, 400, 30),
        (0, 400, 0),
        (-40, 400, 0),
        (60, 60, None),
        (29, 60, 30),
        (-5, -3, None),
    ],
)
def test_the_latest_reminder_whose_day_came_since_the_date_was_set_is_due(left, set_before_due, expected):
    due_on = TODAY + timedelta(days=left)
    dated_on = due_on - timedelta(days=set_before_due)
    assert reminder_due(due_on=due_on, dated_on=dated_on, today=TODAY) == expected
