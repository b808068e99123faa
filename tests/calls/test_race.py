"""Handing in at the deadline, on real connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from coalition.calls import services
from coalition.calls.models import Call, Proposal
from coalition.mail.models import Message
from tests.factories.calls import ProposalFactory

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]


def hand_in(pk: int) -> str:
    try:
        services.hand_in(proposal=Proposal.objects.get(pk=pk))
    except services.CallClosed:
        return "told"
    finally:
        connections.close_all()
    return "in"


def until_somebody_waits() -> None:
    """Return once another connection waits for a row that this one has locked."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


@pytest.mark.parametrize(("hours", "answer"), [(-1, "told"), (1, "in")])
def test_who_waits_while_the_deadline_moves_is_judged_by_the_one_that_holds(hours, answer):
    """Without the lock of the call the first one would be in: it began while the call was open."""
    proposal = ProposalFactory()
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            call = Call.objects.select_for_update(no_key=True).get()
            sending = thread.submit(hand_in, proposal.pk)
            until_somebody_waits()
            Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() + timedelta(hours=hours))
        assert sending.result(timeout=20) == answer

    state = Proposal.objects.get().state
    assert (state, Message.objects.count()) == (("sent", 1) if answer == "in" else ("draft", 0))


def test_a_button_that_is_pressed_twice_sends_once():
    proposal = ProposalFactory()

    def press(_time: int) -> str:
        try:
            return hand_in(proposal.pk)
        except services.ProposalClosed:
            return "sent before"

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(press, range(2)))

    assert (answers, Message.objects.count()) == (["in", "sent before"], 1)
