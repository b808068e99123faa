"""A change of status by the network takes two people."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import panels, status, status_proposals
from charter.review.models import StatusProposal
from charter.review.status import NetworkDecision
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import Party, SamePerson
from coalition.mail.models import Message
from coalition.privacy import services as privacy
from coalition.users import roles
from tests.charter.certificates.checked import ACT, published, without_orders
from tests.factories.charter import SignatureFactory, reviewer, shown, staff

pytestmark = pytest.mark.django_db
ANSWERS = {"act_body": "Committee", "act_number": "7", "act_date": "2026-01-01", "reason": "It never had a mandate."}


def page_of(signature: Signature) -> str:
    return f"/cms/charter/signatures/inspect/{signature.pk}/"


def post(client, signature: Signature, decision: str, **answers: str):
    return client.post(page_of(signature), {**shown(signature), "decision": decision, **answers}, follow=True)


def status_forms(response) -> set[str]:
    return {name for name in response.context["forms"] if name.startswith("status")}


@pytest.fixture
def people():
    return staff(roles.CHARTER_REVIEWERS, "first"), staff(roles.CHARTER_REVIEWERS, "second")


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("withdraw", "signed", "withdrawn"),
        ("withdraw", "on_hold", "withdrawn"),
        ("hold", "signed", "on_hold"),
        ("reinstate", "on_hold", "signed"),
    ],
)
def test_a_change_of_status_is_proposed_by_one_reviewer_and_made_by_another(client, people, action, before, after):
    first, second = people
    signature, today = SignatureFactory(state=before), timezone.localdate()
    answers = {**ANSWERS, "effective_on": today.isoformat()}
    client.force_login(first)

    post(client, signature, action, **answers)  # in one press
    assert Signature.objects.get().state == before
    page = post(client, signature, f"propose_{action}", **answers)
    said = [str(message) for message in page.context["messages"]]
    assert said[-1] == "Proposed. Nothing has changed: another reviewer decides."
    assert status_forms(page) == {"status_drop"}
    post(client, signature, "accept_status")
    post(client, signature, f"propose_{action}", **answers)
    signature.refresh_from_db()
    assert (signature.state, LedgerEntry.objects.count(), Message.objects.count()) == (before, 0, 0)
    assert StatusProposal.objects.get().proposed_by == first

    client.force_login(second)
    opened = client.get(page_of(signature))
    assert "It never had a mandate." in opened.text
    assert status_forms(opened) == {"status_drop", "status_decision"}
    post(client, signature, "accept_status")
    signature.refresh_from_db()
    entry, change = LedgerEntry.objects.get(), StatusChange.objects.get()
    assert (signature.state, entry.event, entry.actor) == (after, action, second)
    assert entry.data["change_proposed_by"] == f"staff:{first.pk}"
    assert (change.effective_on, change.act_body, change.act_date) == (today, "Committee", date(2026, 1, 1))
    assert change.reason == "It never had a mandate."
    assert not StatusProposal.objects.exists()
    told = Message.objects.filter(template="charter/mail/status_changed").values_list("to", flat=True)
    assert set(told) == {signature.official_email, signature.contact_email}
    logged = ModelLogEntry.objects.filter(object_id=signature.pk).order_by("pk").values_list("user", "action")
    assert list(logged) == [(first.pk, "charter.propose_status"), (second.pk, f"signature.{action}")]


@pytest.mark.parametrize("who", [0, 1], ids=["its author", "another reviewer"])
def test_a_dropped_proposal_changes_nothing_and_another_one_can_follow(client, people, who):
    signature = SignatureFactory(state="signed")
    answers = {**ANSWERS, "effective_on": timezone.localdate().isoformat()}
    client.force_login(people[0])
    post(client, signature, "propose_withdraw", **answers)
    client.force_login(people[who])
    post(client, signature, "decline_status")
    client.force_login(people[1])
    post(client, signature, "accept_status")
    signature.refresh_from_db()
    assert (signature.state, StatusProposal.objects.count(), LedgerEntry.objects.count()) == ("signed", 0, 0)
    post(client, signature, "propose_hold", **answers)
    assert StatusProposal.objects.get().action == "hold"


def test_a_page_drawn_before_the_proposal_decides_nothing(client, people):
    signature = SignatureFactory(state="signed")
    old = shown(signature)
    client.force_login(people[0])
    post(client, signature, "propose_withdraw", **ANSWERS, effective_on=timezone.localdate().isoformat())
    client.force_login(people[1])
    client.post(page_of(signature), {**old, "decision": "accept_status"})
    signature.refresh_from_db()
    assert signature.state == "signed"


def test_a_proposal_waits_for_the_other_reviewers_alone(client, people):
    first, second = people
    signature, _other = SignatureFactory.create_batch(2, state="signed")
    client.force_login(first)
    post(client, signature, "propose_withdraw", **ANSWERS, effective_on=timezone.localdate().isoformat())
    label = "Proposed changes of status: you may decide"
    counts = [{line.label: line.count for line in panels.waiting_requests(person)}[label] for person in (first, second)]
    assert counts == [0, 1]
    client.force_login(second)
    listed = client.get("/cms/charter/signatures/?waits=status").context["object_list"]
    assert list(listed) == [signature]


@pytest.mark.parametrize("change", [status.hold, status.withdraw])
def test_one_person_alone_is_refused_by_the_service_and_by_the_database(change):
    signature = without_orders(published())
    alone = NetworkDecision(proposed_by=reviewer(1), decided_by=reviewer(1))
    with pytest.raises(SamePerson):
        change(signature=signature, act=ACT, effective_on=timezone.localdate(), by=alone)
    for facts in ({}, {"change_proposed_by": f"staff:{reviewer(1).pk}"}):
        with pytest.raises(DatabaseError, match="by two people"):
            _change_status_alone(signature.pk, change.__name__, facts)
    assert Signature.objects.get(pk=signature.pk).state == "signed"


@transaction.atomic
def _change_status_alone(pk: int, change: str, facts: dict[str, str]) -> None:
    row = Signature.objects.get(pk=pk)
    entry = move(getattr(row, change), party=Party.STAFF, actor=reviewer(1), facts=facts)
    status.record_change(entry, row, effective_on=timezone.localdate())


def test_a_proposal_that_no_longer_fits_the_status_can_only_be_dropped(client, people):
    signature = SignatureFactory(state="signed")
    act = status.Act("Committee", "7", date(2026, 1, 1), "Why.")
    change = {"action": "hold", "act": act, "effective_on": timezone.localdate()}
    status_proposals.propose_status(signature=signature, proposer=people[0], **change)
    Signature.objects.filter(pk=signature.pk).update(state="on_hold")
    client.force_login(people[1])
    assert status_forms(client.get(page_of(signature))) == {"status_drop"}
    Signature.objects.filter(pk=signature.pk).update(state="withdrawn")
    privacy.purge(now=timezone.now())
    assert not StatusProposal.objects.exists()
