"""Commitments in the CMS: the list, the decision on evidence, the schedule, the dashboard, by role."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from charter.followup import viewsets as followup_viewsets
from charter.followup.models import Evidence, Schedule
from coalition.users import roles
from coalition.users.work_panel import Waiting
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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_shows_the_earliest_due_first_at_a_constant_cost(client, editor, django_assert_num_queries, rows):
    later = [CommitmentFactory() for _row in range(rows - 1)]
    overdue = CommitmentFactory(due_on=date(2026, 11, 1))
    EvidenceFactory(commitment=overdue)
    client.get(LIST)
    with django_assert_num_queries(11):
        response = client.get(LIST)
    found = [(row.pk, row.status, row.waiting) for row in response.context["object_list"]]
    assert found == [(overdue.pk, "overdue", 1), *((row.pk, "due-soon", 0) for row in later)]


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


def test_a_refusal_needs_its_reason_and_comes_once(client, editor):
    evidence = EvidenceFactory()
    response = decide(client, evidence, "refuse")
    form = dict(response.context["rows"])[evidence]["refuse"]
    assert form.errors == {"reason": ["Write the reason: the town hall reads it."]}
    assert decide(client, evidence, "refuse", reason="Not about this.").url == page_of(evidence.commitment)
    evidence.refresh_from_db()
    assert (evidence.state, evidence.reason) == ("refused", "Not about this.")

    response = client.post(
        page_of(evidence.commitment),
        {"decision": "accept", "evidence": evidence.pk},
        follow=True,
    )
    assert "Somebody decided on this evidence before you." in response.content.decode()
    evidence.refresh_from_db()
    assert evidence.state == "refused"


def test_the_staff_adds_evidence_that_waits_like_any_other(client, editor):
    commitment = CommitmentFactory()
    fields = {"decision": "add", "add-dated": "2026-11-21", "add-language": "es", "add-url": "https://town.example/p"}
    response = client.post(page_of(commitment), fields)
    assert response.context["add_form"].errors == {"dated": ["Enter a date that is not in the future."]}

    client.post(page_of(commitment), {**fields, "add-dated": "2026-11-19"})
    evidence = Evidence.objects.get()
    assert (evidence.source, evidence.state, evidence.url, evidence.language, evidence.dated) == (
        "staff", "awaiting", "https://town.example/p", "es", date(2026, 11, 19),
    )  # fmt: skip


def test_evidence_of_another_commitment_is_not_decided_here(client, editor):
    evidence, other = EvidenceFactory(), CommitmentFactory()
    for pk in (evidence.pk, "x", ""):
        response = client.post(page_of(other), {"decision": "accept", "evidence": pk}, follow=True)
        assert response.status_code == 404
    evidence.refresh_from_db()
    assert evidence.state == "awaiting"


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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dashboard_counts_what_is_overdue_and_what_waits(django_assert_num_queries, rows):
    user = staff(roles.COMMITTEE_EDITORS)
    for number in range(rows):
        overdue = CommitmentFactory(due_on=date(2026, 11, 1 + number))
        EvidenceFactory(commitment=overdue, submitted_at=datetime(2026, 11, 2 + number, tzinfo=UTC))
    CommitmentFactory(due_on=date(2026, 11, 1), signature__state="on_hold")
    EvidenceFactory(commitment=CommitmentFactory(due_on=date(2026, 11, 1)), state="accepted")
    with django_assert_num_queries(4):  # two of them read the permissions
        lines = followup_viewsets.waiting(user)
    end_of_day = timezone.make_aware(datetime(2026, 11, 1, 23, 59, 59, 999999))
    assert lines == [
        Waiting("Evidence to be read", rows, f"{LIST}?evidence=awaiting", since=datetime(2026, 11, 2, tzinfo=UTC)),
        Waiting("Commitments overdue", rows, f"{LIST}?status=overdue", since=end_of_day),
    ]
    assert followup_viewsets.waiting(staff(roles.EVENT_HOSTS)) == []
