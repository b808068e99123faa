"""Several people of one town hall write at once, on real connections."""

from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import transaction

from charter.reports.relay import services as relay
from charter.reports.relay.models import PeerMessage
from coalition.mail.models import Message
from coalition.privacy import tokens
from tests.charter.followup.test_peers import done, mine
from tests.charter.followup.test_race import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def write(own, text: str) -> str:
    try:
        relay.write_to_peer(signature=own.signature, code="ES-PEER", deliverable="diagnosis", text=text, language="en")
    except relay.TooManyMessages:
        return "too many"
    return "sent"


def towns():
    with transaction.atomic():
        own, _peer = mine(), done("ES-PEER")
        for number in range(4):
            write(own, f"Message {number}")
    return own


def test_of_many_at_once_only_the_fifth_of_the_day_is_sent():
    own = towns()
    texts = iter([f"Another {place}" for place in range(AT_ONCE)])
    assert sorted(at_once(lambda: write(own, next(texts)))) == ["sent"] + ["too many"] * (AT_ONCE - 1)
    assert (PeerMessage.objects.count(), Message.objects.count()) == (5, 10)


def test_canary_without_the_lock_more_are_sent(monkeypatch):
    """Proves that the lock of the row, and nothing else, keeps the limit."""
    own = towns()
    texts, counted = iter([f"Another {place}" for place in range(AT_ONCE)]), Barrier(AT_ONCE)

    def new_token() -> tuple[str, str]:
        counted.wait(timeout=30)
        return tokens.new_token()

    monkeypatch.setattr(relay, "_lock", lambda _sender: None)
    monkeypatch.setattr(relay, "tokens", SimpleNamespace(new_token=new_token))
    assert at_once(lambda: write(own, next(texts))) == ["sent"] * AT_ONCE
