"""A copy of a database with twenty owed mails, two real workers: nothing is sent until a person decides."""
# Its rows are committed, for other processes and threads to see.

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from coalition import child_process
from coalition.mail import drain
from coalition.mail.models import Epoch, Message
from coalition.stack import ROOT
from tests.databases import create, database_environment, drop, manage, query
from tests.factories.mail import MessageFactory
from tests.mail.smtp_sink import Sink

pytestmark = pytest.mark.attack

COPY = f"restored_{os.getpid()}"
JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status) "
    "VALUES ('default', %s, 0, '{}', 'todo') RETURNING id"
)


@pytest.fixture
def restored(django_db_setup, django_db_blocker):
    """Return the name of a restored copy of this test's database, which had sent a mail and then owed twenty."""
    with django_db_blocker.unblock():
        Message.objects.all().delete()
        Epoch.objects.all().delete()
        MessageFactory()
        drain.drain()
        MessageFactory.create_batch(20)
        connection.close()
        try:
            create(COPY, like=settings.DATABASES["default"]["NAME"], own=False)
        finally:
            Message.objects.all().delete()
            Epoch.objects.all().delete()
            connection.close()
    yield COPY
    drop(COPY)


@pytest.fixture
def workers(restored):
    """Start two real workers on the copy; return what they send to, and the environment of the copy."""
    sink = Sink()
    sink.start()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
        "PYTHONWARNINGS": "ignore",
        **database_environment(restored),
    }
    command = child_process.command([sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "1"])
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _number in range(2)]
    yield sink, environment
    for worker in started:
        worker.kill()
        worker.wait()
    sink.stop()


def done(name: str, jobs: list[int], seconds: float = 60) -> None:
    """Wait until `jobs` have succeeded."""
    limit = time.monotonic() + seconds
    while query(name, "SELECT 1 FROM procrastinate_jobs WHERE id = ANY(%s) AND status <> 'succeeded'", jobs):
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.1)


def test_a_restored_dump_sends_nothing_again_until_a_person_decides(restored, workers):
    sink, environment = workers
    done(restored, [query(restored, JOB, task)[0][0] for task in ("mail.drain", "newsletters.deliver") * 4])

    assert sink.taken == []
    assert query(restored, "SELECT held_because FROM mail_epoch") == [("moved",)]
    assert query(restored, "SELECT count(*) FROM mail_message WHERE state = 'queued'") == [(20,)]

    manage("mail_after_restore", "send", environment=environment)
    done(restored, [query(restored, JOB, "mail.drain")[0][0] for _number in range(4)])

    assert len(sink.taken) == len(set(sink.taken)) == 20
