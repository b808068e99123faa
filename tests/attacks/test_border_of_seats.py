"""The border of two words about seats: an attacker who holds all other seats does not see whether she registered.

The attacker owns as many mailboxes as they like, registers and cancels with them at will, and reads the word at each
full hour. They know how the words are made, and everything but the installation's secret.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
import time_machine

from events.registrations import fullness
from events.registrations.models import Registration
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory

from .measuring import rounds

TRIES = rounds(1_000, 20_000)
MOST = 0.55  # right guesses; 0.5 is chance
CAPACITY = 200


class Attack:
    """One event, in which she registered or not; what the attacker may do, and what they see."""

    def __init__(self, key: int, *, capacity: int, she_came: bool) -> None:
        self.key, self.capacity, self.she_came = key, capacity, she_came
        self.peak = 0

    def look(self, mine: int) -> str:
        """Return the word at the next full hour, at which the attacker has `mine` seats and places."""
        self.peak = max(self.peak, mine + self.she_came)
        return fullness.word(key=self.key, capacity=self.capacity, peak=self.peak)


def climb(attack: Attack, start: int, stop: int) -> int:
    """Take one seat more each hour; return at how many the word changed."""
    first = attack.look(start)
    for mine in range(start + 1, stop):
        if attack.look(mine) != first:
            return mine
    return stop


def by_the_first_border(attack: Attack) -> bool:
    """Guess from how early the first word ends."""
    lowest = attack.capacity - fullness.MARGIN - fullness.WIDTH
    return climb(attack, lowest - 2, attack.capacity) < lowest + fullness.WIDTH // 2


def by_the_last_border(attack: Attack) -> bool:
    """Guess from how early the last word begins."""
    attack.look(attack.capacity)
    return climb(attack, attack.capacity, attack.capacity + 2 * fullness.WIDTH) <= attack.capacity + fullness.WIDTH // 2


def share(strategy: Callable[[Attack], bool], capacity: int) -> float:
    """Return how often `strategy` is right, half of the time about one who came."""
    right = 0
    for number in range(TRIES):
        she_came = number % 2 == 0
        right += strategy(Attack(number // 2 + 1, capacity=capacity, she_came=she_came)) == she_came
    return right / TRIES


@pytest.mark.parametrize("capacity", [2, 30, 100, CAPACITY])
@pytest.mark.parametrize("strategy", [by_the_first_border, by_the_last_border])
def test_no_strategy_is_right_more_often_than_in_55_of_100_tries(strategy, capacity):
    """Each reads a border by its own secret; of all other strategies the next test says more."""
    assert share(strategy, capacity) < MOST


def histories(capacity: int, key: int, she_came: bool) -> tuple[int, ...]:
    """Return all that there is to see: at how many people each word changes, however slowly they come."""
    attack = Attack(key, capacity=capacity, she_came=she_came)
    words = [attack.look(mine) for mine in range(capacity + 2 * fullness.WIDTH)]
    return tuple(place for place in range(1, len(words)) if words[place] != words[place - 1])


@pytest.mark.parametrize("capacity", [30, CAPACITY])
def test_not_even_the_best_of_all_strategies_is(monkeypatch, capacity):
    """Over all secrets there can be, weighed as they are drawn: nobody can guess better from what is seen."""
    secrets = {"few": 0, "no": 0}
    monkeypatch.setattr(fullness, "_secret", lambda key, capacity, border: secrets[border])
    seen: dict[tuple[int, ...], list[int]] = {}
    possible = [(few, no) for few in range(1, fullness.WIDTH + 1) for no in range(1, fullness.WIDTH + 1)]
    for few, no in possible:
        secrets.update(few=few, no=no)
        for she_came in (False, True):
            seen.setdefault(histories(capacity, 1, she_came), [0, 0])[she_came] += 1

    best = sum(max(counts) for counts in seen.values()) / (2 * len(possible))
    assert 0.5 < best < MOST


def test_canary_a_border_that_everybody_knows_is_found_at_once(monkeypatch):
    monkeypatch.setattr(fullness, "_secret", lambda key, capacity, border: fullness.WIDTH // 2)

    assert share(by_the_first_border, CAPACITY) == 1.0


@pytest.mark.django_db
def test_words_move_at_full_hours_only_and_never_back():
    """The same with rows: registering, confirming and cancelling change nothing before the hour, and nothing back."""
    with time_machine.travel(NOW, tick=False) as clock:
        category = SeatCategoryFactory(capacity=3)
        numbers = count()

        def shown() -> tuple[int, str]:
            category.refresh_from_db()
            return category.peak, fullness.places_left(fullness.offered(category.event_id))[0]["left"]

        def come(people: int) -> None:
            for _each in range(people):
                RegistrationFactory(category=category, email=f"a{next(numbers)}@mail.example", state="waiting")

        come(fullness.WIDTH + 3)
        assert fullness.count(NOW + timedelta(minutes=59)) == 0
        assert shown() == (0, "some")
        clock.shift(timedelta(hours=1))
        assert fullness.count(NOW + timedelta(hours=1)) == 1
        assert shown() == (fullness.WIDTH + 3, "no")

        Registration.objects.filter(category=category).update(state="cancelled")
        clock.shift(timedelta(hours=1))
        assert fullness.count(NOW + timedelta(hours=2)) == 0
        assert shown() == (fullness.WIDTH + 3, "no")
