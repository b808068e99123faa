"""Trusted time: only what the chosen authority signed for our own request; entries without it say so."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from asn1crypto import cms, tsp
from django.db import DatabaseError, transaction

from charter.audit.services import verify
from charter.ledger import services as ledger
from charter.ledger import timestamps
from charter.ledger.models import LedgerEntry, TrustedTime
from tests.charter.ledger.authority import make_authority, serving
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db
DIGEST = hashlib.sha256(b"an entry of the ledger").digest()
MOMENT = datetime(2026, 6, 12, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def running():
    with serving(make_authority(MOMENT)) as server:
        yield server


@pytest.fixture
def authority(running, settings):
    """The authority, configured and well-behaved."""
    running.misbehave = None
    running.asked.clear()
    settings.CHARTER_TSA_URL = running.url
    settings.CHARTER_TSA_CERTIFICATE = running.pem
    settings.CHARTER_TSA_ALLOW_LOOPBACK = True
    return running


def test_a_token_gives_the_authoritys_time(authority):
    token = timestamps.timestamp(DIGEST)

    assert token is not None
    assert timestamps.check(token, DIGEST) == MOMENT
    (request,) = authority.asked
    assert request["message_imprint"].native == {
        "hash_algorithm": {"algorithm": "sha256", "parameters": None},
        "hashed_message": DIGEST,
    }
    assert request["nonce"].native is not None


def test_a_changed_token_does_not_hold(authority):
    token = timestamps.timestamp(DIGEST)

    for place in range(40, len(token), max(1, len(token) // 25)):
        changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        try:
            moment = timestamps.check(changed, DIGEST)
        except timestamps.NoTrustedTime:
            continue
        assert moment == MOMENT, place  # a byte that nothing signs, such as a version number


def test_nothing_is_trusted_when_no_authority_is_set(settings, authority):
    settings.CHARTER_TSA_CERTIFICATE = ""

    assert timestamps.timestamp(DIGEST) is None
    assert authority.asked == []


def other_imprint(authority):
    imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"\0" * 32})
    return lambda request: authority.stamp(request, message_imprint=imprint)


def refusal(authority):
    answer = tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {"bad_request"}}})
    return lambda request: answer.dump()


MISBEHAVIOURS = {
    "server error": lambda authority: lambda request: None,
    "refusal": refusal,
    "not a token": lambda authority: lambda request: b"<html>captive portal</html>",
    "cut": lambda authority: lambda request: authority.stamp(request)[:-30],
    "another request": lambda authority: lambda request: authority.stamp(request, nonce=cms.Integer(7)),
    "another digest": other_imprint,
    "another authority": lambda authority: lambda request: make_authority(MOMENT).stamp(request),
    "too large": lambda authority: lambda request: b"0" * (timestamps.MAX_BYTES + 1),
}


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_an_answer_that_does_not_hold_is_no_trusted_time(authority, name, caplog):
    authority.misbehave = MISBEHAVIOURS[name](authority)

    assert timestamps.timestamp(DIGEST) is None
    assert len(authority.asked) == 1
    assert [
        record.message.startswith("No trusted time: ")
        for record in caplog.records
        if record.name == "charter.ledger.timestamps"
    ] == [True]


def test_a_private_address_is_not_reached(settings, authority):
    settings.CHARTER_TSA_ALLOW_LOOPBACK = False

    assert timestamps.timestamp(DIGEST) is None
    assert authority.asked == []


def test_each_entry_gets_a_token_over_its_hash(authority):
    submitted()
    assert ledger.stamp_due() == 2
    assert ledger.stamp_due() == 0

    assert list(TrustedTime.objects.values_list("entry__sequence", "at")) == [(1, MOMENT), (2, MOMENT)]
    asked = [request["message_imprint"]["hashed_message"].native.hex() for request in authority.asked]
    assert asked == list(LedgerEntry.objects.order_by("sequence").values_list("hash", flat=True))
    assert verify().faults == []


def test_a_failure_of_the_authority_is_told_in_the_public_history(authority, client):
    """The time of our own clock is never passed off as trusted."""
    signature = accept(submitted(act_file_sha256="b" * 64))
    url = f"/en/charter/verify/{signature.verification_code}/"
    authority.misbehave = lambda request: None
    assert (ledger.stamp_due(), len(authority.asked)) == (0, 1)
    assert proofs(client.get(url).text) == ["Entry 4 of the public ledger · no trusted time"]

    authority.misbehave = None
    assert ledger.stamp_due() == 4
    assert proofs(client.get(url).text) == ["Entry 4 of the public ledger · trusted time (RFC 3161)"]


def proofs(page: str) -> list[str]:
    """Return what the history says of the proof of each of its lines."""
    return re.findall(r'<p class="history__proof">(.*?)</p>', page)


def test_an_old_gap_is_left_in_plain_sight(authority):
    submitted()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=False):
        assert ledger.stamp_due() == 0


def test_a_token_of_another_entry_is_found(authority):
    submitted()
    ledger.stamp_due()
    first, second = TrustedTime.objects.order_by("entry__sequence")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrustedTime.objects.update(token=b"")
    with pgtrigger.ignore("charter.TrustedTime:trusted_times_are_kept"):
        TrustedTime.objects.filter(pk=second.pk).update(token=bytes(first.token))

    assert [(fault.sequence, fault.kind) for fault in verify().faults] == [(2, "time")]
