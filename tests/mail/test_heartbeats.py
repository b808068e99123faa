"""Heartbeats decide whose rows come due again, and the lease where there is no heart."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from coalition.mail import drain, engine, workers
from coalition.mail.models import Message
from tests.factories.mail import MessageFactory

pytestmark = pytest.mark.django_db


def worker(silent_for: timedelta = timedelta()) -> int:
    """Register a worker whose heart beat that long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [silent_for]
        )
        return cursor.fetchone()[0]


def claim(number: int | None) -> Message:
    with workers.working_as(number):
        [row] = engine.claim(drain.Mails(), now=timezone.now())
    return row


def silence(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 s' WHERE id = %s", [number]
        )


def state() -> str:
    return Message.objects.get().state


@pytest.fixture(autouse=True)
def message():
    return MessageFactory()


def test_what_a_dead_worker_had_claimed_goes_out_at_once():
    number = worker()
    row = claim(number)
    assert row.next_attempt_at > timezone.now() + timedelta(minutes=4)
    silence(number)

    drain.drain()

    assert state() == "sent"
    assert not engine.mark(drain.Mails(), row)  # it wakes up, and the row is no longer its own


def test_what_a_dead_worker_was_handing_over_is_uncertain_at_once_and_a_late_answer_still_settles_it():
    number = worker()
    row = claim(number)
    assert engine.mark(drain.Mails(), row)
    silence(number)

    drain.drain()
    assert state() == "uncertain"

    engine.settle(drain.Mails(), row, Message.State.SENT, sent_at=timezone.now())
    assert state() == "sent"


def test_a_worker_that_is_no_longer_listed_is_dead():
    number = worker()
    claim(number)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers WHERE id = %s", [number])

    drain.drain()

    assert state() == "sent"


def test_a_living_worker_keeps_its_row_until_its_lease_ends():
    row = claim(worker())

    drain.drain()
    assert state() == "sending"

    with time_machine.travel(row.next_attempt_at + timedelta(seconds=1)):
        drain.drain()
    assert state() == "sent"
    assert not engine.mark(drain.Mails(), row)


@pytest.mark.parametrize("listed", [False, True], ids=["outside a worker", "struck off the list"])
def test_without_a_heart_the_lease_decides(listed):
    row = claim(worker(silent_for=timedelta(minutes=2)) if listed else None)

    drain.drain()
    assert (state(), Message.objects.get().worker) == ("sending", None)

    Message.objects.update(next_attempt_at=timezone.now())
    drain.drain()
    assert state() == "sent"
    assert not engine.mark(drain.Mails(), row)
