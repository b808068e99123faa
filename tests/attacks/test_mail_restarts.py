"""PostgreSQL goes down at once, twice, while real workers carry an edition: nobody is missed, nobody gets it twice.

A server of its own, since no other test would like it. Only in `make attack`.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from coalition import child_process
from coalition.stack import ROOT
from newsletters.sending.models import Delivery
from tests.attacks.faults.postgres import Postgres, a_disk
from tests.attacks.measuring import LONG
from tests.attacks.test_mail_kills import COPIES, LONGEST, owe
from tests.mail.test_faults import committed, sink, wait_for  # noqa: F401  # fixtures

pytestmark = pytest.mark.skipif(not LONG, reason="only in make attack")
WORKERS, RESTARTS = 2, 2
BATCH = 50  # what a worker may have claimed and marked without waiting for the disk


@pytest.fixture
def server(committed):  # noqa: F811
    with a_disk(900) as (folder, _own_disk):
        found = Postgres(folder)
        yield found
        found.end(at_once=True)


def test_a_database_that_restarts_loses_nothing_and_doubles_nothing(server, sink, request):  # noqa: F811
    owe(COPIES)
    connection.close()
    server.create("copies", like=settings.DATABASES["default"]["NAME"])
    Delivery.objects.all().delete()
    connection.close()
    sink.start()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "DATABASE_URL": server.url("copies"),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
        "PYTHONWARNINGS": "ignore",
    }
    command = child_process.command([sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "1"])

    def start():
        return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    workers = [start() for _each in range(WORKERS)]
    request.addfinalizer(lambda: [(worker.kill(), worker.wait()) for worker in workers])

    def is_carried():
        for place, worker in enumerate(workers):  # as a service manager does
            if worker.poll() is not None:
                workers[place] = start()
        owed = "SELECT count(*) FROM newsletters_delivery WHERE state IN ('queued', 'sending', 'handing_over')"
        return server.query("copies", owed) == [(0,)]

    began = time.monotonic()
    for part in range(1, RESTARTS + 1):
        wait_for(lambda part=part: is_carried() or len(sink.taken) >= COPIES * part // (RESTARTS + 1), LONGEST)
        server.end(at_once=True)
        server.start()
    wait_for(is_carried, LONGEST)
    took = time.monotonic() - began
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        worker.wait(60)

    found = dict(server.query("copies", "SELECT state, count(*) FROM newsletters_delivery GROUP BY state"))
    doubled = [mail for mail, count in Counter(sink.taken).items() if count > 1]
    sent = {
        address
        for (address,) in server.query(
            "copies",
            "SELECT email FROM newsletters_reader reader JOIN newsletters_delivery copy ON copy.reader_id = reader.id "
            "WHERE copy.state = 'sent'",
        )
    }
    lost = sent - {address for address, _id in sink.taken}
    print(f"\n{COPIES} copies, {RESTARTS} crashes of PostgreSQL: {found}, {len(lost)} lost, {len(doubled)} doubled, "
          f"{took:.0f} s")  # fmt: skip
    assert (doubled, lost) == ([], set())
    assert sum(found.values()) == COPIES
    assert set(found) <= {"sent", "uncertain"}
    assert found.get("uncertain", 0) <= RESTARTS * WORKERS * BATCH
