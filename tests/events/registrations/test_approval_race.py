"""Two hosts let two people in at once, and there is one seat."""

from functools import partial

import pytest

from coalition.users.models import User
from events.registrations import waiting_list
from events.registrations.models import Registration, SeatCategoryQuerySet, SeatMove
from events.registrations.seating import Seating
from tests.attacks.measuring import rounds
from tests.events.races import at_once, waiting_for_the_other
from tests.factories.events import RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.attack

ROUNDS = rounds(3, 20)


@pytest.fixture
def approvals(next_month, monkeypatch):
    """Return a function: two hosts approve two people for the last seat, in some rounds; how each round ended.

    Everybody who counted the seats pauses before they decide.
    """
    monkeypatch.setattr(Seating, "settle", waiting_for_the_other(Seating.settle))
    host = User.objects.create_user("duel", "duel@coalition.example", "x")

    def round_():
        category = SeatCategoryFactory(event=next_month(), capacity=1)
        people = RegistrationFactory.create_batch(2, category=category, state="applied")
        at_once(*(partial(waiting_list.approve, registration=row, host=host) for row in people))
        return sorted(Registration.objects.filter(category=category).values_list("state", flat=True))

    yield lambda: [round_() for _round in range(ROUNDS)]
    SeatMove.objects.filter(by=host).delete()
    host.delete()


def test_two_hosts_never_approve_past_the_last_seat(approvals):
    assert approvals() == [["confirmed", "waiting"]] * ROUNDS


def test_canary_without_the_lock_both_get_the_seat(approvals, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert ["confirmed", "confirmed"] in approvals()
