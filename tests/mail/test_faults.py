"""A real SMTP server that is stopped and started, and real workers that are killed: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition import child_process
from coalition.mail import drain, engine, services, transport
from coalition.mail.models import Epoch, Message
from newsletters.readers.models import Reader
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.newsletters import EditionTextFactory, ReaderFactory
from tests.mail.smtp_sink import LEDGER, Sink

pytestmark = pytest.mark.attack

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "1"]


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Rows that other processes see. They are deleted afterwards; what migrations made stays."""
    with django_db_blocker.unblock():
        _empty()
        yield
        _empty()
        connection.close()


def _empty():
    Delivery.objects.all().delete()
    Edition.objects.all().delete()
    Reader.objects.all().delete()
    Message.objects.all().delete()
    Epoch.objects.all().delete()
    ModelLogEntry.objects.filter(action=services.SENT_AGAIN).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def sink(settings):
    server = Sink()
    settings.MAILERS = LEDGER
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": server.port, "timeout": 10}
    yield server
    server.stop()


@pytest.fixture
def start_worker(sink):
    """Start real worker processes on the test's database and server."""
    workers = []

    def start(*options):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
            "COALITION_DATABASE": settings.DATABASES["default"]["NAME"],
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}?tls=no",
        }
        workers.append(subprocess.Popen(child_process.command([*WORKER, *options]), cwd=ROOT, env=environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def wait_for(condition, seconds=45):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.02)


def owe_mails(count):
    for number in range(count):
        services.send(
            key=f"mail-{number}",
            template="newsletters/mail/confirm",
            to=f"reader{number}@town.example",
            language="en",
            context={"code": "123456", "url": "https://coalition.example/"},
        )


def owe_edition(count):
    ReaderFactory.create_batch(count)
    text = EditionTextFactory()
    sending.queue_copies(edition=text.edition, texts={"en": text})


def taken_once(sink, count):
    copies = Counter(sink.taken)  # recipient and Message-ID
    return len(copies) == count and set(copies.values()) == {1}


def kill(worker):
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def once_leases_ended():
    """Let the time pass after which a dead worker's rows are settled."""
    longest = max(engine.LEASE, transport.longest_hand_over())
    return time_machine.travel(timezone.now() + longest + timedelta(seconds=1))


def states(model):
    rows = model.objects.filter(key__startswith="mail-") if model is Message else model.objects.all()  # no specimens
    return Counter(rows.values_list("state", flat=True))


@pytest.mark.parametrize("kind", ["mails", "edition"])
class TestAWorkerKilled:
    """SIGKILL at the two sides of the final dot, and anywhere. `kind` is what the worker carries."""

    @pytest.fixture
    def rows(self, kind, committed, sink):
        """Owe three; return the model that holds them."""
        if kind == "mails":
            owe_mails(3)
            return Message
        owe_edition(3)
        return Delivery

    def kill_at(self, point, sink, start_worker):
        sink.stall = point
        sink.start()
        worker = start_worker()
        wait_for(lambda: sink.stalled == 1)
        time.sleep(0.1)  # the worker waits for an answer now
        kill(worker)
        sink.stall = ""

    def carry_on(self):
        with once_leases_ended():
            for _run in range(2):
                drain.drain()
                sending.deliver()

    def test_before_the_354_sends_its_mail_once_afterwards(self, rows, sink, start_worker):
        self.kill_at("before 354", sink, start_worker)
        assert sink.taken == []

        self.carry_on()

        assert states(rows) == {"sent": 3}
        assert taken_once(sink, 3)

    def test_after_the_dot_leaves_one_uncertain_that_arrived_once(self, rows, sink, start_worker):
        self.kill_at("after dot", sink, start_worker)
        assert len(sink.taken) == 1

        self.carry_on()

        assert states(rows) == {"sent": 2, "uncertain": 1}
        assert taken_once(sink, 3)


def run_side_by_side(*works):
    def work(carry):
        try:
            return carry().sent
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(work, works))


def test_workers_side_by_side_send_each_mail_and_each_copy_once(committed, sink):
    owe_mails(60)
    owe_edition(120)
    sink.start()

    sent = run_side_by_side(drain.drain, sending.deliver, drain.drain, sending.deliver)

    assert (sent[0] + sent[2], sent[1] + sent[3]) == (60, 120)
    assert taken_once(sink, 180)


@pytest.fixture(params=["mails", "edition"])
def race(request, committed, sink):
    """Owe one batch of mails or copies; return what two workers run, and how many there are."""
    (owe_mails if request.param == "mails" else owe_edition)(engine.BATCH)
    sink.start()
    return (drain.drain if request.param == "mails" else sending.deliver), engine.BATCH


@pytest.fixture
def claim_without_lock(monkeypatch):
    """Two workers that look at the due mails at once, as they would if no row were locked while it is claimed."""
    together = threading.Barrier(2)
    done = threading.local()

    def claim(ledger, *, now):
        if hasattr(done, "batch"):
            return []
        rows = ledger.model.objects.filter(state__in=["queued", "sending"])
        batch = done.batch = list(rows.order_by("pk")[: engine.BATCH])
        together.wait(20)
        lease = now + engine.LEASE
        ledger.model.objects.filter(pk__in=[row.pk for row in batch]).update(state="sending", next_attempt_at=lease)
        for row in batch:
            row.state, row.next_attempt_at = "sending", lease
        together.wait(20)
        return batch

    monkeypatch.setattr(engine, "claim", claim)


def test_the_mark_alone_keeps_two_workers_from_sending_one_mail(race, sink, claim_without_lock):
    run, count = race

    sent = run_side_by_side(run, run)

    assert sum(sent) == count
    assert taken_once(sink, count)


def test_without_lock_and_lease_mails_are_doubled(race, sink, claim_without_lock, monkeypatch):
    """The canary: the tests above look at something that can go wrong."""
    run, count = race
    monkeypatch.setattr(engine, "mark", lambda ledger, row: True)

    run_side_by_side(run, run)

    assert set(Counter(sink.taken).values()) == {2}
    assert not taken_once(sink, count)
