"""Commitments in the CMS: the list, the decision on evidence, the schedule, the dashboard, by role."""

from datetime import date

import pytest

from coalition.users import roles
from tests.factories.charter import staff
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.resources import ResourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-20 10:00Z", tick=False)]
LIST = "/cms/charter/commitments/"
DECIDERS = [roles.CHARTER_REVIEWERS, roles.COMMITTEE_EDITORS]


def page_of(commitment) -> str:
    return f"{LIST}inspect/{commitment.pk}/"


def decide(client, evidence, decision, **answers):
    fields = {f"{evidence.pk}-{name}": value for name, value in answers.items()}
    return client.post(page_of(evidence.commitment), {"decision": f"{decision}-{evidence.pk}", **fields})


def status(client, commitment) -> str:
    (row,) = client.get(page_of(commitment)).context["commitments"]
    return row.status


@pytest.mark.parametrize("group", DECIDERS)
def test_evidence_is_accepted_with_a_resource_of_the_library(client, group):
    user = staff(group)
    client.force_login(user)
    evidence, resource = EvidenceFactory(), ResourceFactory()
    assert status(client, evidence.commitment) == "sent"

    decide(client, evidence, "accept", resource=resource.pk)

    evidence.refresh_from_db()
    assert (evidence.state, evidence.decided_by, evidence.resource) == ("accepted", user, resource)
    assert status(client, evidence.commitment) == "met"


def test_the_list_shows_the_earliest_due_first_and_what_waits(client, editor):
    later, overdue = CommitmentFactory(), CommitmentFactory(due_on=date(2026, 11, 1))
    EvidenceFactory(commitment=later)
    found = [(row.pk, row.status) for row in client.get(LIST).context["object_list"]]
    assert found == [(overdue.pk, "overdue"), (later.pk, "sent")]


def test_a_refusal_needs_its_reason_and_comes_once(client, editor):
    evidence = EvidenceFactory()
    response = decide(client, evidence, "refuse")
    assert list(dict(response.context["rows"])[evidence].errors) == ["reason"]
    assert decide(client, evidence, "refuse", reason="Not about this.").url == page_of(evidence.commitment)
    response = client.post(page_of(evidence.commitment), {"decision": f"accept-{evidence.pk}"}, follow=True)
    assert "Somebody decided on this evidence before you." in response.text
    evidence.refresh_from_db()
    assert (evidence.state, evidence.reason) == ("refused", "Not about this.")


def test_evidence_is_decided_on_by_the_page_of_its_own_town_alone(client, editor):
    evidence, other = EvidenceFactory(), CommitmentFactory()
    for pk in (evidence.pk, "x", ""):
        client.post(page_of(other), {"decision": f"accept-{pk}"})
    evidence.refresh_from_db()
    assert evidence.state == "awaiting"
