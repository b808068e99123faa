"""A machine that does in any order what people, leaders of delegations and hosts may do about the seats of one event.

What must hold after each deed stands in `check` and `check_people`. Nothing is asked of rows that the rules under test
did not make: the machine knows for itself who was erased, and to whom hosts said no.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from coalition.privacy.email_addresses import address_digest
from events.models import Event, RegistrationClosed
from events.registrations import delegations, services, waiting_list
from events.registrations import own_page as own
from events.registrations.admission import NamedPerson
from events.registrations.fields import Registrant
from events.registrations.models import HOLDING, Registration
from events.registrations.seating import locked_seating
from events.seats.models import Quota
from tests.factories.charter import reviewer
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory

CHANGED: Counter[str] = Counter()  # rule -> how often it really changed something


def there_is(*states):
    """Let a rule run only where somebody with an address is in one of `states`: no step is for nothing."""
    return precondition(lambda machine: any(machine.states[state] for state in states))


any_number = st.integers(0, 10_000)
seats = st.integers(0, 1)
regions = st.sampled_from(["", "africa", "europe"])
languages = st.sampled_from(["en", "fr", "es", "ar"])
ROOT, ON_SITE, AFRICA, KEPT, BRINGS = 4, 3, 2, 1, 2
ACTIVE = (*HOLDING, "waiting", "applied")
REFUSED = (
    waiting_list.NoSeat, waiting_list.NothingToDecide, services.NothingToCancel, RegistrationClosed,
    delegations.TooMany, delegations.Over,
)  # fmt: skip


class Seats(RuleBasedStateMachine):
    """One event with nested quotas, and people who do all that they may."""

    def __init__(self):
        super().__init__()
        self.people, self.now = 0, NOW
        self.erased, self.noes = {}, set()
        self.states, self.kept = Counter(), 0  # people by state, and how many named ones have not answered
        self.root = ROOT  # which hosts may raise
        self.queues = {}  # who waits, in order, by what they claim

    @initialize(approval=st.booleans(), within=st.sampled_from([2, 12, None]))
    def begin(self, approval=False, within=12):
        self.point = transaction.atomic()
        self.point.__enter__()
        when = {"start": NOW + timedelta(days=5), "end": NOW + timedelta(days=5, hours=4)}
        self.event = EventFactory(**when, approval=approval, claim_within=within)
        self.seats = [
            SeatCategoryFactory(event=self.event, kind=kind, capacity=ON_SITE, brings=brings)
            for kind, brings in (("on-site", BRINGS), ("online", None))
        ]
        Quota.objects.create(event=self.event, at_most=ROOT)
        Quota.objects.create(event=self.event, region="africa", at_most=AFRICA, reserved=KEPT, released_before=24)
        self.host = reviewer(1)
        for seat, region in ((0, "africa"), (0, ""), (1, "europe")):
            self.register(seat, region)
        if approval:
            self.decide(0, yes=True)
        self.a_leader_names(0, known=1, people=2)  # of whom one is registered

    def teardown(self):
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def do(self, name, deed, own=None):
        """Do `deed` a second later, look whether all still holds, and return what it returned; `own` is whose it is."""
        self.now += timedelta(seconds=1)
        done = None
        with time_machine.travel(self.now, tick=False):
            with suppress(*REFUSED):
                done = deed() or True
                CHANGED[name] += 1
            seating = locked_seating(self.event.pk)
            seating.settle()
            rows = list(Registration.objects.filter(event=self.event).order_by("queued_at", "pk"))
            self.check(rows, seating, own)
            self.check_people(rows)
        self.states = Counter(row.state for row in rows if row.email)
        return done

    def check(self, rows, seating, own):
        """No quota is passed, nobody who fits waits, and of those alike who waits longest is served first."""
        held = [row for row in rows if row.state in HOLDING]
        assert len(held) <= self.root
        assert max(Counter(row.category_id for row in held).values(), default=0) <= ON_SITE
        assert sum(row.region == "africa" for row in held) <= AFRICA
        waiting = [row for row in rows if row.state == "waiting" and row.email]
        if not seating.event.is_over:
            assert not any(seating.admits(row) for row in waiting)
        seated = {row.pk for row in held}
        for queue in self.queues.values():
            served = [pk in seated for pk in queue if own is None or pk != own.pk]
            assert served == sorted(served, reverse=True)
        self.queues = {}
        for row in waiting:
            self.queues.setdefault((row.category_id, row.region), []).append(row.pk)

    def check_people(self, rows):
        """An address has one registration, an erased row has no person, and who was named has a place or an answer."""
        active = Counter(row.email for row in rows if row.state != "cancelled" and row.email)
        assert max(active.values(), default=0) <= 1
        by_key = {row.pk: row for row in rows}
        for pk, (address, was_to_come) in self.erased.items():
            row = by_key[pk]
            assert (row.name, row.email, row.access_needs, row.told, row.needs) == ("", "", "", {}, {})
            assert row.email_digest != address_digest(address)
            assert row.state == "cancelled" or not was_to_come
        self.kept = 0
        for named in NamedPerson.objects.filter(leader__event=self.event):
            row = by_key[named.registration_id]
            if named.answer == "none":
                self.kept += 1
                assert (row.email, bool(named.email)) == ("", True)
                assert row.state in ("offered", "waiting")
                assert by_key[named.leader_id].state != "cancelled"
            else:
                assert named.email == ""
                assert named.answer == "taken" or (row.state, row.name, named.name) == ("cancelled", "", "")

    def some(self, number, *among):
        rows = Registration.objects.filter(event=self.event, state__in=among).exclude(email="").order_by("pk")
        return rows[number % len(rows)] if len(rows) else None

    def new_address(self):
        self.people += 1
        return f"one{self.people}@mail.example"

    def ask(self, address, seat, region=""):
        """Send the form with `address`."""
        person = Registrant(name="Ada", email=address, language="en", access_needs="Ramp")
        return services.ask(event=self.event, category=self.seats[seat], person=person, more={"region": region})

    @rule(seat=seats, region=regions)
    def register(self, seat, region):
        address = self.new_address()
        self.do("register", lambda: services.confirm(asked=self.ask(address, seat, region)))

    @rule(number=any_number, seat=seats, other=seats)
    def the_same_address_asks_twice(self, number, seat, other):
        row = self.some(number, *ACTIVE)
        address = row.email if row and number % 2 else self.new_address()

        def deed():
            both = [self.ask(address, place) for place in (seat, other)]
            found = {services.confirm(asked=asked).pk for asked in both}
            assert len(found) == 1

        self.do("ask twice", deed, row)

    @there_is(*ACTIVE)
    @rule(number=any_number, seat=seats)
    def swap(self, number, seat):
        row = self.some(number, *ACTIVE)
        self.do("swap", lambda: waiting_list.swap(registration=row, category=self.seats[seat]), row)

    @there_is(*ACTIVE)
    @rule(number=any_number, seat=seats, language=languages, name=st.sampled_from(["Ada", "Zoé", "آدا"]))
    def change(self, number, seat, language, name):
        row = self.some(number, *ACTIVE)
        says = {"name": name, "language": language, "access_needs": "", "discreet": bool(number % 2)}

        def deed():
            own.change(registration=row, answers=says, category=self.seats[seat], is_proven=True)
            now = Registration.objects.get(pk=row.pk)
            assert (now.name, now.language, now.category) == (name, language, self.seats[seat])

        self.do("change", deed, row)

    @there_is(*ACTIVE)
    @rule(number=any_number)
    def cancel(self, number):
        row = self.some(number, *ACTIVE)
        self.do("cancel", lambda: services.cancel_registration(registration=row), row)

    @there_is(*ACTIVE)
    @rule(number=any_number)
    def a_host_cancels(self, number):
        rows = Registration.objects.filter(event=self.event, state__in=ACTIVE).order_by("pk")  # kept ones too
        row = rows[number % len(rows)]
        named = NamedPerson.objects.filter(registration=row, answer="none").first()
        address = row.email or named.email
        deed = services.cancel_registration_for
        if self.do("host cancels", lambda: deed(registration=row, host=self.host, reason="No"), row):
            self.noes.add(address)

    @there_is("waiting")
    @rule(number=any_number)
    def a_host_promotes(self, number):
        row = self.some(number, "waiting")
        self.root = min(self.root + 1, ROOT + 2)  # a seat more, that nobody has yet

        def deed():
            Quota.objects.filter(event=self.event, kind="", region="").update(at_most=self.root)
            waiting_list.promote(registration=row, host=self.host)

        self.do("promote", deed, row)

    @there_is(*ACTIVE, "cancelled")
    @rule(number=any_number)
    def erase(self, number):
        row = self.some(number, *ACTIVE, "cancelled")
        self.erased[row.pk] = row.email, self.now + timedelta(seconds=1) < self.event.end
        self.noes.discard(row.email)  # it may be forgotten with that
        self.do("erase", lambda: own.erase(registration=row), row)

    @there_is("offered")
    @rule(number=any_number)
    def claim(self, number):
        row = self.some(number, "offered")
        self.do("claim", lambda: waiting_list.claim(registration=row), row)

    @there_is("offered")
    @rule(number=any_number, late=st.booleans())
    def claim_at_the_deadline(self, number, late):
        row = self.some(number, "offered")
        self.now = row.claim_by - timedelta(seconds=1 if late else 2)  # a second passes before it is done
        self.do("claim late" if late else "claim", lambda: waiting_list.claim(registration=row), row)
        assert Registration.objects.get(pk=row.pk).state == ("cancelled" if late else "confirmed")

    @there_is("applied")
    @rule(number=any_number, yes=st.booleans())
    def decide(self, number, yes):
        row = self.some(number, "applied")
        decide = waiting_list.approve if yes else waiting_list.decline
        if self.do("decide", lambda: decide(registration=row, host=self.host), row):
            (self.noes.discard if yes else self.noes.add)(row.email)

    @there_is("confirmed", "waiting")
    @rule(number=any_number, known=any_number, people=st.integers(1, 2))
    def a_leader_names(self, number, known, people):
        leaders = Registration.objects.filter(category=self.seats[0], state__in=["confirmed", "waiting"])
        leaders = leaders.exclude(email="").order_by("pk")
        if not leaders:
            return
        leader = leaders[number % len(leaders)]
        other = Registration.objects.filter(event=self.event).exclude(email__in=["", leader.email]).order_by("pk")
        first = other[known % len(other)].email if len(other) and known % 2 else self.new_address()
        rows = [first, *(self.new_address() for _more in range(people - 1))]
        named = [delegations.Person(name="Bob", email=address) for address in rows]
        self.do("name", lambda: delegations.name_people(leader=leader, people=named, language="en"))

    @precondition(lambda self: self.kept)
    @rule(number=any_number, comes=st.sampled_from([True, True, False]))
    def a_named_person_answers(self, number, comes):
        rows = NamedPerson.objects.filter(answer="none").select_related("registration__event").order_by("pk")
        named = rows[number % len(rows)]
        if not comes:
            self.do("give back", lambda: delegations.give_back(named=named))
            return
        active = Registration.objects.active().filter(event=self.event, email=named.email)
        has_place = active.exclude(state="applied").exists()
        answers = {"name": "Bob", "language": "fr", "access_needs": "", "discreet": False}
        theirs = self.do("take", lambda: delegations.take(named=named, answers=answers), active.first())
        self.event.refresh_from_db()
        if theirs and self.event.approval and named.email in self.noes and not has_place:
            assert theirs.state == "applied"  # a no of the hosts stands

    @rule(hours=st.sampled_from([1, 1, 6, 13, 26]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        self.do("settle", lambda: waiting_list.settle_due(self.now))

    @rule(approval=st.sampled_from([False, False, True]), within=st.sampled_from([2, 12, None]))
    def the_host_decides_how(self, approval, within):
        Event.objects.filter(pk=self.event.pk).update(approval=approval, claim_within=within)
        self.event.refresh_from_db()

    @precondition(lambda self: self.people < 12)
    @rule(seat=seats)
    def a_crowd_comes(self, seat):
        for region in ("", "africa", "europe"):
            self.register(seat, region)
