"""Workers that die, databases that restart, servers that refuse: what becomes of the copies."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from coalition.mail import bulk, transport
from coalition.privacy import services as privacy
from newsletters.editions import services as editions
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Issue
from tests.factories.newsletters import SubscriberFactory, make_edition
from tests.mail.test_drain import Wire

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed():
    SubscriberFactory.create_batch(3)
    editions.send(page=make_edition())
    return Delivery.objects.order_by("pk")


def test_claimed_rows_wait_again_and_the_one_on_the_wire_is_uncertain(owed, wire):
    now = datetime.now(UTC)
    batch = sending.claim(worker="dead", now=now)
    owed.filter(pk=batch[0].pk).update(state="sending")

    assert sending.recover(now=now) == 0
    assert sending.recover(now=now + sending.LEASE + timedelta(seconds=1)) == 2
    assert sending.recover(now=now + bulk.longest_hand_over() + timedelta(seconds=1)) == 1
    sending.deliver()

    assert list(owed.values_list("state", flat=True)) == ["uncertain", "sent", "sent"]
    assert (len(wire), Issue.objects.get().state) == (2, "sent")


@pytest.mark.parametrize(
    "leave",
    [
        lambda reader: readers.unsubscribe(reader=reader),
        lambda reader: privacy.erase(address=reader.email),
    ],
    ids=["unsubscribed", "erased"],
)
def test_a_reader_who_leaves_once_a_worker_took_the_batch_is_not_sent_it(owed, wire, monkeypatch, leave):
    leaving, taken = owed[1], sending.claim
    address = leaving.subscriber.email

    def claim_and_leave(**values):
        batch = taken(**values)
        if batch:
            assert [row.wanted for row in batch] == [True] * 3
            leave(leaving.subscriber)
        return batch

    monkeypatch.setattr(sending, "claim", claim_and_leave)
    outcome = sending.deliver()

    assert list(owed.values_list("state", flat=True)) == ["sent", "skipped", "sent"]
    assert (outcome.sent, len(wire), address in [recipient for _sender, recipient, _data in wire]) == (2, 2, False)
    assert Issue.objects.get().state == "sent"


def test_a_copy_whose_text_the_server_has_is_past_stopping(owed):
    sending.claim(worker="busy", now=datetime.now(UTC))
    Delivery.objects.filter(pk=owed[0].pk).update(state="sending")

    readers.unsubscribe(reader=owed[0].subscriber)

    assert list(owed.values_list("state", flat=True)) == ["sending", "claimed", "claimed"]


def test_rows_claimed_before_the_database_restarted_are_uncertain(owed):
    sending.claim(worker="dead", now=datetime.now(UTC))
    owed.update(claimed_at=datetime(2000, 1, 1, tzinfo=UTC))

    sending.recover(now=datetime.now(UTC))

    assert set(owed.values_list("state", flat=True)) == {"uncertain"}


def test_a_reader_whose_address_brings_the_server_down_holds_up_nobody(owed, monkeypatch):
    """Whatever comes before it, the copy that takes the server away comes last in the next run."""
    poison, sent = owed[0].subscriber.email, []

    class Server(Wire):
        def send(self, *, recipient, on_wire, **mail):
            if recipient == poison:
                raise transport.Outage("gone")
            sent.append(on_wire())

    monkeypatch.setattr(bulk, "open_transport", Server)
    for minute in range(2):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=minute)):
            assert sending.deliver().outage

    assert list(owed.values_list("state", flat=True)) == ["pending", "sent", "sent"]
    assert sent == [True, True]


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        (transport.Outage("down"), ["sent", "pending", "pending"]),
        (transport.Ambiguous("broke"), ["sent", "uncertain", "pending"]),
        (transport.Refused(550, b"gone"), ["sent", "failed", "sent"]),
        (transport.Refused(451, b"later"), ["sent", "pending", "sent"]),
        (("early", transport.Refused(451, b"later")), ["sent", "pending", "sent"]),
        (("early", transport.Refused(550, b"gone")), ["sent", "failed", "sent"]),
        (("early", transport.Withheld()), ["sent", "claimed", "sent"]),
    ],
)
def test_what_the_server_says_decides(owed, monkeypatch, answer, states):
    carrier = Wire(None, answer)
    monkeypatch.setattr(bulk, "open_transport", lambda: carrier)

    sending.deliver()

    assert list(owed.values_list("state", flat=True)) == states
    tried = owed[1].attempts
    assert tried == (0 if isinstance(answer, transport.Outage) or states[1] == "claimed" else 1)
    assert list(owed.exclude(state="pending").filter(claimed_by="").values_list("state", flat=True)) in (
        [], ["uncertain"], ["failed"],
    )  # fmt: skip
