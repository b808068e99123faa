"""Reviewers, town halls and deadlines that meet at one signature: one of two things happens, never both."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from charter import states
from charter.ledger.models import LedgerEntry
from charter.review import change_requests, emails, government_merges, reaccession, services
from charter.review.models import ReaccessionInvitation, TownHallRequest
from charter.review.querysets import ReaccessionInvitationQuerySet, TownHallRequestQuerySet
from charter.signing import services as signing_services
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment
from tests.charter.racing import at_once, meeting, wait_for_a_waiter
from tests.factories.charter import SignatureFactory, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reaccession import invited, older_and_newer, signed_to

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
ANSWERS = {"act_body": "Council", "act_number": "1", "act_date": "2026-01-01", "public_reason": "means"}


def without_locks(monkeypatch, queryset) -> None:
    monkeypatch.setattr(queryset, "select_for_update", lambda rows, **_options: rows, raising=False)


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_who_stops_a_withdrawal_and_who_does_it_wait_for_each_other(monkeypatch, lock):
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        signature = SignatureFactory(state="signed")
        request = TownHallRequest.objects.create(
            signature=signature, action="withdraw", answers=ANSWERS, file="acts/x.pdf", file_sha256="c" * 64,
            confirmed_at=now - timedelta(days=8), takes_effect_on=today, checked_by=reviewer(1), checked_at=now,
        )  # fmt: skip
    both, real = meeting(2, 1 if lock else 20), TownHallRequestQuerySet.changes

    def changes(rows):
        """Let both meet once each has the lock it asks for: with locks they never do, and wait in vain."""
        both()
        return real(rows)

    if not lock:
        monkeypatch.setattr(change_requests, "locked", lambda row: Signature.objects.get(pk=row.pk))
        without_locks(monkeypatch, TownHallRequestQuerySet)
    monkeypatch.setattr(TownHallRequestQuerySet, "changes", changes)
    stopped, _done = at_once(
        lambda: change_requests.stop_request(request=request, side="contact"),
        lambda: change_requests._apply(request.pk, signature.government_id, today),
    )

    signature.refresh_from_db()
    withdrawn = signature.state == "withdrawn"
    assert (stopped and withdrawn) is not lock  # told that it is stopped, and withdrawn all the same
    assert (stopped or withdrawn) is True


@pytest.mark.parametrize(("constraint", "mails"), [(True, 1), (False, 2)])  # the second is the canary
def test_two_people_who_invite_at_once_send_one_mail(monkeypatch, constraint, mails):
    with transaction.atomic():
        older, newer = older_and_newer()
        signed_to(older)
    sent, both, actor = [], meeting(2, 4), reviewer(1)
    monkeypatch.setattr(emails, "send_reaccession", lambda invitation, token: (sent.append(token), both()))
    name = "one_invitation_per_signature_and_version"
    rule = next(row for row in ReaccessionInvitation._meta.constraints if row.name == name)
    if not constraint:
        with connection.schema_editor() as editor:
            editor.remove_constraint(ReaccessionInvitation, rule)
    try:
        at_once(*[lambda: reaccession.invite(version=newer, actor=actor)] * 2)
    finally:
        if not constraint:
            ReaccessionInvitation.objects.all().delete()
            with connection.schema_editor() as editor:
                editor.add_constraint(ReaccessionInvitation, rule)
    assert len(sent) == mails


@pytest.mark.parametrize(("lock", "signatures"), [(True, 1), (False, 2)])  # the second is the canary
def test_two_presses_at_once_start_one_signature(monkeypatch, lock, signatures):
    with transaction.atomic():
        older, newer = older_and_newer()
        invitation, _token = invited(signed_to(older), newer)
    prefilled, both = reaccession._prefilled, meeting(2, 4)

    def slowly(signature, language):
        started = prefilled(signature, language)
        both()
        return started

    monkeypatch.setattr(reaccession, "_prefilled", slowly)
    if not lock:
        without_locks(monkeypatch, ReaccessionInvitationQuerySet)
    at_once(*[lambda: reaccession.start_from_invitation(invitation=invitation, language="fr")] * 2)
    assert Signature.objects.filter(state="draft").count() == signatures


def test_a_signature_that_becomes_anothers_while_it_is_published_is_not_published():
    with transaction.atomic():
        proposed = LocalGovernmentFactory(code="P-1", member=False, proposed=True)
        into = LocalGovernmentFactory(code="FR-1")
        signature = submitted(government=proposed, act_file_sha256="a" * 64)
        first, second = reviewer(1), reviewer(2)
        checks = {"mandate": True, "act": True, "domain": True}
        services.check_authority(signature=signature, reviewer=first, call_back="Switchboard.", **checks)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        government_merges.merge_governments(source=proposed, into=into, actor=second)
        publisher = pool.submit(at_once, lambda: services.publish_signature(signature=signature, reviewer=second))
        wait_for_a_waiter()
    (answer,) = publisher.result(30)

    assert type(answer) is states.Changed
    signature.refresh_from_db()
    assert (signature.government, signature.state, signature.checked_by) == (into, "submitted", None)
    assert list(LedgerEntry.objects.order_by("sequence").values_list("event", "data__government")) == [
        ("verify_mailbox", "P-1"), ("submit", "P-1"), ("check_authority", "P-1"), ("recheck", "FR-1"),
    ]  # fmt: skip


def for_update(signature: Signature, also: object = ()) -> dict[int | None, LocalGovernment]:
    """Lock as strongly as a deletion would."""
    rows = LocalGovernment.objects.filter(pk=signature.government_id)
    return {row.pk: row for row in rows.select_for_update()}


@pytest.mark.parametrize(("locks", "deadlocks"), [(True, 0), (False, 1)])  # the second is the canary
def test_naming_a_government_and_publishing_its_signature_never_wait_for_each_other(monkeypatch, locks, deadlocks):
    with transaction.atomic():
        government = LocalGovernmentFactory()
        published = SignatureFactory(state="authority_checked", government=government, act_file_sha256="a" * 64)
        other = SignatureFactory(state="mailbox_verified")
        publish = partial(services.publish_signature, signature=published, reviewer=reviewer(2))
    publishers = []
    touch = signing_services.touch
    if not locks:
        monkeypatch.setattr(signing_services, "_locked_government", lambda row: row)
        monkeypatch.setattr(services, "_locked_governments", for_update)
    with ThreadPoolExecutor(1) as pool:

        def meanwhile(signature: Signature) -> Signature:  # the head is ours, the government is named at the commit
            publishers.append(pool.submit(at_once, publish))
            wait_for_a_waiter()
            return touch(signature)

        monkeypatch.setattr(signing_services, "touch", meanwhile)
        told = []
        try:
            signing_services.choose_government(signature=other, government=government)
        except OperationalError as error:
            told.append(error)
        told += publishers[0].result(30)

    assert sum(isinstance(answer, OperationalError) for answer in told) == deadlocks
