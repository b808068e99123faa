"""Two hundred people want fifty seats, sixteen at a time; one registers while the event is cancelled."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Barrier
from threading import Event as Flag
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connections

from coalition.cms import revisions
from coalition.mail.models import Message
from coalition.users.models import User
from events.desk import forms as desk_forms
from events.desk import viewsets
from events.models import Event, RegistrationClosed
from events.registrations import emails, event_changes, personal_data, seating, services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, RegistrationRequest, SeatCategory, SeatCategoryQuerySet
from tests.attacks.measuring import rounds
from tests.events.desk.test_cms import edit
from tests.factories.events import call_off, register
from tests.factories.mail import said
from tests.races import at_once, meeting

pytestmark = pytest.mark.lengthy

PEOPLE, SEATS, AT_ONCE, ROUNDS = 200, 50, 16, rounds(3, 10)


@pytest.fixture
def crowd(next_month):
    """Return a function that lets people register at once and counts the outcome."""

    def rush(people: int, seats: int) -> dict[str, int]:
        category = SeatCategory.objects.create(event=next_month(), capacity=seats)
        barrier = Barrier(AT_ONCE)

        def one(number: int) -> str:
            barrier.wait(timeout=60)
            person = Registrant(name="", email=f"rush{number}@mail.example", language="en")
            return register(category, person).state

        def batch(first: int) -> list[str]:
            try:
                return [one(number) for number in range(first, people, AT_ONCE)]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            told = [state for states in threads.map(batch, range(AT_ONCE)) for state in states]
        stored = list(Registration.objects.filter(category=category).values_list("state", flat=True))
        assert sorted(told) == sorted(stored)
        return {state: stored.count(state) for state in ("confirmed", "waiting")}

    return rush


def test_nobody_shares_a_seat(crowd):
    people = PEOPLE - PEOPLE % AT_ONCE + AT_ONCE  # everyone waits for everyone else, so full rows only

    results = [crowd(people, SEATS) for _round in range(ROUNDS)]

    assert results == [{"confirmed": SEATS, "waiting": people - SEATS}] * ROUNDS


def test_canary_without_the_lock_seats_are_sold_twice(crowd, monkeypatch):
    """Proves that the lock, and nothing else, decides the race."""
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    results = [crowd(AT_ONCE, 1)["confirmed"] for _round in range(5)]

    assert max(results) > 1


class Duel:
    """Two people change the same event at once, each on a connection of their own."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.category = SeatCategory.objects.create(event=event, capacity=5)
        person = Registrant(name="", email="duel@mail.example", language="en")
        self.asked = services.ask(event=self.event, category=self.category, person=person)
        self.backends: dict[str, int] = {}
        self.going = Flag()
        self.done = {deed: Flag() for deed in ("registers", "cancels", "withdraws", "erases", "asks", "removes")}

    def registers(self) -> str:
        return services.confirm(asked=self.asked).state

    def cancels(self) -> str:
        return call_off(event=self.event).state

    def withdraws(self) -> str:
        return services.cancel_registration(registration=Registration.objects.get(event=self.event)).state

    def erases(self) -> int:
        return personal_data.erase_registrations("duel@mail.example")

    def asks(self) -> str:
        person = Registrant(name="", email="duel@mail.example", language="en")
        return str(services.ask(event=self.event, category=self.category, person=person))

    def before_seats_go(self, execute, sql, params, many, context):
        if sql.startswith('DELETE FROM "events_seatcategory"'):
            self.going.set()
            self.wait_for("asks")
        return execute(sql, params, many, context)

    def act(self, deed: str) -> str | int:
        """Do `deed`; return how it ended."""
        self.backends[deed] = connections["default"].cursor().connection.info.backend_pid
        try:
            return getattr(self, deed)()
        except (RegistrationClosed, OperationalError, IntegrityError, SeatCategory.DoesNotExist) as error:
            return type(error).__name__
        finally:
            self.done[deed].set()
            connections.close_all()

    def wait_for(self, deed: str) -> None:
        """Return once `deed` waits for a lock, or is done."""
        stuck = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
        with connections["default"].cursor() as cursor:
            for _look in range(1000):
                if self.done[deed].wait(0.01):
                    return
                cursor.execute(stuck, [self.backends.get(deed)])
                if cursor.fetchone()[0]:
                    return
        raise AssertionError(f"{deed}: neither waits nor ends")

    def fight(self, first: str, second: str, begun: Flag) -> dict[str, Any]:
        """Begin `first`, and `second` once `begun` is set; return how each ended, and the mails that are owed."""
        with ThreadPoolExecutor(2) as threads:
            ends = {first: threads.submit(self.act, first)}
            assert begun.wait(20)
            ends[second] = threads.submit(self.act, second)
            told = {deed: end.result(timeout=30) for deed, end in ends.items()}
        event_changes.tell()
        mails = Message.objects.filter(to="duel@mail.example").exclude(template="events/mail/confirm").order_by("pk")
        return told | {"mails": [said(mail) for mail in mails]}


