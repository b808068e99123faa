"""Whoever changes the ledger behind the triggers is found, and it is said where."""

import json
import re
import subprocess
import sys
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
SECOND = Path(__file__).parent / "second_verifier.py"


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


def test_an_edit_is_found_where_it_was_made(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(event="submit")
    assert found() == [(5, "edited")]


def test_an_edit_with_its_hash_made_again_breaks_the_chain_after_it(unguarded):
    entry = LedgerEntry.objects.get(sequence=5)
    entry.data = {**entry.data, "version": 2}
    entry.hash = chain.entry_hash(entry.payload())
    entry.save()
    assert found() == [(6, "broken")]


def test_an_edit_with_the_whole_tail_made_again_does_not_match_the_log(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(data={})
    rehash(5)
    assert found() == []
    assert [fault.message for fault in check_log()] == [
        f"entry {sequence} is not what the log holds of it" for sequence in range(5, 13)
    ]


def test_a_deletion_is_found_where_it_was_made(unguarded):
    LedgerEntry.objects.filter(sequence=5).delete()
    assert found() == [(6, "deleted"), (6, "broken")]


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


def second_verdict(client, tmp_path, code: str) -> tuple[int, str]:
    """Download what the public can download, and run the second verifier alone in its own interpreter."""
    addresses = {
        "entries": f"/en/charter/verify/{code}/ledger.jsonl",
        "chain": "/data/charter-ledger.csv",
    }
    files = []
    for name, address in addresses.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(b"".join(client.get(address)))
    done = subprocess.run([sys.executable, "-I", SECOND, *files], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def test_a_second_program_agrees_on_a_whole_ledger(ledger, client, tmp_path):
    code = LedgerEntry.objects.get(sequence=6).dossier
    assert second_verdict(client, tmp_path, code) == (0, "")


def test_a_second_program_finds_an_edit_and_a_cut(unguarded, client, tmp_path):
    entry = LedgerEntry.objects.get(sequence=6)
    LedgerEntry.objects.filter(sequence=6).update(data={**entry.data, "version": 9})
    LedgerEntry.objects.filter(sequence=12).delete()
    assert second_verdict(client, tmp_path, entry.dossier) == (1, "hash of 6")


def test_a_second_program_agrees_on_the_vector_of_the_readme(tmp_path):
    readme = Path(chain.__file__).with_name("README.md").read_text()
    found = re.search(r"Test vector: `([0-9a-f]{64})` is the fingerprint of\n\n```\n(\{.*\})\n```", readme)
    digest, entry = found.groups()
    files = {
        "entries": json.dumps({"entry": json.loads(entry), "hash": digest}),
        "chain": f"sequence,hash\n1,{digest}\n",
    }
    for name, words in files.items():
        (tmp_path / name).write_text(words)
    paths = [tmp_path / name for name in files]
    done = subprocess.run([sys.executable, "-I", SECOND, *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_the_entries_of_a_signature_that_is_not_public_are_not_given(client):
    for state in ("draft", "submitted", "authority_checked", "rejected"):
        code = SignatureFactory(state=state).verification_code
        assert client.get(f"/en/charter/verify/{code}/ledger.jsonl").status_code == 404
