"""Two devices check one code in at once: one lets in, the other is told when and by which."""

import re
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.utils import timezone

from events.door import services
from events.door.models import first_in_words
from events.registrations.models import RegistrationQuerySet
from tests.events.races import at_once, meeting
from tests.factories.doors import DoorFactory
from tests.factories.events import RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.attack

PEOPLE = 6
FIRST = re.compile(r"^\d\d:\d\d, Phone [12], Main$")


@pytest.fixture
def rush(next_month, monkeypatch):
    """Return a function: both devices check each person in at one moment; what both were told of each.

    Whoever has added a row waits for the other device to have come as far, and so again before it answers, so that
    neither commits before the other has looked: for some seconds, which are a moment where a lock holds that one up.
    """

    def rush(seconds):
        for step in ("_keep", "outcome"):
            monkeypatch.setattr(services, step, meeting(getattr(services, step), seconds))
        now = timezone.now()
        event = next_month(start=now - timedelta(hours=1), end=now + timedelta(hours=2))
        people = RegistrationFactory.create_batch(PEOPLE, category=SeatCategoryFactory(event=event, capacity=PEOPLE))
        door = DoorFactory(event=event, name="Main")
        devices = [services.Device(UUID(int=number), f"Phone {number}") for number in (1, 2)]
        rounds = (
            at_once(*(partial(services.check_in, door=door, registration=row, device=one, by=None) for one in devices))
            for row in people
        )
        return [
            sorted((str(came.answer), first_in_words(came.first) if came.first else "") for came in told)
            for told in rounds
        ]

    return rush


def test_one_device_lets_in_and_the_other_is_told_when_and_by_which(rush):
    for again, comes in rush(seconds=0.2):
        assert (again[0], comes) == ("again", ("in", ""))
        assert FIRST.match(again[1])


def test_canary_without_the_lock_both_devices_let_somebody_in(rush, monkeypatch):
    monkeypatch.setattr(RegistrationQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert rush(seconds=60) == [[("in", ""), ("in", "")]] * PEOPLE
