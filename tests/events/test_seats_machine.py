"""Whatever happens in whatever order, no quota is passed, nobody who fits is left waiting, and nobody jumps a queue.

`make attack` makes many more histories.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from events.models import Event, RegistrationClosed
from events.registrations import registering, services, waiting_list
from events.registrations.fields import Registrant
from events.registrations.models import HOLDING, Registration
from events.seats.models import Quota
from tests.attacks.measuring import rounds
from tests.factories.charter import reviewer
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory

EXAMPLES, STEPS = rounds(10, 200), rounds(40, 80)
CHANGED: Counter[str] = Counter()  # rule -> how often it really changed something
any_number = st.integers(0, 10_000)
regions = st.sampled_from(["", "africa", "europe"])
ROOT, ON_SITE, AFRICA, KEPT = 4, 3, 2, 1
REFUSED = (waiting_list.NoSeat, waiting_list.NothingToDecide, services.NothingToCancel, RegistrationClosed)


class Seats(RuleBasedStateMachine):
    """One event with nested quotas, and people who do all that they may."""

    def __init__(self):
        super().__init__()
        self.rows, self.people, self.now = [], 0, NOW

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()
        when = {"start": NOW + timedelta(days=3), "end": NOW + timedelta(days=3, hours=4)}
        self.event = EventFactory(**when, claim_within=12)
        self.seats = [
            SeatCategoryFactory(event=self.event, kind=kind, capacity=ON_SITE) for kind in ("on-site", "online")
        ]
        Quota.objects.create(event=self.event, at_most=ROOT)
        Quota.objects.create(event=self.event, region="africa", at_most=AFRICA, reserved=KEPT, released_before=24)
        self.host = reviewer(1)

    def teardown(self):
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def do(self, name, deed, own=None):
        """Do `deed` at this moment, then look whether all still holds; `own` is whose act it is."""
        with time_machine.travel(self.now, tick=False):
            before = self.queues()
            with suppress(*REFUSED):
                deed()
                CHANGED[name] += 1
            services.promote_waiting(event=self.event)
            self.check(before, own)

    def queues(self):
        """Return who waits, in order, by what they claim."""
        found = {}
        for row in Registration.objects.waiting().filter(event=self.event):
            found.setdefault((row.category_id, row.region), []).append(row.pk)
        return found

    def check(self, before, own):
        rows = list(Registration.objects.filter(event=self.event))
        held = [row for row in rows if row.state in HOLDING]
        assert len(held) <= ROOT
        assert max(Counter(row.category_id for row in held).values(), default=0) <= ON_SITE
        assert sum(row.region == "africa" for row in held) <= AFRICA
        seating = services.locked_seating(self.event.pk)
        if not seating.event.is_over:
            assert not any(seating.standing.admits(claim) for claim in seating.waiting)  # nobody who fits waits
        seated = {row.pk for row in held}
        for queue in before.values():
            others = [pk for pk in queue if own is None or pk != own.pk]
            served = [pk in seated for pk in others]
            assert served == sorted(served, reverse=True)  # the first of those alike are served first

    def some(self, number, *among):
        rows = Registration.objects.filter(event=self.event, state__in=among).order_by("pk")
        return rows[number % len(rows)] if len(rows) else None

    @rule(seat=st.integers(0, 1), region=regions)
    def register(self, seat, region):
        self.people += 1
        person = Registrant(name="", email=f"one{self.people}@mail.example", language="en")

        def deed():
            asked = registering.ask(event=self.event, category=self.seats[seat], person=person,
                                    more={"region": region})  # fmt: skip
            registering.confirm(asked=asked)

        self.do("register", deed)

    @rule(number=any_number, seat=st.integers(0, 1))
    def swap(self, number, seat):
        if row := self.some(number, *HOLDING, "waiting", "applied"):
            self.do("swap", lambda: waiting_list.swap(registration=row, category=self.seats[seat]), row)

    @rule(number=any_number)
    def cancel(self, number):
        if row := self.some(number, *HOLDING, "waiting", "applied"):
            self.do("cancel", lambda: services.cancel_registration(registration=row), row)

    @precondition(lambda self: self.some(0, "offered"))
    @rule(number=any_number)
    def claim(self, number):
        row = self.some(number, "offered")
        self.do("claim", lambda: waiting_list.claim(registration=row), row)

    @rule(number=any_number, yes=st.booleans())
    def decide(self, number, yes):
        if row := self.some(number, "applied"):
            decide = waiting_list.approve if yes else waiting_list.decline
            self.do("decide", lambda: decide(registration=row, host=self.host), row)

    @rule(hours=st.sampled_from([1, 6, 13, 26]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        self.do("promote", lambda: waiting_list.settle_due(self.now))

    @rule(approval=st.sampled_from([False, False, True]), within=st.sampled_from([2, 12, None]))
    def the_host_decides_how(self, approval, within):
        Event.objects.filter(pk=self.event.pk).update(approval=approval, claim_within=within)

    @precondition(lambda self: self.people < 12)
    @rule(seat=st.integers(0, 1))
    def a_crowd_comes(self, seat):
        for region in ("", "africa", "europe"):
            self.register(seat, region)


@pytest.mark.django_db
def test_no_history_passes_a_quota_or_a_person():
    CHANGED.clear()
    run_state_machine_as_test(
        Seats,
        settings=hypothesis_settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert len(CHANGED) > 3
    assert min(CHANGED["register"], CHANGED["cancel"]) > 10


@pytest.mark.django_db
def test_every_deed_of_these_histories_changes_something():
    """So that none of them passes because nothing ever happens."""
    CHANGED.clear()
    machine = Seats()
    machine.begin()
    try:
        machine.a_crowd_comes(0)
        machine.a_crowd_comes(0)
        machine.cancel(0)
        machine.claim(0)
        machine.swap(0, 1)
        machine.the_host_decides_how(approval=True, within=None)
        machine.register(1, "")
        machine.decide(0, yes=True)
        machine.time_passes(1)
    finally:
        machine.teardown()

    assert set(CHANGED) == {"register", "swap", "cancel", "claim", "decide", "promote"}
