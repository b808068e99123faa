"""The log in public, checked by its own published program; and a log that cannot be continued."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pgtrigger
import pytest

from charter.audit import views
from charter.audit.services import audit
from charter.ledger import keys, log, notes
from charter.ledger.log import Record
from charter.ledger.models import Checkpoint, Leaf, LedgerEntry, LogSize
from coalition import health
from coalition.users import roles
from tests.factories.charter import accept, staff, submitted

pytestmark = pytest.mark.django_db


def grow(count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        log.append(Record(Leaf.Kind.ENTRY, str(number), {"fingerprint": f"{number}"}))


@pytest.fixture
def download(client, tmp_path) -> Callable[[str, str], Path]:
    """A file of the log as anybody can download it."""

    def get(name: str, address: str) -> Path:
        answer = client.get(address)
        assert answer.status_code == 200
        (tmp_path / name).write_bytes(answer.content)
        return tmp_path / name

    return get


def test_the_published_program_checks_proof_checkpoints_and_leaves(download, verdict):
    signatures = [accept(submitted())]
    log.sign_checkpoint()
    files = [download("early", "/data/charter-log/checkpoint")]
    signatures.append(accept(submitted()))
    newest = log.sign_checkpoint()
    files.append(download("newest", "/data/charter-log/checkpoint"))
    leaves = download("leaves", "/data/charter-log/leaves.txt")
    codes = [row.verification_code for row in signatures]
    proofs = [download(code, f"/en/charter/verify/{code}/ledger.tlog-proof") for code in codes]
    code, said = verdict(*files, leaves, *proofs)
    entries = [LedgerEntry.objects.filter(signature=row).latest("sequence") for row in signatures]
    assert (code, said.count("Signed:")) == (0, 2)
    assert f"Signed: {newest.size} leaves" in said
    assert all(f'"fingerprint":"{entry.hash}"' in said for entry in entries)
    assert leaves.read_text().count("\n") == newest.size
    assert all(entry.hash not in leaves.read_text() for entry in entries)  # a salted digest each


CHANGES = {
    "leaves": lambda words: words.replace(words[:64], "0" * 64),
    "early": lambda words: words.replace("\n", "1\n", 2),
    "proof": lambda words: words.replace("index ", "index 1", 1),
}


@pytest.mark.parametrize("spoilt", CHANGES)
def test_the_published_program_refuses_what_does_not_hold(download, verdict, spoilt):
    signature = accept(submitted())
    log.sign_checkpoint()
    addresses = {
        "early": "/data/charter-log/checkpoint",
        "leaves": "/data/charter-log/leaves.txt",
        "proof": f"/en/charter/verify/{signature.verification_code}/ledger.tlog-proof",
    }
    files = {name: download(name, address) for name, address in addresses.items()}
    assert verdict(*files.values())[0] == 0
    files[spoilt].write_text(CHANGES[spoilt](files[spoilt].read_text()))
    assert verdict(*files.values())[0] == 1


def test_who_owns_the_database_alone_cannot_make_the_site_sign_another_history(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    grow(5)
    log.sign_checkpoint()
    with pgtrigger.ignore():
        Checkpoint.objects.all().delete()
        Leaf.objects.filter(index=2).update(hash=bytes(32))
    grow(1, 5)
    with pytest.raises(log.Rewritten):
        log.sign_checkpoint()


def test_one_worker_at_a_time_signs_and_the_file_remembers(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    for size in (1, 2):
        grow(1, size - 1)
        log.sign_checkpoint()
        log.sign_checkpoint()
    signed = list(Checkpoint.objects.order_by("pk").values_list("note", flat=True))
    assert log.kept() == signed
    with (tmp_path / "checkpoints").open("a") as file:
        file.write('"a line that a crash cut')
    assert log.kept() == signed


@pytest.fixture
def restored(settings, tmp_path):
    """A database that is older than what was signed: the second signature is gone."""
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    accept(submitted())
    first = log.sign_checkpoint()
    for number in range(3):
        log.append(Record("head", f"2026-01-0{number + 1}", {}))
    lost = log.sign_checkpoint()
    with pgtrigger.ignore():
        Checkpoint.objects.filter(pk=lost.pk).delete()
        Leaf.objects.filter(index__gte=first.size).delete()
    LogSize.objects.update(size=first.size)
    return settings, first, lost


def test_an_older_copy_of_the_database_stops_the_signing_and_everybody_is_told(restored, client):
    _settings, _first, lost = restored
    accept(submitted())
    why = f"of {lost.size} leaves has another root: what stood there was changed"
    why = f"the last checkpoint in the file beside it {why}"
    with pytest.raises(log.Rewritten):
        log.sign_checkpoint()
    assert health.check_log()["reason"] == f"the log is not signed: {why}; see docs/operations.md"
    assert "No newer checkpoint is signed at present" in client.get("/en/charter/ledger/").text
    assert [line.count for line in views.waiting_log(staff(roles.CHARTER_REVIEWERS))] == [1]


@pytest.mark.parametrize("note", ["rubbish", "log\n12\nAAAA\n\n\u2014 log AAAA\n"], ids=["no note", "no hash"])
def test_a_checkpoint_that_cannot_be_read_stops_the_signing_and_breaks_no_page(settings, tmp_path, client, note):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    accept(submitted())
    log.keep(note)
    with pytest.raises(log.Rewritten, match="the last checkpoint in the file beside it cannot be read"):
        log.sign_checkpoint()
    assert "No newer checkpoint is signed at present" in client.get("/en/charter/ledger/").text


def test_a_log_that_cannot_be_continued_goes_on_under_another_name_and_who_kept_a_checkpoint_knows(restored, tmp_path):
    settings, first, lost = restored
    settings.CHARTER_LOG_ORIGIN = "coalition.example/data/charter-log/2"
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints-2")
    newest = log.sign_checkpoint()
    claimed = notes.claimed(newest.note)
    assert (claimed.origin, claimed.size) == (settings.CHARTER_LOG_ORIGIN, first.size)
    assert log.kept() == [newest.note]
    assert audit().faults == []
    assert [fault.message for fault in audit(checkpoints=[lost.note]).faults] == [
        f"a checkpoint that was saved of the log has {lost.size} leaves, and {first.size} are left"
    ]


@pytest.fixture
def verdict(download) -> Callable[..., tuple[int, str]]:
    """What the program that checks such files says of some."""

    def told(*files: Path) -> tuple[int, str]:
        command = [sys.executable, "-I", download("verify.py", "/data/charter-log/verify.py"), str(keys.verifier())]
        done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout or done.stderr

    return told


def test_an_entry_is_proven_and_a_leaf_served_once_a_checkpoint_stands_above_it(client):
    signature = accept(submitted())
    address = f"/en/charter/verify/{signature.verification_code}/ledger.tlog-proof"
    assert [client.get(path).status_code == 200 for path in (address, "/data/charter-log/checkpoint")] == [False] * 2
    size = log.sign_checkpoint().size
    grow(1)
    assert client.get(address).status_code == 200
    assert client.get("/data/charter-log/leaves.txt").text.count("\n") == size
