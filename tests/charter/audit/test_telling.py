"""Outside parties get the fingerprint of each day by mail, once, as it verifies; checkpoints get a trusted time."""

import hashlib
from datetime import date

import pytest

from charter import tasks
from charter.audit.telling import addresses, tell_head
from charter.audit.verification import parse_heads
from charter.audit.whole import audit
from charter.ledger import services as ledger
from charter.ledger import timestamps
from charter.ledger.models import CheckpointTime, LedgerHead
from charter.transparency import services
from charter.transparency.models import Checkpoint
from coalition.mail.models import Message
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 2)


def test_the_fingerprint_of_a_day_is_owed_once_to_each_with_what_verifies_it(settings):
    settings.CHARTER_HEADS_TO = "archive@town.example\nfr:archives@ville.example"
    accept(submitted())
    ledger.publish_head(day=DAY)
    Message.objects.all().delete()
    assert tell_head() == []  # no checkpoint stands above it yet
    services.sign_checkpoint()
    tasks.tell_head()
    tasks.tell_head()
    told = Message.objects.order_by("pk")
    assert [(row.to, row.language, row.template) for row in told] == [
        ("archive@town.example", "en", "charter/mail/fingerprint"),
        ("archives@ville.example", "fr", "charter/mail/fingerprint"),
    ]
    csv, note = (one["content"] for one in told[1].attachments)
    assert note == Checkpoint.objects.get().note
    (head,) = parse_heads(csv.splitlines(), origin="the mail")
    assert head.hash == LedgerHead.objects.get().hash
    assert audit(heads=[head], checkpoints=[note]).faults == []
    ledger.publish_head(day=date(2026, 1, 3))
    services.sign_checkpoint()
    assert [row.language for row in tell_head()] == ["en", "fr"]
    assert Message.objects.count() == 4


def test_where_nothing_is_signed_any_more_the_day_is_told_all_the_same(settings, monkeypatch):
    settings.CHARTER_HEADS_TO = "archive@town.example"
    accept(submitted())
    ledger.publish_head(day=DAY)
    monkeypatch.setattr(services, "why_stopped", lambda: "it was restored")
    (mail,) = tell_head()
    assert [one["name"] for one in mail.attachments] == ["fingerprint.csv"]


def test_nobody_is_told_where_nobody_is_named():
    accept(submitted())
    ledger.publish_head(day=DAY)
    services.sign_checkpoint()
    assert tell_head() == []
    assert list(addresses("xx:odd@town.example")) == [("en", "xx:odd@town.example")]


def test_the_newest_checkpoint_is_stamped_once_and_a_token_of_another_is_found(settings, monkeypatch):
    settings.CHARTER_TSA_URL, settings.CHARTER_TSA_CERTIFICATE = "https://tsa.example/", "a certificate"
    accept(submitted())
    services.sign_checkpoint()
    accept(submitted())
    newest = services.sign_checkpoint()
    asked = []

    def check(token, digest):
        if token != b"token of " + digest:
            raise timestamps.NoTrustedTime("it is of another")
        return newest.made_at

    monkeypatch.setattr(timestamps, "timestamp", lambda digest: asked.append(digest) or b"token of " + digest)
    monkeypatch.setattr(timestamps, "check", check)
    row = ledger.stamp_checkpoint()
    assert ledger.stamp_checkpoint() is None
    assert asked == [hashlib.sha256(newest.note.encode()).digest()]
    assert (row.checkpoint, row.at) == (newest, newest.made_at)
    assert audit().faults == []
    first = Checkpoint.objects.order_by("pk").first()
    CheckpointTime.objects.create(checkpoint=first, token=bytes(row.token), at=row.at)
    (fault,) = audit().faults
    assert fault.message == f"the trusted time of checkpoint {first.size} does not hold: it is of another"
