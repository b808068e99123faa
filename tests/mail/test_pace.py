"""An edition keeps to the pace of the settings, and a slow domain holds up no other."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition import health
from coalition.mail import drain, engine
from coalition.mail.pace import services as pace
from coalition.mail.pace.limits import limits
from coalition.mail.pace.models import Busy, Pace
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import EditionTextFactory, ReaderFactory
from tests.mail.test_engine import Wire
from tests.mail.test_faults import committed, owe_edition, run_side_by_side, sink  # noqa: F401  # fixtures

NOW = datetime(2200, 1, 1, 12, tzinfo=UTC)  # after the start of any PostgreSQL
MINUTE = timedelta(minutes=1)
BIG, SMALL = "big.example", "small.example"


def owe(*domains: str) -> None:
    """Owe one edition to a reader at each of `domains`, in this order."""
    text = EditionTextFactory()
    readers = [ReaderFactory(email=f"{number}-{uuid4().hex[:6]}@{name}") for number, name in enumerate(domains)]
    Delivery.objects.bulk_create(Delivery(edition=text.edition, text=text, reader=reader) for reader in readers)


def sent_to() -> dict[str, int]:
    found = Delivery.objects.filter(state="sent").values_list("reader__email", flat=True)
    domains = [address.rpartition("@")[2] for address in found]
    return {name: domains.count(name) for name in sorted(set(domains))}


def put_off() -> list[float]:
    """Return in how many minutes each copy that waits may leave."""
    waiting = Delivery.objects.filter(state="queued").order_by("pk").values_list("next_attempt_at", flat=True)
    return [(at - NOW) / MINUTE for at in waiting]


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.django_db
@pytest.mark.usefixtures("now", "wire")
class TestLimits:
    def test_so_many_leave_in_a_minute_and_the_others_have_minutes_of_their_own(self, settings, now):
        settings.MAIL_PER_MINUTE = 2
        owe(*[BIG] * 7)

        assert sending.deliver().sent == 2
        assert put_off() == [1, 1, 2, 2, 3]
        assert engine.claim(sending.Copies(), now=NOW) == []  # none of them is looked at before

        for _minute in range(3):
            now.shift(MINUTE)
            sending.deliver()
        assert sent_to() == {BIG: 7}

    def test_a_large_domain_waits_and_a_small_one_does_not(self, settings):
        settings.MAIL_PER_MINUTE_AND_DOMAIN = 2
        owe(BIG, BIG, BIG, SMALL, BIG, SMALL)

        sending.deliver()

        assert sent_to() == {BIG: 2, SMALL: 2}
        assert put_off() == [1, 1]

    def test_single_mails_go_before_and_editions_get_what_is_left(self, settings):
        settings.MAIL_PER_MINUTE = 4
        MessageFactory.create_batch(3)
        owe(BIG, BIG)

        assert drain.drain().sent == 3
        assert sending.deliver().sent == 1
        MessageFactory.create_batch(3)
        assert drain.drain().sent == 3

    def test_after_an_outage_the_pace_is_kept(self, settings, now):
        settings.MAIL_PER_MINUTE = 2
        owe(*[BIG] * 6)
        sending.deliver()
        now.shift(60 * MINUTE)  # nobody worked for an hour, and all are due

        assert sending.deliver().sent == 2
        assert put_off() == [61, 61]

    def test_a_plan_says_how_many_leave_on_each_day(self, settings, now):
        settings.MAIL_WARM_UP = "2200-01-01:1,2,3"
        owe(*[BIG] * 8)
        sent = []
        for _day in range(4):
            sent.append(sending.deliver().sent)
            now.move_to((NOW + timedelta(days=len(sent))).replace(hour=0))

        assert sent == [1, 2, 3, 2]

    def test_a_plan_and_a_limit_of_minutes_hold_together(self, settings):
        settings.MAIL_WARM_UP, settings.MAIL_PER_MINUTE = "2200-01-01:3", 2
        owe(*[BIG] * 6)

        sending.deliver()

        midnight = 12 * 60.0
        assert put_off() == [1, midnight, midnight, midnight + 1]

    def test_what_is_put_off_to_tomorrow_is_no_standstill(self, settings):
        settings.MAIL_WARM_UP = "2200-01-01:1,1"
        owe(BIG, BIG)
        sending.deliver()

        with time_machine.travel(NOW + timedelta(hours=1)):
            assert health.why_mail_stands_still() == ""

    def test_without_limits_nothing_is_counted_and_one_question_asked(self):
        owe(*[BIG] * 3)
        with CaptureQueriesContext(connection) as queries:
            sending.deliver()

        assert not Pace.objects.exists()
        assert len([row for row in queries.captured_queries if "mail_pace" in row["sql"]]) == 1

    def test_what_was_counted_is_forgotten(self, settings, now):
        settings.MAIL_PER_MINUTE = 5
        owe(BIG)
        sending.deliver()
        now.shift(timedelta(days=3))

        assert pace.forget(now=datetime.now(UTC)) == 2
        assert not Pace.objects.exists()


def test_workers_share_what_may_leave(committed, sink, settings):  # noqa: F811
    settings.MAIL_PER_MINUTE = 70
    owe_edition(120)
    sink.start()

    with time_machine.travel((datetime.now(UTC) + MINUTE).replace(second=1), tick=False):  # in one minute, however slow
        sent = run_side_by_side(sending.deliver, sending.deliver)

    assert sum(sent) == len(sink.taken) == 70
    Pace.objects.all().delete()


@pytest.mark.parametrize("plan", ["2026-12-01:0", "2026-12-01:", "tomorrow:5", "2026-12-01:5,many"])
def test_a_plan_that_cannot_be_read_is_no_plan(settings, plan):
    settings.MAIL_WARM_UP = plan

    with pytest.raises(ValueError, match=r"."):
        limits()


class SlowWire(Wire):
    """Takes two seconds for each mail to the big domain, by a clock of its own."""

    clock = 0.0

    def send(self, *, recipient, **mail):
        SlowWire.clock += 2 if recipient.endswith(BIG) else 0.001
        super().send(recipient=recipient, **mail)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestSlow:
    @pytest.fixture(autouse=True)
    def slow_wire(self, monkeypatch):
        wire = SlowWire()
        monkeypatch.setattr(engine, "open_transport", lambda: wire)
        monkeypatch.setattr(engine, "time", SimpleNamespace(monotonic=lambda: SlowWire.clock))

    def test_a_slow_domain_gets_a_quarter_of_a_minute_and_the_others_the_rest(self, now):
        owe(*[BIG, SMALL] * 60)

        sending.deliver(seconds=1000)

        assert sent_to() == {BIG: 8, SMALL: 60}
        assert {at for at in put_off() if not 1 <= at <= pace.COMES_BACK} == set()

    def test_other_workers_know_it(self):
        owe(*[BIG] * 9, SMALL)
        sending.deliver(seconds=1000)
        owe(BIG, SMALL)

        sending.deliver(seconds=1000)

        assert sent_to() == {BIG: 8, SMALL: 2}

    def test_a_slow_domain_that_holds_up_nobody_goes_on(self):
        owe(*[BIG] * 20)

        sending.deliver(seconds=1000)
        assert sent_to() == {BIG: 8}
        Delivery.objects.filter(state="queued").update(next_attempt_at=NOW)
        sending.deliver(seconds=1000)

        assert sent_to() == {BIG: 20}

    def test_in_the_next_minutes_it_gets_its_share_again(self, now):
        owe(*[BIG] * 20, SMALL)
        sending.deliver(seconds=1000)
        for _minute in range(3):
            now.shift(MINUTE)
            sending.deliver(seconds=1000)

        assert sent_to()[BIG] > 8


@pytest.mark.django_db
@pytest.mark.usefixtures("now", "wire")
class TestAtOnce:
    @pytest.fixture(autouse=True)
    def one(self, settings):
        settings.MAIL_AT_ONCE_AND_DOMAIN = 1

    def busy(self, **more):
        values = {"batch": uuid4(), "until": NOW + MINUTE, "domain": pace.domain_of(f"a@{BIG}"), **more}
        return Busy.objects.create(**values)

    def test_where_another_carries_the_domain_its_copies_wait_and_others_leave(self):
        self.busy()
        owe(BIG, SMALL)

        assert (sending.deliver().sent, put_off()) == (1, [1])

    def test_a_run_that_finds_nothing_else_ends(self, monkeypatch):
        monkeypatch.setattr(sending.Copies, "batch", 2)
        self.busy()
        owe(*[BIG] * 5)

        assert sending.deliver().sent == 0
        assert put_off() == [1, 1, 0, 0, 0]

    @pytest.mark.parametrize("more", [{"until": NOW - MINUTE}, {"worker": 0}], ids=["too late", "dead"])
    def test_one_that_is_dead_or_too_slow_is_in_nobodys_way(self, more):
        self.busy(**more)
        owe(BIG)

        assert sending.deliver().sent == 1

    def test_a_batch_is_busy_until_it_is_done(self, monkeypatch):
        seen = []
        monkeypatch.setattr(sending.Copies, "took", lambda *_more: seen.append(Busy.objects.count()))
        owe(BIG, SMALL)

        sending.deliver()

        assert (seen, Busy.objects.count()) == ([2, 2], 0)


@pytest.mark.django_db
def test_a_claim_does_not_wade_through_those_that_wait(now):
    """Two due copies behind 20,000 that were put off: their index alone is read, and of it what is due."""
    owe(BIG, SMALL)
    first = Delivery.objects.order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO newsletters_delivery (edition_id, text_id, discreet, state, attempts, next_attempt_at, "
            "last_error) SELECT %s, %s, false, 'queued', 0, %s + number * interval '1 second', '' "
            "FROM generate_series(1, 20000) number",
            [first.edition_id, first.text_id, NOW],
        )
        cursor.execute("ANALYZE newsletters_delivery")
    with CaptureQueriesContext(connection) as queries:
        assert len(engine.claim(sending.Copies(), now=NOW)) == 2

    [claims] = [row["sql"] for row in queries.captured_queries if "SKIP LOCKED" in row["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT TEXT) {claims}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "delivery_to_do" in plan
    assert "Seq Scan" not in plan
    assert "Rows Removed by Filter" not in plan
