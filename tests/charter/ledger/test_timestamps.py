"""Trusted time: only what the chosen authority signed for our own request; otherwise none."""

from datetime import UTC, datetime

import pytest
from asn1crypto import cms, tsp

from charter.ledger import timestamps
from tests.charter.ledger.authority import make_authority, serving

DIGEST = timestamps.sha256(b"an entry of the ledger")
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


def test_a_token_is_for_one_digest(authority):
    token = timestamps.timestamp(DIGEST)

    with pytest.raises(timestamps.NoTrustedTime):
        timestamps.check(token, timestamps.sha256(b"another entry"))


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
    "nothing": lambda authority: lambda request: b"",
    "cut": lambda authority: lambda request: authority.stamp(request)[:-30],
    "more after it": lambda authority: lambda request: authority.stamp(request) + b"more",
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


def test_a_silent_port_is_no_trusted_time(settings, authority):
    settings.CHARTER_TSA_URL = "http://127.0.0.1:9/"

    assert timestamps.timestamp(DIGEST) is None
