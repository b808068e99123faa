"""Two editors change an event while people register and the worker makes mails: nobody is left with what is past."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from threading import Event as Flag

import pytest
from django.db import connections, transaction

from coalition.mail.models import Message
from events.models import Event
from events.registrations import emails, event_changes, services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, SeatCategory, SeatCategoryQuerySet
from events.registrations.seating import lock_event

pytestmark = pytest.mark.attack

EDITORS, EDITS, QUEUES, PEOPLE, ROUNDS = 2, 4, 3, 3, 3
BOX = "weave.example"


class Weave:
    """An event, editors who move it from place to place, people who register meanwhile, and a worker."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.category = SeatCategory.objects.create(event=self.event, capacity=99)
        self.barrier = Barrier(EDITORS + QUEUES)
        self.over = Flag()

    def registers(self, name: str) -> None:
        person = Registrant(name="", email=f"{name}@{BOX}", language="en")
        services.confirm(asked=services.ask(event=self.event, category=self.category, person=person))

    def queue(self, number: int) -> None:
        self.barrier.wait(timeout=60)
        for person in range(PEOPLE):
            self.registers(f"q{number}p{person}")

    def edit(self, number: int) -> None:
        """Change the event as the form of the CMS does: it is read once nobody else can change it."""
        self.barrier.wait(timeout=60)
        for step in range(EDITS):
            with transaction.atomic():
                event = lock_event(self.event)
                event.place = {"en": f"Editor {number}, step {step}"}
                services.save_event(event=event)
            time.sleep(0.02)

    def tell(self) -> None:
        while not self.over.wait(0.01):
            event_changes.tell()

    def act(self, deed, *what) -> None:
        try:
            deed(*what)
        finally:
            connections.close_all()

    def weave(self) -> dict[str, list[str]]:
        """Let them all act at once; return by person where mails said that the event is, the receipt first."""
        self.registers("first")
        with ThreadPoolExecutor(EDITORS + QUEUES + 1) as threads:
            worker = threads.submit(self.act, self.tell)
            ends = [threads.submit(self.act, self.edit, number) for number in range(EDITORS)]
            ends += [threads.submit(self.act, self.queue, number) for number in range(QUEUES)]
            try:
                for end in ends:
                    end.result(timeout=120)
            finally:
                self.over.set()
            worker.result(timeout=60)
        self.registers("last")
        event_changes.tell()
        self.event.refresh_from_db()
        return {row.email.partition("@")[0]: self.told(row) for row in Registration.objects.filter(event=self.event)}

    def told(self, registration: Registration) -> list[str]:
        """Return where mails said that the event is; one that does not go on from the mail before says so."""
        mails = Message.objects.filter(key__startswith=f"registration:{registration.pk}:").order_by("pk")
        receipt, *news = (mail.context for mail in mails)
        places = [receipt["place"]]
        for context in news:
            (change,) = context["changes"]
            places.append(change["now"] if change["was"] == places[-1] else f"{change['was']} > {change['now']}")
        return places

    def misled(self) -> dict[str, list[str]]:
        """Return who was told something twice or not at all, and what they were told."""
        told = self.weave()
        now = self.event.place["en"]
        assert (len(told), len(told["first"]) > 1, told["last"]) == (QUEUES * PEOPLE + 2, True, [now])
        return {
            name: places
            for name, places in told.items()
            if places[-1] != now or len(set(places)) != len(places) or any(" > " in one for one in places)
        }


@pytest.fixture
def weave(next_month, monkeypatch):
    """Return a function: who was misled in one round. Who registers takes a while between her seat and her commit."""
    receipt = emails.send_receipt

    def slowly(*about):
        message = receipt(*about)
        time.sleep(0.03)
        return message

    monkeypatch.setattr(emails, "send_receipt", slowly)
    return lambda: Weave(next_month(place={"en": "Start"})).misled()


def test_everyone_is_told_each_change_once_or_registered_after_it(weave):
    assert weave() == {}


def test_canary_without_the_lock_who_registers_meanwhile_is_left_with_what_is_past(weave, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert any(weave() for _round in range(ROUNDS))
