"""Whatever happens in whatever order, no quota is passed, nobody who fits is left waiting, and nobody jumps a queue.

`make attack` makes many more histories.
"""

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from events.registrations import admission, personal_data
from events.registrations.models import RegistrationQuerySet
from events.registrations.seating import Seating
from events.seats.seat_balance import Standing
from tests.attacks.measuring import rounds
from tests.events.registrations.seats_machine import CHANGED, Seats

pytestmark = [pytest.mark.lengthy, pytest.mark.django_db]
EXAMPLES, STEPS = rounds(8, 60), rounds(32, 80)


def test_no_history_passes_a_quota_or_a_person():
    CHANGED.clear()
    run_state_machine_as_test(
        Seats,
        settings=hypothesis_settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

    assert len(CHANGED) > 7  # kinds of deeds, of 15
    assert CHANGED.total() > 100


def tell(story, **how):
    """Let the machine do what `story` says."""
    machine = Seats()
    try:
        machine.begin(**how)
        story(machine)
    finally:
        machine.teardown()


def of_a_queue(machine):
    machine.register(1, "")
    for _each in range(5):
        machine.register(0, "")
    machine.cancel(1)


def of_an_offer(machine):
    machine.register(0, "")
    machine.cancel(1)
    machine.claim_at_the_deadline(0, late=True)


def of_a_no(machine):
    machine.decide(1, yes=False)
    machine.a_named_person_answers(0, comes=True)


def of_who_is_erased(machine):
    machine.erase(1)


def of_a_leader_who_leaves(machine):
    machine.cancel(0)


def no_no_stands(monkeypatch):
    monkeypatch.setattr(admission, "refused_at", lambda event, email_digest: None)


def no_quota_counts(monkeypatch):
    monkeypatch.setattr(Standing, "_has_room", lambda *args: True)


def the_last_is_first(monkeypatch):
    waiting = RegistrationQuerySet.waiting
    monkeypatch.setattr(RegistrationQuerySet, "waiting", lambda rows: waiting(rows).reverse())


def nobody_moves_up(monkeypatch):
    monkeypatch.setattr(Seating, "_promote", lambda seating, row, passed: row)


def an_offer_never_ends(monkeypatch):
    monkeypatch.setattr(Seating, "_expire", lambda seating: None)


def an_address_stays(monkeypatch):
    monkeypatch.setattr(personal_data, "PERSONAL", ("name",))


def a_leader_leaves_alone(monkeypatch):
    monkeypatch.setattr(admission, "close_named", lambda registration: None)


BROKEN = [
    (no_no_stands, of_a_no, True),
    (no_quota_counts, of_a_queue, False),
    (the_last_is_first, of_a_queue, False),
    (nobody_moves_up, of_a_queue, False),
    (an_offer_never_ends, of_an_offer, False),
    (an_address_stays, of_who_is_erased, False),
    (a_leader_leaves_alone, of_a_leader_who_leaves, False),
]


@pytest.mark.parametrize(("rule", "story", "approval"), BROKEN)
def test_canary_a_rule_that_is_broken_is_found(monkeypatch, rule, story, approval):
    """By a history that is written above: the machine may take long to come upon it."""
    tell(story, approval=approval)
    rule(monkeypatch)

    with pytest.raises((AssertionError, IntegrityError)):
        tell(story, approval=approval)
