"""What the version before wrote after the migration is put into the log, until the first checkpoint is signed."""

from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps
from django.utils import timezone

from charter import tasks
from charter.audit.adopting import adopt
from charter.audit.log import check_log
from charter.certificates import services as certificates
from charter.ledger import services as ledger
from charter.ledger.models import LedgerEntry, LoggedFact
from charter.transparency import services, tiles
from charter.transparency.models import Checkpoint, Leaf, LogSize, Node
from charter.transparency.services import Record
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db

FILL = import_module("charter.migrations.0026_what_is_in_the_log").fill


def forget_the_log() -> None:
    with pgtrigger.ignore():
        for model in (Checkpoint, Node, Leaf, LogSize, LoggedFact):
            model.objects.all().delete()


def test_the_migration_puts_in_what_was_there_and_the_log_grows_from_it():
    accept(submitted())
    while certificates.issue_due():
        pass
    ledger.publish_head(day=timezone.localdate())
    kinds = {"entry", "text", "head", "certificate"}  # there were no others then
    before = Leaf.objects.filter(kind__in=kinds).count()
    forget_the_log()
    FILL(apps, None)
    assert (tiles.size(), LogSize.objects.get().founded) == (before, before)
    assert set(Leaf.objects.values_list("kind", flat=True)) == kinds
    services.sign_checkpoint()
    accept(submitted())
    services.sign_checkpoint()
    assert list(check_log()) == []
    FILL(apps, None)  # what is there stays
    assert list(check_log()) == []


def test_the_migration_writes_the_nodes_that_the_services_would(monkeypatch):
    """Of 300 leaves one node is written, with the same hash; the 301st leaf finds it."""
    module = import_module("charter.migrations.0026_what_is_in_the_log")
    rows = [("entry", str(number), {"fingerprint": str(number)}) for number in range(300)]
    monkeypatch.setattr(module, "records", lambda _apps: iter(rows))
    monkeypatch.setattr(module, "BATCH", 7)
    FILL(apps, None)
    assert [(node.level, node.number) for node in Node.objects.all()] == [(1, 0)]
    assert Leaf.objects.count() == tiles.size() == 300
    services.append(Record(Leaf.Kind.ENTRY, "300", {}))
    services.sign_checkpoint()
    said = [fault.message for fault in check_log() if "node" in fault.message or "checkpoint" in fault.message]
    assert said == []


@pytest.fixture
def upgraded():
    """A log that was founded, and three entries of a process that knew of none."""
    accept(submitted())
    forget_the_log()
    FILL(apps, None)
    size = tiles.size()
    accept(submitted())
    with pgtrigger.ignore():
        Leaf.objects.filter(index__gte=size).delete()
    LogSize.objects.update(size=size)
    return size


def test_what_was_written_between_the_migration_and_the_restart_is_adopted_by_the_worker(upgraded):
    assert len(list(check_log())) == 6  # four entries, names, and due dates
    tasks.witness()
    assert list(check_log()) == []
    assert Checkpoint.objects.get().size == upgraded + 10  # and names and rows of before, and that both parts are in


def test_nothing_is_adopted_from_a_ledger_that_is_not_whole(upgraded, caplog):
    with pgtrigger.ignore():
        LedgerEntry.objects.filter(sequence=5).update(dossier="AAAA-AAAA-AAAA")
    assert adopt() == 0
    assert "6 records are not in the log, and the ledger is not whole" in caplog.text


def test_nothing_is_adopted_once_a_checkpoint_was_signed(upgraded, settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    services.sign_checkpoint()
    assert adopt() == 0
    with pgtrigger.ignore():
        Checkpoint.objects.all().delete()
    assert adopt() == 0  # the file beside the database remembers
    assert len(list(check_log())) == 7  # and the checkpoint
