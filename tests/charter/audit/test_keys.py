"""Who verifies names the log's public keys: without any nothing is called whole, and a former key signs nothing new."""

from datetime import date
from io import StringIO

import pgtrigger
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from charter.audit.emails import mail_checkpoint
from charter.audit.log_audit import check_log
from charter.audit.services import audit
from charter.ledger import keys, log, notes
from charter.ledger.log import Record
from charter.ledger.models import Checkpoint, Leaf
from charter.ledger.notes import Signer, Verifier
from coalition.mail.models import Message
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
def site(settings):
    """A published signature, signed by the first key."""
    settings.CHARTER_LOG_KEY = pem(FIRST)
    accept(submitted())
    log.sign_checkpoint()
    return settings


def rotate(settings) -> None:
    settings.CHARTER_LOG_FORMER_KEYS = str(keys.verifier())
    settings.CHARTER_LOG_KEY = pem(SECOND)


def test_without_a_key_nothing_is_called_whole_and_it_is_said_what_was_not_looked_at(site, tmp_path):
    public = str(keys.verifier())
    site.CHARTER_LOG_KEY, site.DEMO = "", False
    leaves = Leaf.objects.count()
    words = said()
    assert f"Not looked at: the signatures of {leaves} leaves and of the checkpoints" in words
    assert "No fault was found, but nobody's signature was looked at" in words
    assert "The ledger is whole" not in words
    words = said(keys=[public])
    assert "the signatures of" not in words
    assert "The ledger is whole" in words
    assert "Not looked at: the files of acts and certificates (--files)" in words
    checkpoint = tmp_path / "checkpoint"
    checkpoint.write_text(Checkpoint.objects.get().note)
    words = said(keys=[public], checkpoints=[checkpoint], files=True)
    assert words == f"The ledger is whole: {audit().entries} entries, fingerprint {audit().head}.\n"


def test_who_verifies_by_another_key_finds_that_the_site_signed_nothing(site):
    other = str(Signer(keys.origin(), SECOND).verifier)
    with pytest.raises(CommandError, match="The ledger is not whole"):
        said(keys=[other])
    with pytest.raises(CommandError, match="--key: "):
        said(keys=["nothing"])


def test_what_a_former_key_signed_holds_and_the_new_one_signs_the_same_tree_at_once(site):
    rotate(site)
    newest = log.sign_checkpoint()
    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [newest.size] * 2
    assert notes.opened(newest.note, [keys.verifier()]).size == newest.size
    assert log.sign_checkpoint() == newest
    accept(submitted())
    log.sign_checkpoint()
    assert audit().faults == []
    public = [Verifier.parse(line.removeprefix("log ")).public for line in keys.policy().splitlines()[:-1]]
    assert public == [key.public_key().public_bytes_raw() for key in (SECOND, FIRST)]


def test_a_former_key_signs_nothing_more(site):
    former = keys.signer()
    rotate(site)
    newest = log.sign_checkpoint()
    leaf = log.append(Record(Leaf.Kind.TEXT, "9/en", {}))
    gone = "the text 9/en is in the log, and is gone"
    assert [fault.message for fault in check_log()] == [gone]
    with pgtrigger.ignore():
        Leaf.objects.filter(pk=leaf.pk).update(signature=former.key.sign(log._signed(leaf)))
    assert [fault.message for fault in check_log()] == [
        gone,
        f"the text 9/en: leaf {newest.size} of the log is not signed by the site",
    ]
    count = newest.size + 1
    text = notes.Checkpoint(keys.origin(), count, log.merkle.root(log.hashes(count))).text
    saved = f"{text}\n{former.sign(text)}"
    assert "a checkpoint that was saved of the log does not hold: the log did not sign it" in [
        fault.message for fault in check_log(saved=[saved])
    ]


MONDAY, SUNDAY, NEXT = date(2026, 1, 5), date(2026, 1, 11), date(2026, 1, 12)


def test_the_newest_checkpoint_is_owed_once_a_week_to_each_and_verifies(settings):
    settings.CHARTER_ARCHIVES = "archive@town.example\nfr:archives@ville.example"
    assert mail_checkpoint(today=MONDAY) == []  # nothing is signed yet
    accept(submitted())
    newest = log.sign_checkpoint()
    Message.objects.all().delete()
    for day in (MONDAY, SUNDAY):
        mail_checkpoint(today=day)
    told = Message.objects.order_by("pk")
    assert [(row.to, row.language, row.template) for row in told] == [
        ("archive@town.example", "en", "charter/mail/checkpoint"),
        ("archives@ville.example", "fr", "charter/mail/checkpoint"),
    ]
    ((note,),) = {tuple(one["content"] for one in row.attachments) for row in told}
    assert note == newest.note
    assert audit(checkpoints=[note]).faults == []
    mail_checkpoint(today=NEXT)
    assert Message.objects.count() == 4
