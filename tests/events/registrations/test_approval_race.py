"""Two hosts let two people in at once, and there is one seat; two people take one seat at its deadline."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from coalition.mail.models import Message
from coalition.users.models import User
from events.registrations import waiting_list
from events.registrations.models import Registration, SeatCategory, SeatCategoryQuerySet, SeatMove
from events.registrations.seating import Seating
from tests.attacks.measuring import rounds
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.attack

ROUNDS = rounds(3, 20)


@pytest.fixture
def at_once(django_db_setup, django_db_blocker):
    """Return a function that makes an event with one seat and rows, and lets two act at once. All of it is deleted.

    Each deed gets a registration, and what `prepare` returned where that is given; what they were told is in `told`.
    """
    made = []

    def act(deed, rows, prepare=None, **facts):
        start = timezone.now() + timedelta(days=30)
        event = EventFactory(name="Duel", start=start, end=start + timedelta(hours=2), **facts)
        made.append(event)
        category = SeatCategory.objects.create(event=event, capacity=1)
        people = [RegistrationFactory(category=category, event=event, **row) for row in rows]
        barrier = Barrier(2)
        more = [prepare()] if prepare else []

        def one(registration):
            try:
                barrier.wait(timeout=60)
                return deed(registration, *more)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            act.told = list(threads.map(one, people[:2]))
        return [str(row.state) for row in Registration.objects.filter(event=event).order_by("pk")]

    with django_db_blocker.unblock():
        yield act
        SeatMove.objects.filter(event__in=made).delete()
        Registration.objects.filter(event__in=made).delete()
        for event in made:
            event.delete()
        Message.objects.filter(to__startswith="person").delete()
        User.objects.filter(username__startswith="duel").delete()


@pytest.fixture
def approvals(at_once):
    """Return a function: two hosts approve two people for the last seat, in some rounds; how each round ended."""

    def rush():
        host = User.objects.create_user("duel", "duel@coalition.example", "x")
        two = [{"state": "applied"}] * 2
        ends = [
            at_once(lambda row: waiting_list.approve(registration=row, host=host).state, two)
            for _round in range(ROUNDS)
        ]
        return [sorted(end) for end in ends]

    return rush


@pytest.fixture
def slow_count(monkeypatch):
    """Let everybody who counted the seats pause before they decide."""
    settle, both = Seating.settle, Barrier(2)

    def slowly(seating):
        try:
            both.wait(timeout=0.5)
        except Exception:
            both.reset()
        return settle(seating)

    monkeypatch.setattr(Seating, "settle", slowly)


def test_two_hosts_never_approve_past_the_last_seat(approvals, slow_count):
    assert approvals() == [["confirmed", "waiting"]] * ROUNDS


def test_canary_without_the_lock_both_get_the_seat(approvals, slow_count, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert ["confirmed", "confirmed"] in approvals()
