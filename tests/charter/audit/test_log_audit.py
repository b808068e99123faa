"""An intruder who owns the database, triggers off and chain made again, is found by the log, and by what is outside."""

from datetime import date
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from charter.audit.log_audit import check_log
from charter.audit.services import audit
from charter.certificates import services as certificates
from charter.ledger import log, merkle
from charter.ledger import services as ledger_services
from charter.ledger.models import Checkpoint, Leaf, LedgerEntry
from charter.ledger.notes import encode
from charter.review import status
from tests.factories.charter import accept, published_version, submitted, two_reviewers

from .test_services import rehash

pytestmark = [pytest.mark.attack, pytest.mark.django_db]


@pytest.fixture
def whole():
    """Two published signatures with their certificates, one of them on hold, a second text and a checkpoint."""
    first, second = accept(submitted()), accept(submitted())
    while certificates.issue_due():
        pass
    act = status.Act("Council", "1", date(2026, 1, 1), "")
    status.hold(signature=second, act=act, effective_on=timezone.localdate(), by=two_reviewers())
    published_version(2)
    log.sign_checkpoint()
    assert audit().faults == []
    with pgtrigger.ignore():
        yield first, second


def said() -> list[str]:
    return [fault.message for fault in audit().faults]


def log_says(**options: list[str]) -> list[str]:
    return [fault.message for fault in check_log(**options)]


def forge() -> LedgerEntry:
    """Publish a signature that nobody sent: chain and head are as they must be."""
    last = LedgerEntry.objects.latest("sequence")
    forged = LedgerEntry(**{f.attname: getattr(last, f.attname) for f in LedgerEntry._meta.concrete_fields})
    forged.pk, forged.sequence, forged.event, forged.source = None, last.sequence + 1, "ratify_on_hold", last.target
    forged.hash = "f" * 64
    forged.save()
    rehash(forged.sequence)
    return LedgerEntry.objects.latest("sequence")


def test_an_entry_that_was_forged_is_found_with_a_leaf_of_its_own(whole):
    entry = forge()
    assert log_says() == [f"entry {entry.sequence} is not in the log: it was added behind it"]
    leaf = log.append(ledger_services.entry_record(entry))
    assert log_says() == []  # the site's own key signs whatever the site enters
    Leaf.objects.filter(pk=leaf.pk).update(signature=bytes(64))
    assert log_says() == [
        f"entry {entry.sequence}: leaf {leaf.index} of the log is not signed by the site",
    ]


def test_a_checkpoint_that_nobody_signed_is_found(whole):
    checkpoint = log.newest()
    Checkpoint.objects.filter(pk=checkpoint.pk).update(
        note=f"x\n{checkpoint.size}\n{encode(bytes(checkpoint.root))}\n\n\u2014 x AAAA\n"
    )
    assert log_says() == [f"checkpoint {checkpoint.size} of the log does not hold: the log did not sign it"]


def rewrite_the_log() -> None:
    """Make every leaf and checkpoint again from the rows, as whoever has the key could."""
    from charter.audit.log_audit import records

    old = list(Leaf.objects.order_by("index"))
    Checkpoint.objects.all().delete()
    Leaf.objects.all().delete()
    log.LogSize.objects.all().delete()
    assert len(old) == len([log.append(record) for record in records()])
    log.sign_checkpoint()


def test_who_has_the_key_and_writes_all_again_is_found_by_a_checkpoint_kept_elsewhere(whole, tmp_path):
    saved = log.sign_checkpoint().note
    LedgerEntry.objects.filter(sequence=2).update(dossier="AAAA-AAAA-AAAA")
    rehash(2)
    rewrite_the_log()
    assert log_says() == []
    fault = "a checkpoint that was saved of the log has another root: what stood there was changed"
    assert log_says(saved=[saved]) == [fault]
    (tmp_path / "checkpoint").write_text(saved)
    err = StringIO()
    with pytest.raises(CommandError, match="The ledger is not whole"):
        call_command("verify_ledger", checkpoints=[tmp_path / "checkpoint"], stderr=err)
    assert f"log: {fault}" in err.getvalue()


def test_a_leaf_that_was_changed_with_its_hash_or_deleted_is_found(whole):
    Leaf.objects.filter(index=3).update(commitment=bytes(32), hash=merkle.leaf_hash(bytes(32)))
    assert f"checkpoint {log.size()} of the log has another root: what stood there was changed" in said()
    Leaf.objects.filter(index=3).delete()
    assert "leaf 3 of the log is gone" in said()