@pytest.fixture
def duel(next_month):
    """An event for two."""
    return Duel(next_month())


@pytest.fixture
def seat_before_cancellation(duel, monkeypatch):
    """Return a function: she has her seat and is about to commit when the editor begins to cancel."""
    seated = Flag()
    send_receipt = emails.send_receipt

    def slowly(*about):
        message = send_receipt(*about)
        seated.set()
        duel.wait_for("cancels")
        return message

    monkeypatch.setattr(emails, "send_receipt", slowly)
    return lambda: duel.fight("registers", "cancels", seated)


def test_who_has_a_seat_when_the_event_is_cancelled_is_told(seat_before_cancellation):
    assert seat_before_cancellation() == {
        "registers": "confirmed", "cancels": "cancelled", "mails": ["receipt", "cancelled"],
    }  # fmt: skip


def test_canary_without_the_order_of_locks_each_waits_for_the_other(seat_before_cancellation, monkeypatch):
    lock, calls = services.lock_categories, count()
    # The editor forgets to lock the seats first, and locks them after the event.
    monkeypatch.setattr(services, "lock_categories", lambda rows: list(rows) if next(calls) == 0 else lock(rows))

    ends = seat_before_cancellation()
    assert "OperationalError" in (ends["registers"], ends["cancels"])  # PostgreSQL ends one of the two


@pytest.fixture
def cancellation_before_seat(duel, monkeypatch):
    """Return a function: the editor has cancelled and is about to commit when she begins to register."""
    cancelled = Flag()
    promote_waiting = services.promote_waiting

    def slowly(**event):
        promoted = promote_waiting(**event)
        cancelled.set()
        duel.wait_for("registers")
        return promoted

    monkeypatch.setattr(services, "promote_waiting", slowly)
    return lambda: duel.fight("cancels", "registers", cancelled)


def test_who_waited_for_a_seat_sees_that_the_event_was_cancelled(cancellation_before_seat):
    assert cancellation_before_seat() == {"registers": "RegistrationClosed", "cancels": "cancelled", "mails": []}


def test_canary_with_an_event_read_before_the_lock_she_gets_a_seat(cancellation_before_seat, monkeypatch):
    def read_at_once(event_id):
        rows = SeatCategory.objects.select_for_update(of=("self",), no_key=True).select_related("event")
        categories = list(rows.filter(event_id=event_id))
        return seating.Seating(categories[0].event, categories)

    monkeypatch.setattr(services, "locked_seating", read_at_once)

    assert cancellation_before_seat()["registers"] == "confirmed"


def test_who_withdraws_while_they_are_forgotten_waits(duel, monkeypatch):
    duel.registers()
    forgetting = Flag()
    forget = personal_data.forget

    def slowly(registrations, **how):
        forget(registrations, **how)
        forgetting.set()
        duel.wait_for("withdraws")

    monkeypatch.setattr(personal_data, "forget", slowly)

    assert duel.fight("erases", "withdraws", forgetting) == {
        "erases": 1, "withdraws": "cancelled", "mails": ["receipt"],
    }  # fmt: skip


SEATS_FIRST = """
DO $$ BEGIN EXECUTE (
    SELECT 'SET CONSTRAINTS ' || string_agg(quote_ident(conname), ', ') || ' IMMEDIATE' FROM pg_constraint
    WHERE contype = 'f' AND conrelid = 'events_registrationrequest'::regclass
        AND confrelid = 'events_seatcategory'::regclass
); END $$"""


@pytest.fixture
def editor(duel, client):
    """The browser of an administrator who is really there."""
    user = User.objects.create_superuser("racing", "racing@coalition.example", "x")
    client.force_login(user)
    yield client
    user.delete()


