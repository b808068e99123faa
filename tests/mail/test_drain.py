"""Leases, outages, refusals, suppression, erasure: what becomes of owed mails."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine

from coalition.mail import drain, mime, personal_data, services, transport
from coalition.mail.models import Message, Suppression
from tests.factories.mail import MessageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wire():
    transport.outbox.clear()
    with time_machine.travel(NOW, tick=False):
        yield transport.outbox


class Wire:
    """A transport that answers each mail with the next of `answers`: None is accepted.

    An Outage comes before the mail is handed over, and so does the answer of a pair ("early", answer).
    """

    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def send(self, *, sender, recipient, data, on_wire):
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, tuple):
            raise answer[1]
        if not isinstance(answer, transport.Outage) and not on_wire():
            raise transport.Withheld
        if answer is not None:
            raise answer
        self.sent.append(recipient)


def use(monkeypatch, *answers):
    carrier = Wire(*answers)
    monkeypatch.setattr(drain, "open_transport", lambda: carrier)
    return carrier


def test_a_due_mail_is_sent_with_its_headers(wire):
    MessageFactory(key="k", to="a@town.example", reply_to="host@town.example", headers={"X-Thing": "1"})

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
        "Message-ID": mime.message_id("k"),
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "Reply-To": "host@town.example",
    }
    assert mail["X-Thing"] == "1"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    message = Message.objects.get()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, NOW)


def test_a_discreet_mail_has_a_neutral_sender(wire):
    MessageFactory(discreet=True)

    drain.drain()

    mail = message_from_bytes(wire[0][2], policy=policy.default)
    assert (mail["From"], mail["Subject"]) == ("Agenda <agenda@letters.example>", "Your code")


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


def test_one_key_is_one_mail():
    first, second = [
        services.send(key="same", template="newsletters/mail/confirm", to=to, language="en")
        for to in ("A@town.example ", "b@town.example")
    ]

    assert first.pk == second.pk
    assert list(Message.objects.values_list("to", flat=True)) == ["a@town.example"]


def test_an_outage_uses_up_no_attempt_and_loses_nothing(monkeypatch):
    MessageFactory.create_batch(3)
    carrier = use(monkeypatch, None, transport.Outage("down"))

    outcome = drain.drain()

    assert (outcome.sent, outcome.outage) == (1, True)
    states = Message.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("sent", 1), ("queued", 0), ("queued", 0)]
    second, third = Message.objects.filter(state="queued").order_by("pk")
    assert second.next_attempt_at > third.next_attempt_at  # it may be what the server stumbles over
    with time_machine.travel(NOW + drain.OUTAGE_PAUSE):
        assert drain.drain().sent == 2
    assert len(carrier.sent) == 3


def test_a_temporary_refusal_waits_longer_each_time(monkeypatch):
    message = MessageFactory()
    use(monkeypatch, transport.Refused(451, b"later"), transport.Refused(451, b"later"))
    drain.drain()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.next_attempt_at) == ("queued", 1, NOW + timedelta(minutes=1))

    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        drain.drain()
    message.refresh_from_db()

    assert (message.attempts, message.next_attempt_at) == (2, NOW + timedelta(minutes=3))
    assert message.last_error == "Refused: 451 later"


def test_a_permanent_refusal_is_final(monkeypatch):
    MessageFactory()
    use(monkeypatch, transport.Refused(550, b"no such user"))

    assert drain.drain().failed == 1
    assert Message.objects.values_list("state", "attempts").get() == ("failed", 1)


def test_a_refusal_before_the_text_is_counted_once_too(monkeypatch):
    MessageFactory()
    use(monkeypatch, ("early", transport.Refused(450, b"busy")))

    drain.drain()

    assert Message.objects.values_list("state", "attempts", "last_error").get() == ("queued", 1, "Refused: 450 busy")


def test_a_mail_without_an_answer_is_uncertain_and_the_others_wait(monkeypatch):
    MessageFactory.create_batch(2)
    carrier = use(monkeypatch, transport.Ambiguous("broke"))

    outcome = drain.drain()

    assert (outcome.sent, outcome.uncertain, outcome.failed, outcome.outage) == (0, 1, 0, True)
    rows = Message.objects.order_by("pk").values_list("state", "attempts", "subject", "last_error")
    assert list(rows) == [("uncertain", 1, "Confirm the newsletter", "Ambiguous: broke"), ("queued", 0, "", "")]
    with time_machine.travel(NOW + timedelta(days=1)):
        drain.drain()
    assert len(carrier.sent) == 1
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["uncertain", "sent"]


class TestAMailBeingHandedOver:
    @pytest.fixture
    def held(self):
        MessageFactory(key="k")
        [message] = drain.claim(now=NOW)
        drain._build(message)
        assert drain._mark(message)
        return message

    def test_is_left_alone_while_its_answer_may_come(self, held, wire):
        with time_machine.travel(NOW + transport.longest_hand_over(), tick=False):
            assert drain.drain().sent == 0
        assert (Message.objects.get().state, wire) == ("handing_over", [])

    def test_is_uncertain_when_no_answer_can_come_any_more(self, held, wire):
        with time_machine.travel(NOW + transport.longest_hand_over() + timedelta(seconds=1), tick=False):
            assert drain.drain().sent == 0
        assert Message.objects.values_list("state", "subject", "attempts").get() == (
            "uncertain", "Confirm the newsletter", 1,
        )  # fmt: skip
        assert wire == []

    def test_is_sent_when_its_answer_came_very_late(self, held):
        drain.recover(now=NOW + timedelta(days=1))

        drain._mark_sent(held)

        assert Message.objects.get().state == "sent"

    def test_is_no_longer_ours_once_an_editor_sent_it_again(self, held, wire):
        drain.recover(now=NOW + timedelta(days=1))
        services.send_again(message=held, by=None)
        drain._mark_sent(held)
        assert Message.objects.get().state == "queued"

        drain.drain()

        assert message_from_bytes(wire[0][2])["Message-ID"] == mime.message_id("k")
        assert Message.objects.values_list("state", "attempts").get() == ("sent", 2)

    def test_stays_empty_when_its_address_was_erased_meanwhile(self, held):
        personal_data.erase(held.to)

        drain._mark_sent(held)

        assert Message.objects.values_list("state", "to", "subject", "html", "context").get() == (
            "sent",
            "",
            "",
            "",
            {},
        )


def test_the_mark_is_refused_for_a_row_that_is_no_longer_ours():
    MessageFactory()
    [slow] = drain.claim(now=NOW)
    [fast] = drain.claim(now=NOW + drain.LEASE)

    assert (drain._mark(slow), drain._mark(fast)) == (False, True)


def test_a_broken_template_does_not_stop_the_others(wire):
    MessageFactory(template="no/such")
    MessageFactory(to="b@town.example")

    drain.drain()

    assert [recipient for _sender, recipient, _data in wire] == ["b@town.example"]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["queued", "sent"]


def test_a_suppressed_address_gets_nothing(wire):
    services.suppress(address="A@town.example", reason=Suppression.Reason.BOUNCED)
    MessageFactory(to="a@town.example")

    drain.drain()

    assert wire == []
    assert Message.objects.get().state == "suppressed"


def test_a_dead_workers_mail_goes_out_after_its_lease_under_the_same_id(wire):
    MessageFactory(key="k")
    assert len(drain.claim(now=NOW)) == 1  # the worker dies here

    assert drain.drain().sent == 0
    with time_machine.travel(NOW + drain.LEASE):
        assert drain.drain().sent == 1
    assert message_from_bytes(wire[0][2])["Message-ID"] == mime.message_id("k")


def test_a_slow_worker_leaves_a_row_that_another_took(wire):
    MessageFactory()
    slow = drain.claim(now=NOW)
    with time_machine.travel(NOW + drain.LEASE):
        drain.drain()
    outcome = drain.Outcome()

    with transport.open_transport() as carrier:
        drain.send_batch(slow, carrier, outcome)

    assert (outcome.sent, len(wire)) == (0, 1)


@pytest.mark.parametrize(("demo", "kept"), [(False, False), (True, True)])
def test_sensitive_words_are_erased_once_sent_but_in_the_demo(settings, demo, kept):
    settings.DEMO = demo
    MessageFactory(sensitive=True)

    drain.drain()

    message = Message.objects.get()
    assert [bool(message.context), bool(message.html), bool(message.text)] == [kept] * 3


@pytest.mark.parametrize("mails", [1, 3])
def test_a_drain_costs_two_queries_a_mail(mails, django_assert_num_queries):
    MessageFactory.create_batch(mails)

    # recovery, the epoch of mail (savepoint, lock, place, cluster, epoch, begin, count, release), suppressions, who is
    # discreet, two claims (savepoint, select, update, release; the second has nothing to update)
    with django_assert_num_queries(18 + 2 * mails):
        drain.drain()
