"""What single mails add to the engine: headers, suppression, erasure, words that are kept or not."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine

from coalition.mail import drain, engine, personal_data, rendering, services
from coalition.mail.models import Epoch, Message
from coalition.mail.services import forget_words
from tests.factories.mail import MessageFactory
from tests.mail import memory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wire():
    memory.outbox.clear()
    with time_machine.travel(NOW, tick=False):
        yield memory.outbox


def test_a_due_mail_is_sent_with_its_headers(wire):
    MessageFactory(key="k", to="a@town.example", reply_to="host@town.example")

    outcome = drain.drain()

    assert (outcome.sent, outcome.failed, outcome.outage, outcome.more) == (1, 0, False, False)
    [(sender, recipient, data)] = wire
    mail = message_from_bytes(data, policy=policy.default)
    assert (sender, recipient) == ("network@coalition.example", "a@town.example")
    names = ("From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted", "Reply-To")
    assert {name: mail[name] for name in names} == {
        "From": "Coalition of local governments <network@coalition.example>",
        "To": "a@town.example",
        "Subject": "Confirm the newsletter",
        "Message-ID": rendering.message_id("k"),
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "Reply-To": "host@town.example",
    }
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    message = Message.objects.get()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, NOW)


def test_an_invitation_is_an_alternative_and_an_attachment(wire):
    ics = {"name": "event.ics", "content": "BEGIN:VCALENDAR", "type": "text/calendar; method=REQUEST; charset=utf-8"}
    MessageFactory(attachments=[ics])

    drain.drain()

    mail = message_from_bytes(wire[0][2], policy=policy.default)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [(part.get_param("method"), part.get_filename(), part.get_content().strip()) for part in parts] == [
        ("REQUEST", None, "BEGIN:VCALENDAR"),
        ("REQUEST", "event.ics", "BEGIN:VCALENDAR"),
    ]


@pytest.fixture
def held():
    """A mail that is being handed over."""
    message, mails = MessageFactory(key="k", context={"code": "123456", "reason": "Words."}), drain.Mails()
    [message] = engine.claim(mails, now=NOW)
    drain.build(message)
    assert engine.mark(mails, message)
    return message


def answered(message):
    engine.settle(drain.Mails(), message, Message.State.SENT, sent_at=NOW)


def test_an_answer_is_no_longer_ours_once_an_editor_sent_it_again(held, wire):
    engine.recover(drain.Mails(), now=NOW + timedelta(days=1))
    services.send_again(message=held, by=None)
    answered(held)
    assert Message.objects.get().state == "queued"

    drain.drain()

    assert message_from_bytes(wire[0][2])["Message-ID"] == rendering.message_id("k")
    assert Message.objects.values_list("state", "attempts").get() == ("sent", 2)


def test_a_mail_stays_empty_when_its_address_was_erased_while_it_was_handed_over(held):
    personal_data.erase(held.to)

    answered(held)

    kept = Message.objects.values_list("state", "to", "subject", "html", "text", "context", "sent_at").get()
    assert kept == ("sent", "", "", "", "", {}, NOW)


def test_words_forgotten_while_a_mail_is_rendered_are_not_sent(wire):
    """The worker read them before; its mark is refused, and what goes out when its lease ends has not got them."""
    MessageFactory(key="k", context={"code": "123456", "reason": "Words."})
    mails = drain.Mails()
    [message] = engine.claim(mails, now=NOW)
    drain.build(message)
    forget_words(key="k", name="reason")

    assert not engine.mark(mails, message)
    with time_machine.travel(NOW + engine.LEASE, tick=False):
        assert drain.drain().sent == 1

    assert Message.objects.get().context == {"code": "123456", "reason": ""}


@pytest.mark.parametrize(("demo", "kept"), [(False, False), (True, True)])
def test_sensitive_words_are_erased_once_sent_but_in_the_demo(settings, demo, kept):
    settings.DEMO = demo
    MessageFactory(sensitive=True)

    drain.drain()

    message = Message.objects.get()
    assert [bool(message.context), bool(message.html), bool(message.text)] == [kept] * 3


@pytest.mark.parametrize("mails", [1, 3])
def test_a_drain_costs_two_queries_a_mail(mails, django_assert_num_queries):
    Epoch.objects.all().delete()
    MessageFactory.create_batch(mails)

    # recovery, the epoch of mail (savepoint, lock, place, cluster, epoch, begin, count, release), suppressions, who is
    # discreet, two claims (savepoint, select, update, release; the second has nothing to update)
    with django_assert_num_queries(18 + 2 * mails):
        drain.drain()
