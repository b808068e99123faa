"""The panel on the first page of the CMS: what waits, for whom, for how long."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from charter.review import waiting as review_waiting
from coalition.users import roles
from coalition.users.waiting import Waiting
from tests.charter.review.test_decisions import QUEUE, pytestmark  # noqa: F401
from tests.factories.charter import SignatureFactory, staff
from tests.factories.commitments import CommitmentFactory
from tests.factories.reports import ReportFactory

SUBMITTED = "Submitted: the authority is to be checked"
PUBLISH = "Authority checked: you may publish"
OWN = "Authority checked by you: another person publishes"
CAME = "The council's act has arrived: it is to be confirmed"
AWAITED = "Ad referendum: the council's act is awaited"


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 9, tzinfo=UTC)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lines_count_each_stage_and_tell_its_first_one_in_one_query(django_assert_num_queries, rows):
    me, other = staff(roles.CHARTER_REVIEWERS, "me"), staff(roles.CHARTER_REVIEWERS, "other")
    for number in range(1, rows + 1):
        SignatureFactory(state="submitted", submitted_at=day(number))
        for checker in (me, other):
            SignatureFactory(state="authority_checked", checked_by=checker, checked_at=day(10 + number))
        for digest in ("", "a" * 64):
            until = date(2027, 2, number)
            SignatureFactory(state="on_hold", act_file_sha256=digest, ad_referendum_until=until)
    for state in ("draft", "signed", "rejected", "withdrawn"):  # nobody waits for these
        SignatureFactory(state=state)

    with django_assert_num_queries(3):  # two of them read the permissions
        lines = review_waiting.signatures(me)

    assert lines == [
        Waiting(SUBMITTED, rows, f"{QUEUE}?state=submitted", since=day(1)),
        Waiting(PUBLISH, rows, f"{QUEUE}?checked_by=other", since=day(11)),
        Waiting(OWN, rows, f"{QUEUE}?checked_by=me", since=day(11)),
        Waiting(CAME, rows, f"{QUEUE}?ad_referendum=came", until=date(2027, 2, 1)),
        Waiting(AWAITED, rows, f"{QUEUE}?ad_referendum=awaited", until=date(2027, 2, 1)),
    ]


@pytest.mark.parametrize(("role", "shown"), [(roles.CHARTER_REVIEWERS, True), (roles.COMMITTEE_EDITORS, False)])
def test_the_first_page_tells_reviewers_what_waits(client, role, shown):
    with time_machine.travel(day(1), tick=False):
        SignatureFactory(state="submitted")
    with time_machine.travel(day(4), tick=False):
        client.force_login(staff(role))
        page = client.get("/cms/").content.decode()
    assert [words in page for words in (SUBMITTED, "Longest wait: 3 days")] == [shown, shown]
    assert PUBLISH not in page


@pytest.mark.parametrize(("role", "shown"), [(roles.COMMITTEE_EDITORS, True), (roles.EVENT_HOSTS, False)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_tells_editors_what_waits_in_the_follow_up(client, role, shown, rows):
    with time_machine.travel(day(1), tick=False):
        for number in range(rows):
            CommitmentFactory(due_on=date(2026, 1, 5 + number))
            ReportFactory(state="submitted", submitted_at=day(3 + number))
        CommitmentFactory(due_on=date(2026, 1, 4), signature__state="on_hold")  # paused: not overdue
        ReportFactory(state="accepted")
    with time_machine.travel(day(9), tick=False):
        client.force_login(staff(role))
        page = re.sub(r"[ \n]+", " ", client.get("/cms/").content.decode())
    lines = [
        line_of("/cms/charter/commitments/?status=overdue", "Commitments overdue", rows, "3 days"),
        line_of("/cms/charter/reports/?state=submitted", "Reports to be read", rows, "6 days"),
    ]
    assert [line in page for line in lines] == [shown, shown]


def line_of(url: str, label: str, count: int, wait: str) -> str:
    """Return a line of the panel."""
    link = f'<th scope="row"><a href="{url}">{label}</a></th>'
    return f"{link} <td>{count}</td> <td>Longest wait: {wait}</td>"
