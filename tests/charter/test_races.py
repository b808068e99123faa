"""People and workers who do something at the same moment, each on a connection of its own: one of two happens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, connections, models, transaction
from django.utils import timezone

from charter import states
from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import Signed
from charter.followup import services as followup
from charter.followup.models import Evidence, EvidenceQuerySet, Reminder
from charter.ledger.models import LedgerEntry
from charter.review import change_requests, government_merges, services, status, status_proposals
from charter.review.models import StatusProposal, TownHallRequest
from charter.review.querysets import TownHallRequestQuerySet
from charter.signatories.models import Signatory
from charter.signing import services as signing_services
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from tests.charter.certificates.checked import published
from tests.charter.signatories.test_counters import check
from tests.factories.charter import SignatureFactory, published_version, reviewer, submitted
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.races import at_once, wait_for_a_waiter

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
ANSWERS = {"act_body": "Council", "act_number": "1", "act_date": "2026-01-01", "public_reason": "means"}


def meeting(parties: int, patience: float) -> Callable[[], None]:
    """Return a place where `parties` threads wait for each other, for `patience` seconds at most."""
    barrier = Barrier(parties)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=patience)

    return wait


def without_locks(monkeypatch, queryset) -> None:
    monkeypatch.setattr(queryset, "select_for_update", lambda rows, **_options: rows, raising=False)


@pytest.mark.parametrize(("lock", "side"), [(True, "mailbox"), (True, "contact"), (False, "mailbox")])  # the canary
def test_who_stops_a_withdrawal_and_who_does_it_wait_for_each_other(monkeypatch, lock, side):
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
        lambda: change_requests.stop_request(request=request, side=side),
        lambda: change_requests._apply(request.pk, signature.government_id, today),
        refused=(Exception,),
    )

    signature.refresh_from_db()
    withdrawn = signature.state == "withdrawn"
    assert (stopped and withdrawn) is not lock  # told that it is stopped, and withdrawn all the same
    assert (stopped or withdrawn) is True


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_one_reviewer_drops_a_proposal_while_another_makes_the_change_and_one_of_both_happens(monkeypatch, lock):
    with transaction.atomic():
        signature, first, second = SignatureFactory(state="signed"), reviewer(1), reviewer(2)
        act = status.Act("Committee", "7", date(2026, 1, 1), "Why.")
        change = {"action": "withdraw", "act": act, "effective_on": timezone.localdate()}
        status_proposals.propose_status(signature=signature, proposer=first, **change)
    both, real = meeting(2, 1 if lock else 20), status_proposals._locked_proposal

    def find(row: Signature) -> StatusProposal:
        """Let both read the proposal before either decides: with the lock of the signature, the second waits."""
        if lock:
            both()
            return real(row)
        proposal = StatusProposal.objects.get(signature=row)
        both()
        return proposal

    monkeypatch.setattr(status_proposals, "_locked_proposal", find)
    if not lock:
        monkeypatch.setattr(status_proposals, "locked", lambda row: Signature.objects.get(pk=row.pk))
    accepted, dropped = at_once(
        lambda: bool(status_proposals.accept_status(signature=signature, decider=second)),
        lambda: status_proposals.decline_status(signature=signature, user=first) is None,
        refused=(status.NoLongerPossible,),
    )

    assert ([accepted, dropped].count(True) == 1) is lock
    signature.refresh_from_db()
    assert (signature.state == "withdrawn") is (accepted is True)


def test_a_signature_that_becomes_anothers_while_it_is_published_is_not_published():
    with transaction.atomic():
        proposed = LocalGovernmentFactory(code="P-1", member=False, proposed=True)
        into = LocalGovernmentFactory(code="FR-1")
        signature = submitted(government=proposed, act_file_sha256="a" * 64)
        first, second = reviewer(1), reviewer(2)
        checks = {"mandate": True, "act": True, "domain": True}
        services.check_authority(signature=signature, reviewer=first, call_back="Switchboard.", **checks)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        seen = government_merges.merge_mark(source=proposed, into=into)
        government_merges.merge_governments(source=proposed, into=into, actor=second, seen=seen)
        publish = partial(services.publish_signature, signature=signature, reviewer=second)
        publisher = pool.submit(at_once, publish, refused=(states.Changed,))
        wait_for_a_waiter()
    (answer,) = publisher.result(30)

    assert answer is states.Changed
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
            publishers.append(pool.submit(at_once, publish, refused=(OperationalError,)))
            wait_for_a_waiter()
            return touch(signature)

        monkeypatch.setattr(signing_services, "touch", meanwhile)
        told = []
        try:
            signing_services.choose_government(signature=other, government=government)
        except OperationalError as error:
            told.append(type(error))
        told += publishers[0].result(30)

    assert told.count(OperationalError) == deadlocks


WORKERS = 4


def owed_certificates(*languages: str) -> Signature:
    """Return a published signature of which certificates in `languages` are owed, and nothing else."""
    signature = published()
    Certificate.objects.exclude(language__in=languages).delete()
    Message.objects.all().delete()
    return signature


def told() -> int:
    return Message.objects.filter(template="charter/mail/accepted", key__endswith=":").count()


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_one_certificate_is_made_once(lock):
    pk = owed_certificates("fr").certificates.get().pk
    together, real = meeting(WORKERS, 2), certificates.facts_of

    def facts_of(signature):
        """Wait a moment for others who hold the row as well: with the lock, nobody comes."""
        together()
        return real(signature)

    locked = models.QuerySet.select_for_update
    with (
        patch.object(certificates, "facts_of", facts_of),
        patch.object(models.QuerySet, "select_for_update", locked if lock else lambda rows, **_options: rows),
    ):
        outcome = at_once(*[lambda: bool(certificates.issue(pk=pk))] * WORKERS, refused=(Exception,))
    assert (sorted(outcome, key=str) == [False] * (WORKERS - 1) + [True]) is lock
    assert told() == 1 or not lock


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary: without the lock of the signature
def test_whoever_makes_the_last_one_says_that_all_are_ready(lock):
    signature = owed_certificates("fr", "ar")
    patience = 1 if lock else 30
    looking, parting, real = meeting(2, patience), meeting(2, patience), certificates._are_all_issued
    locked = models.QuerySet.select_for_update

    def look(signature):
        looking()
        found = real(signature)
        parting()  # so that neither commits before both have looked
        return found

    def certificate_only(rows, **options):
        return locked(rows, **{**options, "of": tuple(name for name in options.get("of", ()) if name != "signature")})

    with (
        patch.object(certificates, "_are_all_issued", look),
        patch("charter.certificates.certificate_pdf.render", lambda _facts, language, _enclosed: language.encode()),
        patch("charter.certificates.pdf_signature.sign", lambda pdf, **_words: Signed(pdf, False)),
        patch.object(models.QuerySet, "select_for_update", locked if lock else certificate_only),
    ):
        assert at_once(*[certificates.issue_due] * 2) == [False, False]
    assert signature.certificates.filter(issued_at__isnull=False).count() == 2
    assert told() == lock


PEOPLE = 6


@pytest.mark.parametrize(("lock", "decided"), [(True, 1), (False, PEOPLE)])  # the second is the canary
def test_one_of_many_decides(monkeypatch, lock, decided):
    with transaction.atomic():
        evidence, person = EvidenceFactory(), reviewer(1)
    read = Barrier(PEOPLE)

    def unlocked(row: Evidence) -> Evidence:
        found = Evidence.objects.select_related("commitment__signature__government").get(pk=row.pk)
        read.wait(timeout=30)
        return found

    if not lock:
        monkeypatch.setattr(followup, "_locked", unlocked)
    accept = partial(followup.accept_evidence, evidence=evidence, by=person)
    answers = at_once(*[accept] * PEOPLE, refused=(followup.AlreadyDecided,))
    assert [isinstance(answer, Evidence) for answer in answers].count(True) == decided
    assert answers.count(followup.AlreadyDecided) == PEOPLE - decided


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_what_was_accepted_meanwhile_is_not_replaced(monkeypatch, lock):
    with transaction.atomic():
        evidence, person = EvidenceFactory(), reviewer(1)
    if not lock:
        without_locks(monkeypatch, EvidenceQuerySet)

    def send() -> Evidence:
        return followup.record_evidence(
            commitment=evidence.commitment, source=Evidence.Source.REPORT, dated=date(2026, 10, 1), language="fr",
            url="https://town.example/other",
        )  # fmt: skip

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Evidence.objects.filter(pk=evidence.pk).update(
                state="accepted", decided_by=person, decided_at=timezone.now()
            )
            sent = threads.submit(send)
            wait_for_a_waiter()
        sent.result(timeout=30)
        threads.submit(connections.close_all).result()
    assert Evidence.objects.filter(state="accepted").exists() is lock


def test_workers_that_run_at_once_send_each_reminder_once():
    with transaction.atomic():
        rows = CommitmentFactory.create_batch(3)
    reminded = at_once(*[lambda: followup.remind_due(today=date(2026, 12, 16))] * PEOPLE)
    assert sum(reminded) == Reminder.objects.count() == len(rows)
    assert Message.objects.count() == 2 * len(rows)


@pytest.fixture
def committed():
    return published_version(1), reviewer(1), reviewer(2)


@pytest.mark.parametrize(("lock", "country"), [(True, "KM"), (False, "FR")])  # the second is the canary
def test_a_signature_waits_for_a_change_of_its_government(committed, lock, country):
    """Publish a signature while a change of its government's country is not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('charter_list_signatures'::regproc)")
        (definition,) = cursor.fetchone()
        if not lock:
            cursor.execute(definition.replace("FOR SHARE OF government", ""))
    government = LocalGovernmentFactory(country="FR")

    @transaction.atomic
    def publish():
        return SignatureFactory(state="signed", government=LocalGovernment.objects.get(pk=government.pk))

    try:
        with ThreadPoolExecutor(1) as pool, transaction.atomic():
            government.country = "KM"
            government.save()
            publication = pool.submit(at_once, publish)
            wait_for_a_waiter(10 if lock else 0.7)
        publication.result(30)
        assert Signatory.objects.get().country == country
    finally:
        with connection.cursor() as cursor:
            cursor.execute(definition)
    if lock:
        check()


def test_a_lapse_leaves_what_an_import_holds_and_neither_waits_for_ever(committed):
    yesterday = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        first, second = SignatureFactory.create_batch(
            2, state="signed", ad_referendum_until=yesterday, act_file_sha256=""
        )
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        LocalGovernment.objects.filter(pk=second.government_id).update(country="KM")
        lapsed = pool.submit(at_once, lambda: status.lapse(today=timezone.localdate())).result(30)
        LocalGovernment.objects.filter(pk=first.government_id).update(country="KM")
    assert lapsed == [1]
    assert status.lapse(today=timezone.localdate()) == 1
    check()
