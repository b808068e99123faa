"""Fifty town-hall clerks press the button at once, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pgtrigger
import pytest
from django.db import IntegrityError, connection, connections, transaction

from charter.models import LedgerEntry, LedgerHead, Signature
from charter.services import ledger, publish_adhesion, reviews
from charter.services.dossiers import AlreadyOpen, submit
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.members import LocalGovernmentFactory

SUBMISSIONS = 50
AT_ONCE = 10
CONSTRAINTS = ("one_dossier_under_review_per_government", "one_live_signature_per_government_and_version")


def submit_all(dossiers: list[int]) -> list[str]:
    """Submit every dossier, AT_ONCE at a time, each from its own connection; return what each was told."""
    barrier = Barrier(AT_ONCE)

    def one(pk: int) -> str:
        try:
            barrier.wait(timeout=30)
            with transaction.atomic():
                submit(Signature.objects.select_for_update().get(pk=pk))
        except AlreadyOpen:
            return "already open"
        else:
            return "submitted"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as clerks:
        return list(clerks.map(one, dossiers))


def fifty_dossiers() -> list[int]:
    version = published_version()
    government = LocalGovernmentFactory()
    rows = SignatureFactory.create_batch(SUBMISSIONS, government=government, version=version, state="mailbox_verified")
    return [row.pk for row in rows]


@pytest.mark.django_db(transaction=True)
def test_fifty_simultaneous_submissions_give_one():
    answers = submit_all(fifty_dossiers())

    assert sorted(answers) == ["already open"] * (SUBMISSIONS - 1) + ["submitted"]
    assert Signature.objects.filter(state="submitted").count() == 1
    assert LedgerEntry.objects.filter(event="submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_canary_without_the_constraints_there_are_more():
    """Proves that the constraints, and nothing else, decide the race."""
    constraints = [c for c in Signature._meta.constraints if c.name in CONSTRAINTS]
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(Signature, constraint)
    try:
        submit_all(fifty_dossiers())
        assert Signature.objects.filter(state="submitted").count() == SUBMISSIONS
    finally:
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE charter_signature CASCADE")
        with connection.schema_editor() as editor:
            for constraint in constraints:
                editor.add_constraint(Signature, constraint)


ADHESIONS = 200


def publish_all(dossiers: list[int]) -> list[BaseException | None]:
    """Publish every dossier, AT_ONCE at a time, each from its own connection; return what went wrong."""
    second = reviewer(2)

    def one(pk: int) -> BaseException | None:
        try:
            publish_adhesion(signature=Signature.objects.get(pk=pk), reviewer=second)
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(AT_ONCE) as reviewers:
        return list(reviewers.map(one, dossiers))


def two_hundred_dossiers() -> list[int]:
    rows = SignatureFactory.create_batch(ADHESIONS, state="authority_checked", act_file_sha256="a" * 64)
    return [row.pk for row in rows]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_adhesions_at_once_get_consecutive_numbers():
    assert publish_all(two_hundred_dossiers()) == [None] * ADHESIONS

    numbers = Signature.objects.signed().order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, ADHESIONS + 1))
    entries = list(LedgerEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, ADHESIONS + 1))
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


@pytest.mark.django_db(transaction=True)
def test_canary_without_the_heads_lock_adhesions_collide(monkeypatch):
    """Proves that the lock of the head, and nothing else, gives consecutive numbers."""
    LedgerHead.objects.get_or_create(pk=1)
    monkeypatch.setattr(ledger, "head", lambda: LedgerHead.objects.get(pk=1))
    monkeypatch.setattr(reviews, "next_number", lambda: Signature.objects.published().count() + 1)
    assert any(publish_all(two_hundred_dossiers()))
