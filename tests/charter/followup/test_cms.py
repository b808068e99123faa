"""Commitments in the CMS: the list, the decision on evidence, the schedule, the dashboard, by role."""

from datetime import date

import pytest
import time_machine

from charter.followup.models import Evidence, Schedule
from coalition.users import roles
from tests.factories.charter import staff
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.resources import ResourceFactory

pytestmark = pytest.mark.django_db
LIST = "/cms/charter/commitments/"
SCHEDULE = "/cms/charter/schedule/"
DECIDERS = [roles.CHARTER_REVIEWERS, roles.COMMITTEE_EDITORS]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-20 10:00Z", tick=False):
        yield


@pytest.fixture
def editor(client):
    user = staff(roles.COMMITTEE_EDITORS)
    client.force_login(user)
    return user


def page_of(commitment) -> str:
    return f"{LIST}inspect/{commitment.pk}/"


def decide(client, evidence, decision, **answers):
    fields = {f"{decision}-{evidence.pk}-{name}": value for name, value in answers.items()}
    return client.post(page_of(evidence.commitment), {"decision": decision, "evidence": evidence.pk, **fields})


@pytest.mark.parametrize("group", DECIDERS)
def test_evidence_is_accepted_with_a_resource_of_the_library(client, group):
    user = staff(group)
    client.force_login(user)
    evidence, resource = EvidenceFactory(), ResourceFactory()
    assert client.get(page_of(evidence.commitment)).context["commitment"].status == "due-soon"

    decide(client, evidence, "accept", resource=resource.pk)

    evidence.refresh_from_db()
    assert (evidence.state, evidence.decided_by, evidence.resource) == ("accepted", user, resource)
    assert client.get(page_of(evidence.commitment)).context["commitment"].status == "met"


def test_the_list_shows_the_earliest_due_first_and_what_waits(client, editor):
    later, overdue = CommitmentFactory(), CommitmentFactory(due_on=date(2026, 11, 1))
    EvidenceFactory(commitment=overdue)
    found = [(row.pk, row.status, row.waiting) for row in client.get(LIST).context["object_list"]]
    assert found == [(overdue.pk, "overdue", 1), (later.pk, "due-soon", 0)]


def test_a_refusal_needs_its_reason_and_comes_once(client, editor):
    evidence = EvidenceFactory()
    response = decide(client, evidence, "refuse")
    assert list(dict(response.context["rows"])[evidence]["refuse"].errors) == ["reason"]
    assert decide(client, evidence, "refuse", reason="Not about this.").url == page_of(evidence.commitment)
    accept = {"decision": "accept", "evidence": evidence.pk}
    response = client.post(page_of(evidence.commitment), accept, follow=True)
    assert "Somebody decided on this evidence before you." in response.text
    evidence.refresh_from_db()
    assert (evidence.state, evidence.reason) == ("refused", "Not about this.")


def test_an_edit_of_the_schedule_moves_what_is_not_done(client, editor):
    moving, met = CommitmentFactory(), CommitmentFactory()
    EvidenceFactory(commitment=met, state="accepted")
    row = Schedule.objects.get(deliverable="diagnosis")
    response = client.post(f"{SCHEDULE}edit/{row.pk}/", {"months": "14"}, follow=True)
    assert "Saved. 1 commitment got a new date." in response.content.decode()
    for commitment in (moving, met):
        commitment.refresh_from_db()
    assert [moving.due_on, met.due_on] == [date(2027, 3, 15), date(2027, 1, 15)]
    assert moving.due_dates.get().changed_by == editor
    response = client.post(f"{SCHEDULE}edit/{row.pk}/", {"months": "0"})
    assert list(response.context["form"].errors) == ["months"]


def test_the_staff_adds_evidence_that_waits_like_any_other_and_decides_on_no_other_page(client, editor):
    commitment, other = CommitmentFactory(), CommitmentFactory()
    fields = {"decision": "add", "add-dated": "2026-11-21", "add-language": "es", "add-url": "https://town.example/p"}
    response = client.post(page_of(commitment), fields)
    assert list(response.context["add_form"].errors) == ["dated"]  # it is to come

    client.post(page_of(commitment), {**fields, "add-dated": "2026-11-19"})
    evidence = Evidence.objects.get()
    assert (evidence.source, evidence.state, evidence.url, evidence.language, evidence.dated) == (
        "staff", "awaiting", "https://town.example/p", "es", date(2026, 11, 19),
    )  # fmt: skip
    for pk in (evidence.pk, "x", ""):
        answer = client.post(page_of(other), {"decision": "accept", "evidence": pk}, follow=True)
        assert answer.status_code == 404
    evidence.refresh_from_db()
    assert evidence.state == "awaiting"
