"""Two hundred people want fifty seats, sixteen at a time, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from coalition.mail.models import Message
from events import services
from events.models import Event, Registration, SeatCategory
from events.querysets import SeatCategoryQuerySet
from events.services import Registrant

PEOPLE, SEATS, AT_ONCE, ROUNDS = 200, 50, 16, 3


@pytest.fixture
def crowd(django_db_setup, django_db_blocker):
    """Return a function that lets people register at once and counts the outcome. What it commits, it deletes."""
    made = []

    def rush(people: int, seats: int) -> dict[str, int]:
        start = timezone.now() + timedelta(days=30)
        event = Event.objects.create(name="Rush", kind="training", start=start, end=start + timedelta(hours=2))
        made.append(event)
        category = SeatCategory.objects.create(event=event, capacity=seats)
        barrier = Barrier(AT_ONCE)

        def one(number: int) -> str:
            barrier.wait(timeout=60)
            person = Registrant(name="", email=f"rush{number}@mail.example", language="en")
            return services.register(event=event, category=category, person=person).state

        def batch(first: int) -> list[str]:
            try:
                return [one(number) for number in range(first, people, AT_ONCE)]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            told = [state for states in threads.map(batch, range(AT_ONCE)) for state in states]
        stored = list(Registration.objects.filter(event=event).values_list("state", flat=True))
        assert sorted(told) == sorted(stored)
        return {state: stored.count(state) for state in ("confirmed", "waiting")}

    with django_db_blocker.unblock():
        yield rush
        for event in made:
            Registration.objects.filter(event=event).delete()
            event.delete()
        Message.objects.filter(to__startswith="rush").delete()


def test_nobody_shares_a_seat(crowd):
    people = PEOPLE - PEOPLE % AT_ONCE + AT_ONCE  # everyone waits for everyone else, so full rows only

    results = [crowd(people, SEATS) for _round in range(ROUNDS)]

    assert results == [{"confirmed": SEATS, "waiting": people - SEATS}] * ROUNDS


def test_canary_without_the_lock_seats_are_sold_twice(crowd, monkeypatch):
    """Proves that the lock, and nothing else, decides the race."""
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    results = [crowd(AT_ONCE, 1)["confirmed"] for _round in range(5)]

    assert max(results) > 1
