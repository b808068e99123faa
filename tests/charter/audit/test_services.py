"""Whoever changes the ledger behind the triggers is found, and it is said where."""

import csv
import hashlib
import json
import re
from io import StringIO
from pathlib import Path

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from charter.audit.log_audit import check_log
from charter.audit.services import verify
from charter.certificates.models import Certificate
from charter.ledger import chain
from charter.ledger.models import LedgerEntry, LedgerHead
from tests.factories.charter import SignatureFactory, accept, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """Three published signatures, twelve entries."""
    for _signature in range(3):
        accept(submitted())
    Certificate.objects.all().delete()  # owed, each for an entry
    assert verify().faults == []


@pytest.fixture
def unguarded(ledger):
    """The same, with the triggers off: an intruder who owns the database."""
    with pgtrigger.ignore("charter.LedgerEntry:ledger_is_append_only", "charter.LedgerEntry:ledger_is_chained"):
        yield


def rehash(first: int) -> None:
    """Make the chain fit again from entry `first` on, and the head with it."""
    previous = LedgerEntry.objects.filter(sequence=first - 1).values_list("hash", flat=True).first() or chain.GENESIS
    for entry in LedgerEntry.objects.filter(sequence__gte=first).order_by("sequence"):
        entry.previous = previous
        entry.hash = previous = chain.entry_hash(entry.payload())
        entry.save()
    LedgerHead.objects.update(sequence=LedgerEntry.objects.count(), hash=previous)


def found() -> list[tuple[int | None, str]]:
    return [(fault.sequence, fault.kind) for fault in verify().faults]


def test_an_edit_with_the_whole_tail_made_again_does_not_match_the_log(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(data={})
    rehash(5)
    assert found() == []
    assert [fault.message for fault in check_log()] == [
        f"entry {sequence} is not what the log holds of it" for sequence in range(5, 13)
    ]


def insert_after_the_first_signature() -> None:
    """Insert an entry that fits the story: the first signature, published by entry 4, is ratified once more by 5."""
    for entry in LedgerEntry.objects.filter(sequence__gte=5).order_by("-sequence"):
        LedgerEntry.objects.filter(pk=entry.pk).update(sequence=entry.sequence + 1)
    last = LedgerEntry.objects.get(sequence=4)
    forged = LedgerEntry(**{f.attname: getattr(last, f.attname) for f in LedgerEntry._meta.concrete_fields})
    forged.pk, forged.sequence, forged.previous = None, 5, last.hash
    forged.event, forged.source = "ratify", last.target
    forged.hash = chain.entry_hash(forged.payload())
    forged.save()


def test_an_insertion_is_found_with_the_tail_moved_up_or_made_again(unguarded):
    insert_after_the_first_signature()
    assert found()[:2] == [(6, "broken"), (6, "edited")]
    rehash(5)
    assert found() == []
    assert "entry 13 is not in the log: it was added behind it" in [fault.message for fault in check_log()]


def test_a_cut_tail_is_found_by_the_head_and_by_the_log(unguarded):
    LedgerEntry.objects.filter(sequence__gt=8).delete()
    assert found() == [(12, "cut"), (None, "signature")]
    LedgerHead.objects.update(sequence=8, hash=LedgerEntry.objects.latest("sequence").hash)
    assert found() == [(None, "signature")]
    assert "entry 12 is in the log, and is gone" in [fault.message for fault in check_log()]


def test_the_command_says_that_it_is_whole_or_where_it_is_not(unguarded):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    words = out.getvalue().splitlines()
    assert words[-1] == f"The ledger is whole: 12 entries, fingerprint {LedgerHead.objects.get().hash}."

    LedgerEntry.objects.filter(sequence=2).update(party="clock", actor=None)
    err = StringIO()
    with pytest.raises(CommandError, match="not whole: 1 faults in 12 entries"):
        call_command("verify_ledger", stderr=err)
    assert "edited: entry 2 (" in err.getvalue()


def test_the_entries_of_a_signature_that_is_not_public_are_not_given(client):
    for state in ("draft", "submitted", "authority_checked", "rejected"):
        code = SignatureFactory(state=state).verification_code
        assert client.get(f"/en/charter/verify/{code}/ledger.jsonl").status_code == 404


def test_an_edit_is_found_where_it_was_made_and_with_its_hash_made_again_behind_it(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(event="submit")
    assert found() == [(5, "edited")]
    entry = LedgerEntry.objects.get(sequence=5)
    entry.hash = chain.entry_hash(entry.payload())
    entry.save()
    assert found() == [(6, "broken")]
    entry.delete()
    assert found() == [(6, "deleted"), (6, "broken")]


def digest_by_the_specification(entry: dict) -> str:
    words = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def test_anyone_checks_the_entries_of_a_signature_by_the_specification_alone(ledger, client):
    code = LedgerEntry.objects.get(sequence=6).dossier
    rows = b"".join(client.get("/data/charter-ledger.csv")).decode().splitlines()
    hashes = {int(row["sequence"]): row["hash"] for row in csv.DictReader(rows)}
    entries = b"".join(client.get(f"/en/charter/verify/{code}/ledger.jsonl")).decode().splitlines()
    assert len(entries) == 4
    for item in map(json.loads, entries):
        sequence = item["entry"]["sequence"]
        assert digest_by_the_specification(item["entry"]) == item["hash"] == hashes[sequence]
        assert item["entry"]["previous"] == hashes[sequence - 1]


def test_the_vector_of_the_readme():
    readme = Path(chain.__file__).with_name("README.md").read_text()
    found = re.search(r"Test vector: `([0-9a-f]{64})` is the fingerprint of\n\n```\n(\{.*\})\n```", readme)
    digest, entry = found.groups()
    assert digest_by_the_specification(json.loads(entry)) == chain.entry_hash(json.loads(entry)) == digest
