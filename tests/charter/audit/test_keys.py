"""Who verifies names the log's public keys: without any nothing is called whole, and a former key signs nothing new."""

from io import StringIO

import pgtrigger
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from charter.audit.log_audit import check_log
from charter.audit.services import audit
from charter.ledger import keys, notes
from charter.ledger import log as services
from charter.ledger.log import Record
from charter.ledger.models import Checkpoint, Leaf
from charter.ledger.notes import Signer
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db


def pem(key: Ed25519PrivateKey) -> str:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


FIRST, SECOND = (Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in (1, 2))


def said(**options) -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def log(settings):
    """A published signature, signed by the first key."""
    settings.CHARTER_LOG_KEY = pem(FIRST)
    accept(submitted())
    services.sign_checkpoint()
    return settings


def rotate(settings) -> None:
    settings.CHARTER_LOG_FORMER_KEYS = str(keys.verifier())
    settings.CHARTER_LOG_KEY = pem(SECOND)


def test_without_a_key_nothing_is_called_whole_and_it_is_said_what_was_not_looked_at(log, tmp_path):
    public = str(keys.verifier())
    log.CHARTER_LOG_KEY, log.DEMO = "", False
    leaves = Leaf.objects.count()
    words = said()
    assert f"Not looked at: the signatures of {leaves} leaves and of the checkpoints" in words
    assert "No fault was found, but nobody's signature was looked at" in words
    assert "The ledger is whole" not in words
    log.CHARTER_LOG_PUBLIC_KEY = public
    words = said()
    assert "the signatures of" not in words
    assert "The ledger is whole" in words
    assert "Not looked at: the files of acts and certificates (--files)" in words
    log.CHARTER_LOG_PUBLIC_KEY = ""
    checkpoint = tmp_path / "checkpoint"
    checkpoint.write_text(Checkpoint.objects.get().note)
    words = said(keys=[public], checkpoints=[checkpoint], files=True)
    assert words == f"The ledger is whole: {audit().entries} entries, fingerprint {audit().head}.\n"


def test_who_verifies_by_another_key_finds_that_the_site_signed_nothing(log):
    other = str(Signer(keys.origin(), SECOND).verifier)
    with pytest.raises(CommandError, match="The ledger is not whole"):
        said(keys=[other])
    with pytest.raises(CommandError, match="--key: "):
        said(keys=["nothing"])


def test_what_a_former_key_signed_holds_and_the_new_one_signs_the_same_tree_at_once(log):
    rotate(log)
    newest = services.sign_checkpoint()
    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [newest.size] * 2
    assert notes.opened(newest.note, [keys.verifier()]).size == newest.size
    assert services.sign_checkpoint() == newest
    accept(submitted())
    services.sign_checkpoint()
    assert audit().faults == []
    assert [log.public for log in keys.in_policy(keys.policy())] == [
        key.public_key().public_bytes_raw() for key in (SECOND, FIRST)
    ]


def test_a_former_key_signs_nothing_more(log):
    former = keys.signer()
    rotate(log)
    newest = services.sign_checkpoint()
    leaf = services.append(Record(Leaf.Kind.TEXT, "9/en", {}))
    gone = "the text 9/en is in the log, and is gone"
    assert [fault.message for fault in check_log()] == [gone]
    with pgtrigger.ignore():
        Leaf.objects.filter(pk=leaf.pk).update(signature=former.key.sign(services._signed(leaf)))
    assert [fault.message for fault in check_log()] == [
        gone,
        f"the text 9/en: leaf {newest.size} of the log is not signed by the site",
    ]
    count = newest.size + 1
    text = notes.Checkpoint(keys.origin(), count, services.merkle.root(services.hashes(count))).text
    saved = f"{text}\n{former.sign(text)}"
    assert "a checkpoint that was saved of the log does not hold: the log did not sign it" in [
        fault.message for fault in check_log(saved=[saved])
    ]
