"""Eight people want the two seats of a workshop at once."""

from functools import partial

import pytest

from events.agenda import services
from events.programme import release
from events.programme.models import SessionChoice
from events.programme.querysets import SessionQuerySet
from tests.attacks.measuring import rounds
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory
from tests.races import at_once

pytestmark = pytest.mark.attack

PEOPLE, SEATS, ROUNDS = 8, 2, rounds(2, 20)


@pytest.fixture
def rush(next_month):
    """Return a function that lets everybody ask at once: how many were told that they have a place, and have one."""

    def rush() -> tuple[int, int]:
        event = next_month()
        programme = ProgrammeFactory(event=event)
        session = SessionFactory(
            programme=programme, day=event.wall_start.date(), begins=event.wall_start.time(), capacity=SEATS
        )
        release.release(programme=programme)
        people = RegistrationFactory.create_batch(PEOPLE, category=SeatCategoryFactory(event=event, capacity=PEOPLE))
        deeds = [partial(services.take_place, registration=row, session=session.pk) for row in people]
        told = at_once(*deeds, refused=(services.Refused,))
        return PEOPLE - told.count(services.Refused), SessionChoice.objects.filter(session=session).count()

    return rush


def test_nobody_shares_a_seat_of_a_workshop(rush):
    assert [rush() for _round in range(ROUNDS)] == [(SEATS, SEATS)] * ROUNDS


def test_canary_without_the_lock_seats_are_given_twice(rush, monkeypatch):
    """Proves that the lock on the session, and nothing else, decides the race."""
    monkeypatch.setattr(SessionQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert max(rush()[1] for _round in range(5)) > SEATS
