"""Eight people want the two seats of a workshop at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from events.agenda import services
from events.programme import release
from events.programme.models import Session, SessionChoice
from events.programme.querysets import SessionQuerySet
from events.registrations.models import Registration
from tests.attacks.measuring import rounds
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.attack

PEOPLE, SEATS, ROUNDS = 8, 2, rounds(2, 20)


@pytest.fixture
def rush(django_db_setup, django_db_blocker):
    """Return a function that lets everybody ask at once, and counts who has a place. What it commits, it deletes."""
    made = []

    def rush() -> tuple[int, int]:
        start = (timezone.now() + timedelta(days=30)).replace(hour=9, minute=0)
        event = EventFactory(start=start, end=start + timedelta(hours=9))
        made.append(event)
        programme = ProgrammeFactory(event=event)
        session = SessionFactory(programme=programme, day=event.wall_start.date(), capacity=SEATS)
        release.release(programme=programme)
        category = SeatCategoryFactory(event=event, capacity=PEOPLE)
        people = [RegistrationFactory(category=category) for _number in range(PEOPLE)]
        barrier = Barrier(PEOPLE)

        def one(registration: Registration) -> bool:
            try:
                barrier.wait(timeout=60)
                services.take_place(registration=registration, session=session.pk)
                return True
            except services.Refused:
                return False
            finally:
                connections.close_all()

        with ThreadPoolExecutor(PEOPLE) as threads:
            told = sum(threads.map(one, people))
        return told, SessionChoice.objects.filter(session=session).count()

    with django_db_blocker.unblock():
        yield rush
        for event in made:
            SessionChoice.objects.filter(session__programme__event=event).delete()
            Registration.objects.filter(event=event).delete()
            Session.objects.filter(programme__event=event).delete()
            event.delete()


def test_nobody_shares_a_seat_of_a_workshop(rush):
    assert [rush() for _round in range(ROUNDS)] == [(SEATS, SEATS)] * ROUNDS


def test_canary_without_the_lock_seats_are_given_twice(rush, monkeypatch):
    """Proves that the lock on the session, and nothing else, decides the race."""
    monkeypatch.setattr(SessionQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert max(rush()[1] for _round in range(5)) > SEATS
