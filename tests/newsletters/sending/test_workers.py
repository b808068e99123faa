"""What the copies of an edition add to the engine: readers who leave, a letter encoded once."""

from datetime import UTC, datetime

import pytest

from coalition.mail import engine
from coalition.privacy import services as privacy
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed():
    ReaderFactory.create_batch(3)
    send_edition(page=make_edition())
    return Delivery.objects.order_by("pk")


@pytest.mark.parametrize(
    "leave",
    [
        lambda reader: readers.unsubscribe(reader=reader),
        lambda reader: privacy.erase(address=reader.email),
    ],
    ids=["unsubscribed", "erased"],
)
def test_a_reader_who_leaves_once_a_worker_took_the_batch_is_not_sent_it(owed, wire, monkeypatch, leave):
    leaving, looked_up = owed[1], sending.Copies.look_up
    address = leaving.reader.email

    def look_up_and_leave(copies, batch):
        looked_up(copies, batch)
        assert [copies.refusal(row) for row in batch] == [None] * 3
        leave(leaving.reader)

    monkeypatch.setattr(sending.Copies, "look_up", look_up_and_leave)
    outcome = sending.deliver()

    assert list(owed.values_list("state", flat=True)) == ["sent", "skipped", "sent"]
    assert (outcome.sent, len(wire), address in [recipient for _sender, recipient, _data in wire]) == (2, 2, False)
    assert Edition.objects.get().state == "sent"


def test_who_asks_for_discretion_once_a_worker_took_the_batch_gets_no_copy_of_before(owed, wire, letters, monkeypatch):
    reader, looked_up = owed[1].reader, sending.Copies.look_up

    def look_up_and_change(copies, batch):
        looked_up(copies, batch)
        if len(batch) == 3:
            readers.change_settings(reader=reader, language="en", discreet=True, themes=[], frequency="each")

    monkeypatch.setattr(sending.Copies, "look_up", look_up_and_change)
    sending.deliver()

    told = {str(letter["To"]): letter["Subject"] == "Autumn in the network" for letter in letters()}
    assert list(owed.values_list("state", flat=True)) == ["sent"] * 3
    assert [told.pop(row.reader.email) for row in owed] == [True, False, True]
    assert told == {}


def test_a_copy_whose_text_the_server_has_is_past_stopping(owed):
    engine.claim(sending.Copies(), now=datetime.now(UTC))
    Delivery.objects.filter(pk=owed[0].pk).update(state="handing_over")

    readers.unsubscribe(reader=owed[0].reader)

    assert list(owed.values_list("state", flat=True)) == ["handing_over", "sending", "sending"]
