"""A mail server that does not answer holds up the worker for mail, and nothing else."""

from django.db import connection

from coalition.privacy import queue
from newsletters import tasks
from tests.mail.test_faults import (  # noqa: F401  # fixtures
    committed,
    kill,
    owe_edition,
    owe_mails,
    sink,
    start_worker,
    wait_for,
)

OTHERS = {"privacy.answer_inquiries", "charter.issue_certificates", "events.tell-speakers"}


def done() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'succeeded'")
        return {name for (name,) in cursor.fetchall()}


def test_other_work_is_done_while_the_mail_server_is_silent(committed, sink, start_worker):  # noqa: F811
    sink.stall = "after dot"
    owe_edition(2)
    owe_mails(2)
    queue.wake("mail.drain")
    queue.wake(tasks.DELIVER)
    sink.start()
    mailer = start_worker("--queues", "mail,editions", "--concurrency", "2")
    wait_for(lambda: sink.stalled >= 2)  # both of its places hang

    other = start_worker("--queues", "default")
    for name in OTHERS:
        queue.wake(name)
    wait_for(lambda: done() >= OTHERS)

    assert done() & {"mail.drain", tasks.DELIVER} == set()
    for worker in (mailer, other):
        kill(worker)
