"""One engine, two ledgers: what becomes of a mail is the same for single mails and for the copies of an edition."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
import time_machine
from django.db import models

from coalition.mail import drain, engine, transport
from coalition.mail.models import Message
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import EditionTextFactory, ReaderFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2200, 1, 1, 12, tzinfo=UTC)  # after the start of any PostgreSQL
LEAVE = timedelta(seconds=1)


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
        self.sent.append((recipient, message_from_bytes(data)["Message-ID"]))


def owe_copies(count: int) -> None:
    text = EditionTextFactory()
    readers = ReaderFactory.create_batch(count)
    Delivery.objects.bulk_create(Delivery(edition=text.edition, text=text, reader=reader) for reader in readers)


@dataclass(frozen=True)
class Kind:
    """One ledger, and how three of its mails are owed."""

    model: type[models.Model]
    ledger: type[engine.Ledger[Any]]
    run: Any
    owe: Any

    def states(self, *more: str) -> list[Any]:
        rows = self.model.objects.order_by("pk")
        return list(rows.values_list("state", *more) if more else rows.values_list("state", flat=True))


@pytest.fixture(
    params=[
        Kind(Message, drain.Mails, drain.drain, MessageFactory.create_batch),
        Kind(Delivery, sending.Copies, sending.deliver, owe_copies),
    ],
    ids=["mails", "copies"],
)
def kind(request, settings):
    settings.DEMO, settings.MAIL_EPOCHS = False, None  # no specimen of a letter; nothing beside the database
    with time_machine.travel(NOW, tick=False):
        yield request.param


@pytest.fixture
def use(monkeypatch):
    """Return a function that lets a wire give the next answers."""

    def answer(*answers):
        carrier = Wire(*answers)
        monkeypatch.setattr(engine, "open_transport", lambda: carrier)
        return carrier

    return answer


def later(time: timedelta) -> time_machine.travel:
    return time_machine.travel(NOW + time, tick=False)


@pytest.mark.parametrize(
    ("answer", "states", "attempts", "error"),
    [
        (transport.Outage("down"), ["sent", "queued", "queued"], 0, "Outage: down"),
        (transport.Ambiguous("broke"), ["sent", "uncertain", "queued"], 1, "Ambiguous: broke"),
        (transport.Refused(550, b"gone"), ["sent", "failed", "sent"], 1, "Refused: 550 gone"),
        (transport.Refused(451, b"later"), ["sent", "queued", "sent"], 1, "Refused: 451 later"),
        (RuntimeError("after the mark"), ["sent", "uncertain", "sent"], 1, "RuntimeError: after the mark"),
        (("early", transport.Refused(450, b"busy")), ["sent", "queued", "sent"], 1, "Refused: 450 busy"),
        (("early", transport.Refused(550, b"gone")), ["sent", "failed", "sent"], 1, "Refused: 550 gone"),
        (
            ("early", RuntimeError("\0 before the mark")),
            ["sent", "queued", "sent"],
            1,
            "RuntimeError:  before the mark",
        ),
        (("early", transport.Withheld()), ["sent", "queued", "sent"], 0, ""),
    ],
    ids=lambda value: None,
)
def test_what_the_server_says_decides(kind, use, answer, states, attempts, error):
    kind.owe(3)
    use(None, answer)

    outcome = kind.run()

    assert kind.states() == states
    assert kind.states("attempts", "last_error")[1] == (states[1], attempts, error)
    assert outcome.outage == isinstance(answer, transport.Outage | transport.Ambiguous)
    assert (outcome.sent, outcome.failed, outcome.uncertain) == tuple(
        states.count(state) for state in ("sent", "failed", "uncertain")
    )
    assert set(kind.model.objects.filter(state="sent").values_list("sent_at", "attempts")) == {(NOW, 1)}


def test_an_outage_loses_nothing_and_what_it_came_with_goes_last(kind, use):
    kind.owe(3)
    carrier = use(None, transport.Outage("down"))
    kind.run()
    second, third = kind.model.objects.filter(state="queued").order_by("pk")
    assert second.next_attempt_at > third.next_attempt_at  # it may be what the server stumbles over

    with later(engine.OUTAGE_PAUSE):
        assert kind.run().sent == 2

    assert len({number for _to, number in carrier.sent}) == 3


def test_an_uncertain_one_is_never_sent_again_by_itself(kind, use):
    kind.owe(2)
    carrier = use(transport.Ambiguous("broke"))
    kind.run()

    with later(timedelta(days=1)):
        kind.run()

    assert (kind.states(), len(carrier.sent)) == (["uncertain", "sent"], 1)


def test_a_refusal_waits_longer_each_time_and_is_given_up_in_the_end(kind, use):
    kind.owe(1)
    most = kind.ledger.most_attempts
    use(*[transport.Refused(451, b"later")] * most)
    now, pauses = NOW, []
    for _attempt in range(most):
        with time_machine.travel(now, tick=False):
            kind.run()
        due = kind.model.objects.values_list("next_attempt_at", flat=True).get()
        pauses.append(due - now)
        now = max(due, now)

    doubled = [min(engine.FIRST_PAUSE * 2**number, engine.LONGEST_PAUSE) for number in range(most - 1)]
    assert pauses[:-1] == doubled
    assert kind.states("attempts") == [("failed", most)]


def test_a_dead_workers_go_out_after_the_lease_under_the_same_id(kind, use):
    kind.owe(3)
    assert len(engine.claim(kind.ledger(), now=NOW)) == 3  # the worker dies here
    carrier = use()

    assert kind.run().sent == 0
    with later(engine.LEASE):
        assert kind.run().sent == 3

    assert len({number for _to, number in carrier.sent}) == 3
    assert kind.states("attempts") == [("sent", 1)] * 3


def test_a_slow_worker_leaves_the_rows_that_another_took(kind, use):
    kind.owe(2)
    ledger, outcome = kind.ledger(), engine.Outcome()
    slow = engine.claim(ledger, now=NOW)
    carrier = use()

    with later(engine.LEASE):
        kind.run()
        engine.send_batch(ledger, slow, carrier, outcome)

    assert (outcome.sent, len(carrier.sent)) == (0, 2)


class TestAMailBeingHandedOver:
    @pytest.fixture
    def held(self, kind):
        kind.owe(1)
        ledger = kind.ledger()
        [row] = engine.claim(ledger, now=NOW)
        ledger.look_up([row])
        ledger.build(row)
        assert engine.mark(ledger, row)
        return ledger, row

    def test_is_left_alone_while_its_answer_may_come(self, kind, held, use):
        carrier = use()
        with later(transport.longest_hand_over()):
            assert kind.run().sent == 0
        assert (kind.states(), carrier.sent) == (["handing_over"], [])

    def test_is_uncertain_when_no_answer_can_come_any_more(self, kind, held, use):
        carrier = use()
        with later(transport.longest_hand_over() + LEAVE):
            assert kind.run().sent == 0
        assert (kind.states("attempts"), carrier.sent) == ([("uncertain", 1)], [])

    def test_is_sent_when_its_answer_came_very_late(self, kind, held):
        ledger, row = held
        assert engine.recover(ledger, now=NOW + timedelta(days=1)) == 1

        engine.settle(ledger, row, engine.State.SENT, sent_at=NOW)

        assert kind.states("sent_at") == [("sent", NOW)]


def test_an_edition_keeps_to_the_pace_of_the_settings_and_single_mails_do_not_wait(use, kind, settings):
    settings.MAIL_PER_MINUTE = 2
    kind.owe(5)
    use()

    sent = []
    for minute in range(3):
        with later(timedelta(minutes=minute)):
            sent += [kind.run().sent, kind.run().sent]  # a second worker in the same minute

    assert sent == ([2, 0, 2, 0, 1, 0] if kind.model is Delivery else [5, 0, 0, 0, 0, 0])
