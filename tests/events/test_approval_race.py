"""Two hosts let two people in at once, and there is one seat; two people take one seat at its deadline."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from coalition.mail.models import Message
from coalition.users.models import User
from events.registrations import services, waiting_list
from events.registrations.models import Registration, SeatCategory
from events.registrations.moves import SeatMove
from events.registrations.querysets import SeatCategoryQuerySet
from events.registrations.seating import Seating
from tests.factories.events import EventFactory, RegistrationFactory

ROUNDS = 3


@pytest.fixture
def at_once(django_db_setup, django_db_blocker):
    """Return a function that makes an event with one seat and rows, and lets two act at once. All of it is deleted."""
    made = []

    def act(deed, rows, **facts):
        start = timezone.now() + timedelta(days=30)
        event = EventFactory(name="Duel", start=start, end=start + timedelta(hours=2), **facts)
        made.append(event)
        category = SeatCategory.objects.create(event=event, capacity=1)
        people = [RegistrationFactory(category=category, event=event, **row) for row in rows]
        barrier = Barrier(2)

        def one(registration):
            try:
                barrier.wait(timeout=60)
                return deed(registration)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(one, people[:2]))
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


def test_who_takes_a_seat_while_it_is_taken_back_has_it_or_has_it_not(at_once):
    """One claims as what was not claimed is taken back: never two seats, and the seat is not lost."""
    soon = timezone.now() + timedelta(milliseconds=300)

    def deed(registration):
        if registration.state == "offered":
            try:
                waiting_list.claim(registration=registration)
            except waiting_list.NoSeat:
                return
        else:
            while timezone.now() < soon:
                pass
            services.promote_waiting(event=registration.event)

    end = at_once(deed, [{"state": "offered", "claim_by": soon}, {"state": "waiting"}])

    assert end in (["confirmed", "waiting"], ["cancelled", "confirmed"])
