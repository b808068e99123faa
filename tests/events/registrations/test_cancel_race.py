"""A full event: some give their seats back while others register. Never over, nobody skipped, no seat left empty.

`make attack` does it in 20 rounds.
"""

import time
from collections.abc import Callable
from functools import partial
from itertools import count

import pytest

from events.models import Event
from events.registrations import seating, services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, SeatCategory, SeatCategoryQuerySet
from tests.attacks.measuring import rounds
from tests.events.races import at_once
from tests.factories.events import register

pytestmark = pytest.mark.attack

SEATS, CANCEL, REGISTER, ROUNDS = 4, 3, 4, rounds(3, 20)
BOX = "full.example"


def slowly[**P](decide: Callable[P, bool]) -> Callable[P, bool]:
    """Return `decide` with a pause after each yes, in which others decide by the same free seats.

    It is much longer than a registration takes, on a busy machine too.
    """

    def decide_and_wait(*args: P.args, **kwargs: P.kwargs) -> bool:
        found = decide(*args, **kwargs)
        if found:
            time.sleep(0.6)
        return found

    return decide_and_wait


class House:
    """An event whose seats are taken, with as many people again who wait."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.category = SeatCategory.objects.create(event=event, capacity=SEATS)
        self.numbers = count(1)
        for _person in range(2 * SEATS):
            self.registers()

    def registers(self) -> None:
        register(self.category, Registrant(name="", email=f"one{next(self.numbers)}@{BOX}", language="en"))

    def active(self) -> list[Registration]:
        """Return who has a seat or waits, in the order in which they came."""
        return list(Registration.objects.active().filter(event=self.event).order_by("queued_at", "pk"))

    def round(self) -> str:
        """Let some cancel while others register; return what is wrong after that, "" if nothing is."""
        holders = [row for row in self.active() if row.state == "confirmed"][:CANCEL]
        deeds = [partial(services.cancel_registration, registration=row) for row in holders]
        at_once(*deeds, *[self.registers] * REGISTER)
        states = [str(row.state) for row in self.active()]
        seated = states.count("confirmed")
        if seated != SEATS:
            return f"{seated} of {SEATS} seats are taken"
        return "" if states == sorted(states) else f"somebody was passed: {states}"


@pytest.fixture
def house(next_month, monkeypatch):
    """An event that is full. Whoever counts its seats pauses then."""
    house = House(next_month())
    for module in (services, seating):
        monkeypatch.setattr(module, "locked_seating", slowly(module.locked_seating))
    return house


def test_seats_that_are_given_back_go_to_who_waits_in_their_order(house):
    assert [house.round() for _round in range(ROUNDS)] == [""] * ROUNDS


def test_canary_without_the_lock_a_seat_is_given_twice_or_somebody_is_passed(house, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert any(house.round() for _round in range(5))
