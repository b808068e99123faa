"""Owing a mail: one statement, one row for one key, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connections, transaction

from coalition.mail import services
from coalition.mail.models import Message


def owe(key="k", to="Ada@Town.example", **more):
    return services.send(key=key, template="newsletters/mail/confirm", to=to, language="fr", **more)


@pytest.mark.django_db
def test_the_same_key_returns_the_first_row_and_wakes_nobody(django_capture_on_commit_callbacks):
    first = owe()
    with django_capture_on_commit_callbacks() as callbacks:
        again = owe(to="other@town.example")

    assert (again.pk, again.to, callbacks) == (first.pk, "ada@town.example", [])
    assert Message.objects.count() == 1


@pytest.mark.parametrize("ends", ["committed", "rolled back"])
def test_two_transactions_with_one_key_owe_one_mail(ends, django_db_setup, django_db_blocker):
    """The second waits for the first to end: it then returns the first one's row, or writes its own."""
    inserted, finish = Signal(), Signal()

    def first():
        try:
            with transaction.atomic():
                message = owe("race", "first@race.example")
                inserted.set()
                finish.wait(timeout=30)
                if ends == "rolled back":
                    transaction.set_rollback(True)
            return message.to
        finally:
            connections.close_all()

    def second():
        try:
            inserted.wait(timeout=30)
            with transaction.atomic():
                return owe("race", "second@race.example").to
        finally:
            connections.close_all()

    with django_db_blocker.unblock():
        try:
            with ThreadPoolExecutor(2) as threads:
                one, two = threads.submit(first), threads.submit(second)
                inserted.wait(timeout=30)
                assert not two.done()
                finish.set()
                one.result()
                expected = "first@race.example" if ends == "committed" else "second@race.example"
                assert two.result() == expected
            assert list(Message.objects.filter(key="race").values_list("to", flat=True)) == [expected]
        finally:
            Message.objects.filter(key="race").delete()
