"""Six digits are a million guesses: nobody gets that many, and nobody uses up another's."""

import pytest

from charter.signing import emails
from charter.signing.models import Signature
from coalition.privacy.one_time_codes import MAX_ATTEMPTS
from tests.factories.charter import SignatureFactory, agree, link_to, published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(monkeypatch, settings):
    """What was mailed, in order. Limits are on."""
    mailed = []
    send = emails.send_code

    def keep(signature, code):
        message = send(signature, code)
        mailed.append((message.state, code))
        return message

    monkeypatch.setattr("charter.signing.emails.send_code", keep)
    settings.RATE_LIMITS_ENABLED = True
    published_version()
    return mailed


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def at_the_code(signature):
    agree(signature)
    return f"/en/charter/sign/{link_to(signature)}/code/"


def test_a_code_that_was_guessed_five_times_is_dead(client, codes):
    """The right code does not help whoever has guessed too often."""
    address = at_the_code(SignatureFactory())
    code = codes[0][1]

    answers = [client.post(address, {"code": wrong(code)}).context["form"].errors for _time in range(MAX_ATTEMPTS)]
    last = client.post(address, {"code": code})

    assert [list(errors) for errors in [*answers, last.context["form"].errors]] == [["code"]] * (MAX_ATTEMPTS + 1)
    assert Signature.objects.get().state == "draft"


def test_a_stranger_who_names_the_same_mailbox_neither_blocks_nor_replaces_the_right_code(client, codes):
    mine, theirs = (SignatureFactory(official_email="mayor@town.example") for _number in range(2))
    my_address, their_address = at_the_code(mine), at_the_code(theirs)
    my_code, their_code = codes[0][1], codes[1][1]

    for _time in range(15):
        client.post(their_address, {"code": wrong(their_code)}, REMOTE_ADDR="192.0.2.7")

    assert client.post(my_address, {"code": my_code}).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "submitted"


def test_a_code_over_the_budget_of_the_mailbox_cannot_be_guessed(client, codes):
    addresses = [at_the_code(SignatureFactory(official_email="mayor@town.example")) for _number in range(4)]

    answers = [
        client.post(address, {"code": code}).status_code
        for address, (_state, code) in zip(addresses, codes, strict=True)
    ]

    assert [state for state, _code in codes] == ["queued"] * 3 + ["over_budget"]
    assert answers[-1] == 200  # as for a wrong code: the page says nothing else