@pytest.fixture
def form_while_seats_go(duel, editor, monkeypatch):
    """Return a function: the editor's statement that removes the seats comes next when somebody sends the form.

    Its seats are looked for before its event, as in databases that were not made from the joined migrations.
    """
    RegistrationRequest.objects.filter(event=duel.event).delete()
    send = emails.send_confirmation_link

    def look_for_seats(asked):
        with connections["default"].cursor() as cursor:
            cursor.execute(SEATS_FIRST)
        return send(asked)

    def removes() -> int:
        with connections["default"].execute_wrapper(duel.before_seats_go):
            return edit(editor, duel.event, "seats", **{"seat_categories-0-DELETE": "1"}).status_code

    monkeypatch.setattr(emails, "send_confirmation_link", look_for_seats)
    monkeypatch.setattr(duel, "removes", removes, raising=False)
    return lambda: duel.fight("removes", "asks", duel.going)


def test_who_asks_for_seats_that_an_editor_removes_finds_them_gone(form_while_seats_go):
    assert form_while_seats_go() == {"removes": 302, "asks": "DoesNotExist", "mails": []}


def test_canary_with_seats_that_no_form_waits_for_each_waits_for_the_other(form_while_seats_go, monkeypatch):
    lock = desk_forms.lock_event
    monkeypatch.setattr(desk_forms, "lock_event", lambda event, **_how: lock(event))

    ends = form_while_seats_go()
    assert "OperationalError" in (ends["removes"], ends["asks"])  # PostgreSQL ends one of the two


@pytest.fixture
def last_seats(next_month, monkeypatch):
    """Return a function: two people press their buttons for the last seat of the same two dates, each another first."""
    monkeypatch.setattr(services, "_shown", Event.objects.all)  # without pages
    events = [next_month(), next_month()]
    seats = [SeatCategory.objects.create(event=event, capacity=1) for event in events]

    def rush() -> list[Any]:
        asked = [
            services.ask(
                event=first.event, category=first, more={"also": [other.event_id]},
                person=Registrant(name="", email=f"dates{first.pk}@mail.example", language="en"),
            )
            for first, other in (seats, reversed(seats))
        ]  # fmt: skip
        monkeypatch.setattr(services, "_confirm", meeting(services._confirm))
        ends = at_once(*(partial(services.confirm_dates, asked=one) for one in asked), refused=(OperationalError,))
        states = Registration.objects.filter(event__in=events).order_by("event", "state")
        return [end for end in ends if isinstance(end, type)] + list(states.values_list("state", flat=True))

    return rush


def test_of_two_who_want_the_last_seats_of_two_dates_each_seat_goes_to_one(last_seats):
    assert last_seats() == ["confirmed", "waiting", "confirmed", "waiting"]


def test_canary_without_the_locks_of_all_dates_first_each_waits_for_the_other(last_seats, monkeypatch):
    monkeypatch.setattr(services, "lock_categories", lambda rows: [])

    assert last_seats()[0] is OperationalError  # PostgreSQL ends one of the two


@pytest.fixture
def editor_before_cancelling(duel, editor, monkeypatch):
    """Return a function: an editor saves in the CMS; a service cancels once the event is locked."""
    locked, keep = Flag(), revisions.keep_stored_version

    def slowly(row):
        kept = keep(row)
        locked.set()
        duel.wait_for("cancels")
        return kept

    def edits() -> int:
        return edit(editor, duel.event, place_en="Library", telling="yes").status_code

    monkeypatch.setattr(revisions, "keep_stored_version", slowly)
    monkeypatch.setattr(duel, "edits", edits, raising=False)
    duel.done["edits"] = Flag()
    return lambda: duel.fight("edits", "cancels", locked)


def test_an_editor_locks_the_seats_before_the_event_as_everybody_does(editor_before_cancelling):
    ends = editor_before_cancelling()

    assert (ends["edits"], ends["cancels"]) == (302, "cancelled")


def test_canary_an_editor_who_locks_the_event_first_waits_for_who_waits_for_it(editor_before_cancelling, monkeypatch):
    monkeypatch.setattr(viewsets, "lock_for_change", lambda event, **how: None)

    ends = editor_before_cancelling()
    assert "OperationalError" in (ends["edits"], ends["cancels"])  # PostgreSQL ends one of the two
