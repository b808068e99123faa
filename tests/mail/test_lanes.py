"""A single mail overtakes an edition that is being sent, and workers carry one edition together."""

import pytest
from django.db import connection
from django.utils import timezone

from coalition.mail import engine, lanes
from coalition.mail.models import Message
from coalition.mail.services import send_text
from newsletters import tasks
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.mail.test_engine import Wire, owe_copies
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


def add_job(task: str, *, status: str = "todo", priority: int = 0, lock: str | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args, status) "
            "VALUES ('default', %s, %s, %s, '{}', %s)",
            [task, priority, lock, status],
        )


@pytest.mark.django_db
class TestOne:
    """What one run does."""

    @pytest.fixture(autouse=True)
    def looks_at_each_copy(self, monkeypatch):
        monkeypatch.setattr(lanes, "LOOKS_EACH", 0)

    @pytest.mark.parametrize(
        ("priority", "sent"), [(lanes.SINGLE, 0), (0, 0), (lanes.EDITIONS, 3)], ids=["single mails", "others", "itself"]
    )
    def test_an_edition_lets_other_work_go_first(self, wire, nothing_waits, priority, sent):  # noqa: F811
        owe_copies(3)
        add_job("some.thing", priority=priority)

        outcome = sending.deliver(until=lanes.Others().wait)

        assert (outcome.sent, outcome.more) == (sent, sent == 0)
        assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1) if sent else ("queued", 0)}
        assert not Delivery.objects.filter(state="queued", next_attempt_at__gt=timezone.now()).exists()

    def test_what_is_left_when_others_come_midway_is_due_at_once(self, monkeypatch):
        owe_copies(5)
        wire = Wire()
        monkeypatch.setattr(engine, "open_transport", lambda: wire)

        outcome = sending.deliver(until=lambda: len(wire.sent) == 2)

        assert (outcome.sent, outcome.more) == (2, True)
        assert sending.deliver().sent == 3

    def test_a_job_for_later_stops_nothing(self, wire, nothing_waits):  # noqa: F811
        owe_copies(1)
        add_job("some.thing")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")

        assert sending.deliver(until=lanes.Others().wait).sent == 1


def test_a_run_gets_on_before_it_looks_whether_others_wait(monkeypatch):
    monkeypatch.setattr(lanes, "_ask", lambda *_asked: pytest.fail("looked"))

    assert not lanes.Others().wait()


@pytest.mark.django_db
class TestSeveral:
    """A run calls the next one, as long as there is work for it and a lane is free."""

    @pytest.fixture(autouse=True)
    def nothing_waits(self, nothing_waits, settings, monkeypatch):  # noqa: F811
        settings.MAIL_LANES = 2
        monkeypatch.setattr(sending.Copies, "batch", 2)
        add_job(tasks.DELIVER, status="doing")  # this one

    def begin(self, callbacks):
        with callbacks(execute=True):
            if sending.is_more_than_a_batch():
                lanes.let_another_join(tasks.DELIVER)
        return waiting()

    def test_where_there_is_more_than_a_batch_another_joins(self, django_capture_on_commit_callbacks):
        owe_copies(3)

        assert self.begin(django_capture_on_commit_callbacks) == [tasks.DELIVER]

    def test_for_one_batch_no_other_comes(self, django_capture_on_commit_callbacks):
        owe_copies(2)

        assert self.begin(django_capture_on_commit_callbacks) == []

    def test_there_are_as_many_as_there_are_lanes(self, django_capture_on_commit_callbacks):
        owe_copies(3)
        add_job(tasks.DELIVER, status="doing")

        assert self.begin(django_capture_on_commit_callbacks) == []


def test_with_one_worker_single_mails_overtake_an_edition(committed, sink, start_worker):  # noqa: F811
    """The worker has one place. The edition is as long as it must be, however slow the machine: the server says so."""
    sink.delay = 0.02
    owe_edition(2000)
    sink.start()
    worker = start_worker()
    wait_for(lambda: states(Delivery)["sent"] >= 10)

    owe_mails(3)
    tasks.queue.wake("mail.drain")
    wait_for(lambda: states(Message)["sent"] == 3)

    assert states(Delivery)["queued"] > 0
    kill(worker)


def test_two_workers_carry_one_edition_from_its_beginning(committed, sink, start_worker):  # noqa: F811
    sink.delay = 0.01
    start_workers = [start_worker() for _each in range(2)]
    owe_edition(400)
    sink.start()
    tasks.queue.wake(tasks.DELIVER)

    carriers = set()

    def both_carry():
        carriers.update(Delivery.objects.filter(worker__isnull=False).values_list("worker", flat=True).distinct())
        return len(carriers) == 2

    wait_for(both_carry)
    wait_for(lambda: states(Delivery)["sent"] == 400)

    assert taken_once(sink, 400)
    for worker in start_workers:
        kill(worker)


def test_a_worker_for_single_mails_alone_waits_for_no_copy(committed, sink, start_worker):  # noqa: F811
    """The server keeps the other worker waiting for the answer to one copy."""
    sink.slow = {"town.example": 600}
    owe_edition(3)
    sink.start()
    busy = start_worker()
    wait_for(lambda: states(Delivery)["handing_over"] == 1)
    alone = start_worker("--queues", lanes.QUEUE)

    mail = send_text(to="a@other.example", subject="Code", text="Words.")
    wait_for(lambda: Message.objects.filter(pk=mail.pk, state="sent").exists())

    assert states(Delivery) == {"handing_over": 1, "sending": 2}
    for worker in (alone, busy):
        kill(worker)
