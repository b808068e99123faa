"""The queue only wakes: once, and only when what it wakes for is committed."""

import pytest
from django.db import connection

from coalition.mail import services

pytestmark = pytest.mark.django_db


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(autouse=True)
def nothing_waits():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")


def owe(key):
    services.send(key=key, template="newsletters/mail/confirm", to="a@town.example", language="en")


def test_many_mails_wake_the_drain_once_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        owe("a")
        owe("b")
        assert waiting() == []

    assert waiting() == ["mail.drain"]
