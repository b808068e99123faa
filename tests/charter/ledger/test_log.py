"""A log that cannot be continued, and what is served of one."""

import pgtrigger
import pytest

from charter.audit.services import audit
from charter.ledger import log, notes
from charter.ledger.log import Record
from charter.ledger.models import Checkpoint, Leaf, LogSize
from coalition import health
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db


def grow(count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        log.append(Record(Leaf.Kind.ENTRY, str(number), {"fingerprint": f"{number}"}))


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


def test_an_entry_is_proven_once_a_checkpoint_stands_above_it(client):
    signature = accept(submitted())
    address = f"/en/charter/verify/{signature.verification_code}/ledger.tlog-proof"
    assert [client.get(path).status_code == 200 for path in (address, "/data/charter-log/checkpoint")] == [False] * 2
    log.sign_checkpoint()
    assert client.get(address).status_code == 200
