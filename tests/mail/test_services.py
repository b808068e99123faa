"""Owing a mail: one statement, one row for one key, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import transaction

from coalition.mail import services
from coalition.mail.models import Message
from tests.races import at_once, wait_for_a_waiter


def owe(key="k", to="Ada@Town.example", **more):
    return services.send(key=key, template="newsletters/mail/confirm", to=to, language="fr", **more)


@pytest.mark.django_db
def test_the_same_key_returns_the_first_row_and_wakes_nobody(django_capture_on_commit_callbacks):
    first = owe()
    with django_capture_on_commit_callbacks() as callbacks:
        again = owe(to="other@town.example")

    assert (again.pk, again.to, callbacks) == (first.pk, "ada@town.example", [])
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rolled_back", "to"), [(False, "first@race.example"), (True, "second@race.example")])
def test_two_transactions_with_one_key_owe_one_mail(rolled_back, to):
    """The second waits for the first to end: it then returns the first one's row, or writes its own."""
    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        owe("race", "first@race.example")
        second = thread.submit(at_once, partial(owe, "race", "second@race.example"))
        wait_for_a_waiter()
        assert not second.done()
        transaction.set_rollback(rolled_back)

    assert [mail.to for mail in (*second.result(), *Message.objects.filter(key="race"))] == [to, to]
