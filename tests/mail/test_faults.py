"""A real SMTP server that is stopped and started, and real workers that are killed: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from coalition import leash
from coalition.mail import drain, services
from coalition.mail.models import Message
from newsletters.models import Delivery, Issue, Subscriber
from newsletters.services import deliver, delivery
from newsletters.services.editions import _insert_deliveries
from tests.factories.newsletters import IssueTextFactory, SubscriberFactory
from tests.mail.smtp_sink import Sink

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
    Issue.objects.all().delete()
    Subscriber.objects.all().delete()
    Message.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def sink(settings):
    server = Sink()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 10},
        }
    }
    yield server
    server.stop()


@pytest.fixture
def start_worker(sink):
    """Start real worker processes on the test's database and server."""
    workers = []

    def start():
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "coalition.settings.demo",
            "COALITION_DATABASE": settings.DATABASES["default"]["NAME"],
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(sink.port),
        }
        workers.append(subprocess.Popen(leash.command(WORKER), cwd=ROOT, env=environment))
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
    SubscriberFactory.create_batch(count)
    text = IssueTextFactory()
    _insert_deliveries(text.issue, {"en": text})


def due_now():
    Message.objects.filter(state="queued").update(next_attempt_at=timezone.now())
    Delivery.objects.filter(state="pending").update(next_attempt_at=timezone.now())


def taken_once(sink, count):
    numbers = Counter(message_id for _recipient, message_id in sink.taken)
    return len(numbers) == count and set(numbers.values()) == {1}


def test_mail_survives_a_server_that_is_down_and_comes_back(committed, sink):
    owe_mails(4)
    assert drain.drain().outage
    assert set(Message.objects.values_list("state", "attempts")) == {("queued", 0)}

    sink.start()
    due_now()
    assert drain.drain().sent == 4

    assert taken_once(sink, 4)
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_an_edition_survives_a_server_that_is_stopped_midway(committed, sink):
    owe_edition(120)
    sink.start()
    batch = delivery.claim(worker="first", now=timezone.now())
    outcome = delivery.Outcome()
    with delivery.bulk.open_transport() as carrier:
        letters = delivery._Letters()
        delivery._send_batch(batch[:20], "first", carrier, letters, outcome)
        sink.stop()
        delivery._send_batch(batch[20:], "first", carrier, letters, outcome)
    assert (outcome.sent, outcome.outage) == (20, True)

    sink.start()
    due_now()
    deliver()

    assert Delivery.objects.filter(state="sent").count() == 120
    assert taken_once(sink, 120)
    assert Issue.objects.get().state == "sent"


def test_a_killed_worker_loses_nothing_and_doubles_nothing(committed, sink, start_worker):
    from newsletters import tasks

    owe_edition(150)
    sink.delay = 0.01
    sink.start()
    tasks.deliver.defer()
    worker = start_worker()
    wait_for(lambda: len(sink.taken) >= 30)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    killed_at = len(sink.taken)
    sink.delay = 0
    assert killed_at < 150

    delivery.recover(now=timezone.now() + delivery.LEASE + timedelta(seconds=1))
    deliver()

    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states["uncertain"] <= 1
    assert states["sent"] + states["uncertain"] == 150
    numbers = Counter(message_id for _recipient, message_id in sink.taken)
    assert set(numbers.values()) == {1}
    assert 150 - states["uncertain"] <= len(numbers) <= 150


def test_a_worker_told_to_stop_finishes_what_it_began(committed, sink, start_worker):
    owe_mails(30)
    sink.delay = 0.02
    sink.start()
    worker = start_worker()
    wait_for(lambda: len(sink.taken) >= 3)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=40) == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert taken_once(sink, 30)


def test_a_killed_workers_mails_keep_their_message_id(committed, sink, start_worker):
    owe_mails(40)
    sink.delay = 0.02
    sink.start()
    worker = start_worker()
    wait_for(lambda: len(sink.taken) >= 5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    sink.delay = 0

    Message.objects.filter(state="sending").update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    drain.drain()

    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    numbers = Counter(message_id for _recipient, message_id in sink.taken)
    assert len(numbers) == 40
    assert sum(numbers.values()) <= 41  # at most the one on the wire went twice, under one Message-ID


def test_workers_side_by_side_send_each_mail_and_each_copy_once(committed, sink):
    owe_mails(60)
    owe_edition(120)
    sink.start()

    def work(carry):
        try:
            return carry().sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(work, [drain.drain, deliver, drain.drain, deliver]))

    assert (sent[0] + sent[2], sent[1] + sent[3]) == (60, 120)
    assert taken_once(sink, 180)
