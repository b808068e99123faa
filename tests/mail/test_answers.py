"""The answer to one copy is written with the mark of the next: one statement, one answer at most that a worker alone
knows, and nobody who waits for anybody."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings as site
from django.db import OperationalError

from coalition.mail import engine, rows
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.databases import server_parameters
from tests.mail.test_engine import owe_copies

NOW = datetime(2200, 1, 1, 12, tzinfo=UTC)  # after the start of any PostgreSQL


class Wire:
    """Takes each mail, and looks at the ledger once it has the text."""

    def __init__(self):
        self.seen = []

    def send(self, *, sender, recipient, data, on_wire):
        assert on_wire()
        self.seen.append(sorted(Delivery.objects.values_list("state", flat=True)))


def claimed(count):
    owe_copies(count)
    ledger = sending.Copies()
    batch = engine.claim(ledger, now=NOW)
    ledger.look_up(batch)
    return ledger, batch


@pytest.mark.django_db
def test_one_answer_at_most_is_not_in_the_ledger():
    ledger, batch = claimed(4)
    wire, outcome = Wire(), engine.Outcome()

    engine.send_batch(ledger, batch, wire, outcome)

    assert [states.count("handing_over") for states in wire.seen] == [1, 1, 1, 1]
    assert [states.count("sent") for states in wire.seen] == [0, 1, 2, 3]
    assert list(Delivery.objects.values_list("state", flat=True)) == ["sent"] * 4
    assert outcome.sent == 4


@pytest.mark.django_db
def test_a_copy_costs_one_statement(django_assert_num_queries):
    ledger, batch = claimed(3)
    ledger.build(batch[0])

    with django_assert_num_queries(4):  # three marks, two of which write an answer, and the last answer
        engine._send_each(ledger, batch, Unseen(), engine.Outcome())
        engine._record(ledger)


class Unseen(Wire):
    def send(self, *, sender, recipient, data, on_wire):
        assert on_wire()


@pytest.mark.django_db
def test_an_answer_is_written_when_what_follows_fails_and_when_it_cannot_be_marked(monkeypatch):
    ledger, batch = claimed(2)
    build = ledger.build
    broken = {batch[1].pk}

    def fail(row):
        if row.pk in broken:
            raise KeyboardInterrupt
        return build(row)

    monkeypatch.setattr(ledger, "build", fail)
    with pytest.raises(KeyboardInterrupt):
        engine.send_batch(ledger, batch, Unseen(), engine.Outcome())

    assert dict(Delivery.objects.values_list("pk", "state")) == {batch[0].pk: "sent", batch[1].pk: "sending"}


@pytest.mark.django_db
def test_an_answer_waits_on_where_the_database_does_not_answer(monkeypatch):
    ledger, batch = claimed(2)
    write_both, lost = rows.write_both, []

    def fail_once(*changes):
        if not lost:
            lost.append(changes)
            raise OperationalError("gone")
        return write_both(*changes)

    monkeypatch.setattr(rows, "write_both", fail_once)
    outcome = engine.Outcome()
    engine.send_batch(ledger, batch, Unseen(), outcome)

    assert dict(Delivery.objects.values_list("pk", "state")) == {batch[0].pk: "sent", batch[1].pk: "queued"}
    assert (len(lost), outcome.sent) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_mark_waits_for_nobody():
    """Whoever locks many rows may wait for the first of two: then the second is not waited for."""
    ledger, (first, then) = claimed(2)
    assert engine.mark(ledger, first)
    engine._sent(ledger, first)

    with psycopg.connect(**server_parameters(site.DATABASES["default"]["NAME"])) as somebody:
        somebody.execute("SELECT 1 FROM newsletters_delivery WHERE id = %s FOR UPDATE", [then.pk])
        assert not engine.mark(ledger, then)

    assert dict(Delivery.objects.values_list("pk", "state")) == {first.pk: "sent", then.pk: "sending"}
    assert engine.mark(ledger, then)


@pytest.mark.django_db
def test_behind_a_pooler_nothing_is_planned_ahead(settings):
    ledger, (first, then) = claimed(2)
    assert engine.mark(ledger, first)
    engine._sent(ledger, first)
    settings.LISTEN_DATABASE_URL = "postgresql://db.internal:5432"

    assert engine.mark(ledger, then)

    assert dict(Delivery.objects.values_list("pk", "state")) == {first.pk: "sent", then.pk: "handing_over"}
