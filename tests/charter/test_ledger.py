"""The ledger: append-only, chained, without gaps, and what each entry holds."""

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from charter import chain, services
from charter.models import LedgerEntry, LedgerHead, Party
from charter.services.ledger import move, signatory_digest
from tests.factories.charter import SignatureFactory, accept, reviewer

pytestmark = pytest.mark.django_db


def forged(**fields) -> LedgerEntry:
    """Return an entry that nobody may insert, copied from the last one."""
    last = LedgerEntry.objects.latest("sequence")
    values = {
        "signature": last.signature, "dossier": last.dossier, "event": "publish", "source": "submitted",
        "target": "signed", "party": Party.CLOCK, "at": timezone.now(), "data": {},
        "sequence": last.sequence + 1, "previous": last.hash, "hash": "f" * 64,
    }  # fmt: skip
    return LedgerEntry(**{**values, **fields})


@pytest.mark.parametrize(
    "change",
    [lambda: LedgerEntry.objects.update(event="other"), lambda: LedgerEntry.objects.all().delete()],
)
def test_the_ledger_is_append_only(change):
    accept(SignatureFactory(state="submitted"))
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert list(LedgerEntry.objects.values_list("event", flat=True)) == ["check_authority", "publish"]


@pytest.mark.parametrize("fields", [{"previous": "0" * 64}, {"sequence": 9}, {"sequence": 1}])
def test_the_database_refuses_an_entry_that_does_not_follow_the_last_one(fields):
    accept(SignatureFactory(state="submitted"))
    with pytest.raises(DatabaseError), transaction.atomic():
        forged(**fields).save()
    assert LedgerEntry.objects.count() == 2


def test_entries_are_chained_from_the_genesis():
    for _adhesion in range(2):
        accept(SignatureFactory(state="submitted"))

    entries = list(LedgerEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
    assert [entry.previous for entry in entries] == [chain.GENESIS, *(entry.hash for entry in entries[:-1])]
    assert [entry.hash for entry in entries] == [chain.entry_hash(entry.payload()) for entry in entries]
    head = LedgerHead.objects.get()
    assert (head.sequence, head.hash, head.last_number) == (4, entries[-1].hash, 2)


def test_a_transaction_that_fails_leaves_no_gap():
    signature = SignatureFactory(state="submitted")
    with transaction.atomic():
        accept(signature)
        transaction.set_rollback(True)
    signature.refresh_from_db()
    accept(signature)

    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1, 2]
    assert LedgerHead.objects.get().last_number == 1


def test_the_canonical_form_is_the_one_of_the_readme():
    entry = chain.payload(
        sequence=1,
        at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.get_fixed_timezone(60)),
        dossier="K7QM-2VXD-9RTB",
        event="submit",
        source="mailbox_verified",
        target="submitted",
        by="town-hall",
        facts={"government": "XX-EXS", "act_body": "Conseil d’Exemple", "number": None},
        previous=chain.GENESIS,
    )
    assert chain.canonical_json(entry).decode() == (
        '{"at":"2026-01-02T02:04:05.678901Z","by":"town-hall","dossier":"K7QM-2VXD-9RTB","event":"submit",'
        '"facts":{"act_body":"Conseil d’Exemple","government":"XX-EXS","number":null},"from":"mailbox_verified",'
        f'"previous":"{chain.GENESIS}","sequence":1,"to":"submitted"}}'
    )
    assert chain.entry_hash(entry) == "bd27dd74e942fb2c8599625d104857bdf372eb4ba37c837ae946b50319d123fd"


def test_a_fraction_has_no_canonical_form():
    with pytest.raises(TypeError):
        chain.canonical_json({"facts": [{"share": 0.1}]})


def test_the_ledger_holds_no_personal_data():
    signature = accept(SignatureFactory(state="submitted"))
    entry = LedgerEntry.objects.latest("sequence")
    words = chain.canonical_json(entry.payload()).decode()
    private = (
        signature.signatory_name, signature.signatory_role, signature.official_email, signature.contact_name,
        signature.contact_email, signature.salt, "switchboard",
    )  # fmt: skip
    assert [value for value in private if value in words] == []
    assert entry.data["signatory_sha256"] == signatory_digest(signature)


def test_an_entry_by_the_staff_names_its_account():
    signature = SignatureFactory(state="signed")
    with pytest.raises(DatabaseError), transaction.atomic():
        move(signature, "hold", party=Party.STAFF)
    signature.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        move(signature, "hold", party=Party.CLOCK, actor=reviewer(1))


@pytest.mark.parametrize(
    "field", ["text_digest", "verification_code", "language", "number", "signed_at", "decided_at", "salt"]
)
def test_a_published_adhesion_never_changes_what_was_signed(field):
    signature = SignatureFactory(state="signed")
    value = {"number": 99, "language": "ar"}.get(field, timezone.now() if field.endswith("_at") else "x")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        type(signature).objects.filter(pk=signature.pk).update(**{field: value})
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        type(signature).objects.filter(pk=signature.pk).delete()


def test_the_same_account_twice_is_refused_by_the_database():
    signature = SignatureFactory(state="authority_checked")
    with pytest.raises(services.SamePerson):
        services.publish_adhesion(signature=signature, reviewer=signature.checked_by)
    with pytest.raises(DatabaseError, match="two_people_check_and_publish"), transaction.atomic():
        SignatureFactory(state="signed", decided_by=signature.checked_by)
