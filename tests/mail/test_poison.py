"""One mail that fails, however it fails, fails alone."""

from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.mail import drain, engine, rendering, transport
from coalition.mail.models import Message
from tests.factories.mail import MessageFactory
from tests.mail import memory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOSTILE_ROWS = 200


class Panic(BaseException):
    """As a library in Rust panics."""


class Picky(memory.MemoryTransport):
    """Carries what comes, and breaks on what an address begins with, before or after the mark."""

    def send(self, *, sender, recipient, data, on_wire):
        recipient.encode("ascii")
        if recipient.startswith("early"):
            raise RuntimeError("before the mark")
        if recipient.startswith("panic"):
            raise Panic
        if recipient.startswith("refused"):
            raise transport.Refused(550, b"no")
        if recipient.startswith("hangs"):
            raise transport.Refused(451, b"the server left")
        super().send(sender=sender, recipient=recipient, data=data, on_wire=on_wire)


HOSTILE = {
    "no such domain": {"to": "a@-\u0628\u0644\u062f\u064a\u0629-.example"},
    "letters before the at": {"to": "\u0623\u0645\u064a\u0646\u0629@town.example"},
    "line break": {"to": "a\r\nBcc: b@town.example"},
    "no template": {"template": "no/such"},
    "address to answer to with a line break": {"reply_to": "a@town.example\r\nBcc: b@town.example"},
    "attachment without a type": {"attachments": [{"name": "a"}]},
    "context of another kind": {"context": ["not", "a", "mapping"]},
    "early": {"to": "early@town.example"},
    "panic": {"to": "panic@town.example"},
    "refused": {"to": "refused@town.example"},
    "hangs up": {"to": "hangs@town.example"},
}


@pytest.fixture(autouse=True)
def picky(monkeypatch):
    memory.outbox.clear()
    monkeypatch.setattr(engine, "open_transport", Picky)
    plain = rendering.Body("Subject", "<p>Words</p>", "Words")
    known = rendering.render

    def render(*, template, context, **options):
        if template == "no/such" or not isinstance(context, dict):
            return known(template=template, context=context, **options)
        return plain  # what is asked here is who is sent to: two hundred layouts would take their time

    monkeypatch.setattr(rendering, "render", render)
    with time_machine.travel(NOW, tick=False):
        yield


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_two_hundred_hostile_rows_delay_no_good_one(data):
    """Wherever the hostile rows stand, and of whatever kind, every good mail leaves in the first pass."""
    Message.objects.all().delete()
    memory.outbox.clear()
    kinds = data.draw(st.lists(st.sampled_from(sorted(HOSTILE)), min_size=HOSTILE_ROWS, max_size=HOSTILE_ROWS))
    places = data.draw(st.lists(st.integers(0, HOSTILE_ROWS), min_size=24, max_size=24))
    rows = [MessageFactory.build(**HOSTILE[kind]) for kind in kinds]
    for number, place in enumerate(sorted(places, reverse=True)):
        rows.insert(place, MessageFactory.build(to=f"good{number}@town.example"))
    Message.objects.bulk_create(rows)

    drain.drain(seconds=600)

    arrived = {recipient for _sender, recipient, _data in memory.outbox}
    assert {f"good{number}@town.example" for number in range(24)} <= arrived
    left = Message.objects.exclude(to__in=arrived).exclude(state="sent")
    assert not left.exclude(state__in=["queued", "failed"]).exists()
    assert set(left.values_list("attempts", flat=True)) <= {1}  # each was tried, and will wait longer each time
    assert not left.filter(state="queued", next_attempt_at__lte=NOW).exists()


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_any_exception_of_one_mail_is_its_own_failed_attempt(kind):
    """Each kind does fail, and says why in the mail log."""
    message = MessageFactory(**HOSTILE[kind])

    drain.drain()

    message.refresh_from_db()
    assert (message.attempts, message.state) == (1, "failed" if kind == "refused" else "queued")
    assert message.last_error
    assert memory.outbox == []


def test_words_that_postgresql_cannot_keep_are_no_reason_to_stop(monkeypatch):
    MessageFactory(to="good@town.example")
    words = rendering.Body("Subject", "<p>\0\ud800</p>", "\0")
    monkeypatch.setattr(rendering, "render", lambda **options: words)

    drain.drain()

    assert Message.objects.values_list("state", "html", "text").get() == ("sent", "<p>?</p>", "")
