"""A run goes on where its last claim ended, and misses nothing that came due before that place."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.mail import engine, rows
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.mail.test_engine import owe_copies

pytestmark = pytest.mark.django_db
NOW = datetime(2200, 1, 1, 12, tzinfo=UTC)  # after the start of any PostgreSQL
MANY = 3000
LEDGER = (
    "INSERT INTO newsletters_delivery (edition_id, text_id, discreet, state, attempts, next_attempt_at, last_error) "
    "SELECT %s, %s, false, 'queued', 0, %s, '' FROM generate_series(1, %s)"
)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def claimed(ledger) -> list[int]:
    return [row.pk for row in engine.claim(ledger, now=NOW)]


def test_what_comes_due_before_the_place_that_a_run_has_reached_comes_last(monkeypatch):
    monkeypatch.setattr(sending.Copies, "batch", 2)
    owe_copies(6)
    first, second, third, fourth, late, never = Delivery.objects.order_by("pk").values_list("pk", flat=True)
    Delivery.objects.filter(pk=late).update(next_attempt_at=NOW + timedelta(minutes=1))
    Delivery.objects.filter(pk=never).update(state="held")
    ledger = sending.Copies()
    assert claimed(ledger) == [first, second]

    Delivery.objects.filter(pk=late).update(next_attempt_at=NOW - timedelta(days=1))

    assert claimed(ledger) == [third, fourth]
    assert claimed(ledger) == [late]
    assert claimed(ledger) == []


def test_another_run_begins_with_the_oldest(monkeypatch):
    monkeypatch.setattr(sending.Copies, "batch", 2)
    owe_copies(3)
    ledger = sending.Copies()
    held = engine.claim(ledger, now=NOW)
    rows.give_back(held, until=NOW - timedelta(hours=1))

    assert claimed(sending.Copies()) == [row.pk for row in held]


def read(sql: str) -> int:
    """Return how many pages a statement looks at."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def claim_and_read(ledger) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert len(engine.claim(ledger, now=NOW)) == ledger.batch
    [sql] = [query["sql"] for query in asked if "SKIP LOCKED" in query["sql"]]
    return read(sql)


def test_the_next_chunk_reads_no_more_where_thousands_were_carried():
    """Index entries of what was carried stand there until the database cleans up: a claim does not pass them."""
    owe_copies(1)
    one = Delivery.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, [one.edition_id, one.text_id, NOW, MANY])
        cursor.execute("ANALYZE newsletters_delivery")
    ledger = sending.Copies()
    first = claim_and_read(ledger)
    while len(claimed(ledger)) == ledger.batch and Delivery.objects.filter(state="queued").count() > MANY // 4:
        Delivery.objects.filter(state="sending").update(state="sent", sent_at=NOW)

    last = claim_and_read(ledger)

    assert claim_and_read(sending.Copies()) > last + 20  # a run that begins
    assert last < first + 20


class TestGivingBack:
    @pytest.fixture
    def held(self):
        owe_copies(4)
        return engine.claim(sending.Copies(), now=NOW)

    def test_costs_one_statement_and_leaves_what_is_marked_or_no_longer_ours(self, held, django_assert_num_queries):
        marked, stopped, *ours = held
        assert engine.mark(sending.Copies(), marked)
        Delivery.objects.filter(pk=stopped.pk).update(state="skipped")
        again = NOW + timedelta(seconds=5)

        with django_assert_num_queries(1):
            rows.give_back(held, until=again)

        found = dict(Delivery.objects.values_list("pk", "state"))
        assert found == {marked.pk: "handing_over", stopped.pk: "skipped"} | {row.pk: "queued" for row in ours}
        assert set(Delivery.objects.filter(state="queued").values_list("next_attempt_at", flat=True)) == {again}

    def test_takes_nothing_from_whoever_holds_it_since(self, held):
        with time_machine.travel(NOW + sending.Copies.lease, tick=False):
            other = engine.claim(sending.Copies(), now=NOW + sending.Copies.lease)
            rows.give_back(held, until=NOW)

        assert len(other) == 4
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sending"}

    def test_nothing_costs_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            rows.give_back([], until=NOW)
