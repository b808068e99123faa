"""Two hosts let two people in at once, and there is one seat; two people take one seat at its deadline."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections
from django.utils import timezone

from coalition.mail.models import Message
from coalition.users.models import User
from events.registrations import waiting_list
from events.registrations.models import Registration, SeatCategory
from events.registrations.moves.models import SeatMove
from events.registrations.querysets import SeatCategoryQuerySet
from events.registrations.seating import Seating
from tests.attacks.measuring import rounds
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.attack

ROUNDS = rounds(3, 20)
SOON = 0.3  # seconds until the seat that is offered is offered no more
PAUSE = 0.6  # seconds for which who read the seats waits for the other: longer than SOON


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


@pytest.fixture
def claims(at_once, monkeypatch):
    """Return a function: somebody claims a seat at its deadline while it is given to the next; how it ended.

    That is what the one was told, and the state of both. Each pauses after reading the seats, past the deadline.
    """
    both, locked, settle = Barrier(2), waiting_list.locked_with_seating, Seating.settle

    def pause():
        try:
            both.wait(timeout=PAUSE)
        except BrokenBarrierError:
            both.reset()

    def read(registration):
        found = locked(registration)
        pause()
        return found

    def settle_slowly(seating):
        pause()
        return settle(seating)

    def deadline():
        soon = timezone.now() + timedelta(seconds=SOON)
        Registration.objects.filter(state="offered").update(claim_by=soon)
        return soon

    def claim(registration, soon):
        try:
            return str(waiting_list.claim(registration=registration).state)
        except waiting_list.NoSeat:
            return "no seat"

    def take_back(registration, soon):
        time.sleep(max(0.0, (soon - timezone.now()).total_seconds()))
        waiting_list.promote_waiting(event=registration.event)

    def rush():
        def deed(registration, soon):
            return (claim if registration.state == "offered" else take_back)(registration, soon)

        rows = [{"state": "offered", "claim_by": timezone.now()}, {"state": "waiting"}]
        with monkeypatch.context() as patch:
            patch.setattr(waiting_list, "locked_with_seating", read)
            patch.setattr(Seating, "settle", settle_slowly)
            ends = at_once(deed, rows, prepare=deadline)
        return (at_once.told[0], *ends)

    return rush


RIGHT = {("confirmed", "confirmed", "waiting"), ("no seat", "cancelled", "confirmed")}


def test_who_takes_a_seat_while_it_is_taken_back_has_it_or_has_it_not(claims):
    """One claims as what was not claimed is taken back: never two seats, and the seat is not lost."""
    assert {claims() for _round in range(rounds(1, 20))} <= RIGHT


def test_canary_without_the_lock_a_claim_and_the_next_both_have_the_seat(claims, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert not {claims() for _round in range(3)} <= RIGHT
