"""Single mails, editions and all other work have a worker each, in the demonstration as in production."""

import pytest
from django.conf import settings as django_settings
from django.db import connection

from coalition import queue
from coalition.mail.models import Message
from coalition.mail.services import send_text
from coalition.stack import Stack, free_port
from newsletters import tasks
from newsletters.sending.models import Delivery
from tests.mail.test_faults import (  # noqa: F401  # fixtures
    committed,
    kill,
    owe_edition,
    owe_mails,
    sink,
    start_worker,
    states,
    taken_once,
    wait_for,
)
from tests.mail.test_queue import nothing_waits, waiting  # noqa: F401  # a fixture

pytestmark = pytest.mark.attack

OTHERS = {"privacy.answer_inquiries", "events.tell-speakers"}
DOCUMENTS = {
    "charter.draw_cards", "charter.issue_certificates", "pages.draw_sizes", "resources.read_documents",
}  # fmt: skip


@pytest.fixture
def start_workers(sink, tmp_path):  # noqa: F811
    """Start the workers of the demonstration on the test's database and server."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "COALITION_DATABASE": django_settings.DATABASES["default"]["NAME"],
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}?tls=no",
    }
    stack = Stack(port=free_port(), environment=environment, log=tmp_path / "log")
    yield stack.start_workers
    stack.stop()


def left(names: set[str]) -> int:
    """Return how many jobs of these names wait or run; what is done is deleted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = ANY(%s) AND status IN ('todo', 'doing')",
            [list(names)],
        )
        return int(cursor.fetchone()[0])


def add_job(task: str, queue_name: str = "default") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES (%s, %s, '{}')",
            [queue_name, task],
        )


def test_all_other_work_is_done_while_mails_take_each_place_of_theirs(committed, sink, start_workers):  # noqa: F811
    """The server takes its time, and nobody else waits for it: neither the documents nor an edition."""
    sink.delay = 0.1
    owe_mails(600)
    owe_edition(2)
    for _place in range(3):
        add_job("mail.drain", "mail")
    sink.start()
    start_workers()
    wait_for(lambda: states(Message)["sending"] >= 30)  # two have begun: a run takes twenty at once

    for name in OTHERS | DOCUMENTS | {tasks.DELIVER}:
        queue.wake(name)
    wait_for(lambda: states(Delivery)["sent"] == 2 and not left(OTHERS | DOCUMENTS), seconds=30)

    assert states(Message)["queued"] > 0


def test_a_single_mail_leaves_while_the_server_is_silent_to_an_edition(committed, sink, start_workers):  # noqa: F811
    sink.slow = {"town.example": 600}
    owe_edition(3)
    sink.start()
    start_workers()
    wait_for(lambda: states(Delivery)["handing_over"] >= 1)

    mail = send_text(to="a@other.example", subject="Code", text="Words.")

    wait_for(lambda: Message.objects.filter(pk=mail.pk, state="sent").exists())
    assert not states(Delivery)["sent"]


@pytest.mark.django_db
def test_documents_take_one_place_at_most(nothing_waits, django_capture_on_commit_callbacks):  # noqa: F811
    with django_capture_on_commit_callbacks(execute=True):
        for name in DOCUMENTS:
            queue.wake(name)

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT lock FROM procrastinate_jobs")
        assert cursor.fetchall() == [("documents",)]
