"""The rules of the days, and that SQL and Python tell the same of every commitment."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.followup import deliverables
from charter.followup.deliverables import Status, add_months, reminder_due
from charter.followup.models import Commitment
from charter.signing.models import Signature
from charter.states import PUBLISHED
from coalition.members.models import LocalGovernment
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_after_a_day_end_with_a_shorter_month(day, months, expected):
    assert add_months(day, months) == expected


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(1, 120))
def test_a_day_some_months_later_is_in_that_month_and_never_after_its_day(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


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
def test_the_status_follows_from_signature_day_and_evidence(state, due, met, expected):
    due_on, met_on = (None if days is None else TODAY + timedelta(days=days) for days in (due, met))
    assert deliverables.status(state=state, due_on=due_on, met_on=met_on, today=TODAY) == expected


def test_nothing_is_told_to_be_late_in_a_place_at_risk():
    days = {"due_on": date(2026, 1, 1), "met_on": date(2026, 2, 1), "today": TODAY}
    assert deliverables.status(state="signed", **days, is_told_at_risk=True) == Status.MET


@pytest.mark.django_db
def test_sql_and_python_agree_on_the_status_of_any_commitment():
    row = CommitmentFactory()
    evidence = [EvidenceFactory(commitment=row) for _place in range(2)]
    accepted = {"state": "accepted", "decided_by": row.signature.decided_by, "decided_at": row.signature.decided_at}
    awaiting = {"state": "awaiting", "decided_by": None, "decided_at": None}
    days = st.one_of(st.none(), st.integers(-200, 200))

    @settings(max_examples=150, deadline=None)
    @given(
        state=st.sampled_from([str(state) for state in PUBLISHED]), due=days,
        shown=st.lists(st.tuples(st.integers(-200, 200), st.booleans()), min_size=2, max_size=2),
        at_risk=st.booleans(),
    )  # fmt: skip
    def agree(state, due, shown, at_risk):
        due_on = None if due is None else TODAY + timedelta(days=due)
        counted = None if due is None else date(2025, 1, 1)
        Signature.objects.filter(pk=row.signature_id).update(state=state)
        LocalGovernment.objects.filter(pk=row.government_id).update(at_risk=at_risk)
        Commitment.objects.filter(pk=row.pk).update(due_on=due_on, counted_from=counted, dated_on=counted)
        for item, (day, yes) in zip(evidence, shown, strict=True):
            values = accepted if yes else awaiting
            type(item).objects.filter(pk=item.pk).update(dated=TODAY + timedelta(days=day), **values)
        met_on = min((TODAY + timedelta(days=day) for day, yes in shown if yes), default=None)

        found = Commitment.objects.with_status(TODAY).get(pk=row.pk)

        expected = deliverables.status(state=state, due_on=due_on, met_on=met_on, today=TODAY)
        assert (found.met_on, found.status) == (met_on, expected)
        told = deliverables.status(state=state, due_on=due_on, met_on=met_on, today=TODAY, is_told_at_risk=at_risk)
        assert [each.status for each in Commitment.objects.told(TODAY).filter(pk=row.pk)] == [told]
        assert Commitment.objects.filter(pk=row.pk).totals(TODAY) == {
            "kept": told in deliverables.DONE,
            "made": told != Status.CLOSED,
            "overdue": told == Status.OVERDUE,
            "soon": told == Status.DUE_SOON,
        }

    agree()


@pytest.mark.parametrize(
    ("left", "set_before_due", "expected"),
    [
        (181, 400, None),
        (180, 400, 180),
        (91, 400, 180),
        (90, 400, 90),
        (31, 400, 90),
        (30, 400, 30),
        (1, 400, 30),
        (0, 400, 0),
        (-40, 400, 0),
        (60, 60, None),
        (29, 60, 30),
        (30, 30, 30),
        (-5, -3, None),
    ],
)
def test_the_latest_reminder_whose_day_came_since_the_date_was_set_is_due(left, set_before_due, expected):
    due_on = TODAY + timedelta(days=left)
    dated_on = due_on - timedelta(days=set_before_due)
    assert reminder_due(due_on=due_on, dated_on=dated_on, today=TODAY) == expected
