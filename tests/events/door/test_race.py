"""Two devices check one code in at once: one lets in, the other is told when and by which."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from threading import Event
from uuid import UUID

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from coalition.certificates import file_signatures
from coalition.certificates import services as certificates
from coalition.certificates.models import IssuedFile
from events.door import services
from events.door.certificates import issue
from events.door.models import first_in_words
from events.online.models import Joining
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


@pytest.fixture
def two_names(next_month, monkeypatch):
    """Return a function: Ada's file is signed while Bea's name takes its place; how many names have genuine files."""
    begun, go_on = Event(), Event()

    def slow_seal(content, **kwargs):
        if not begun.is_set():
            begun.set()
            go_on.wait(timeout=1)
        return content + uuid.uuid4().bytes

    def give(row, name):
        try:
            issue(registration=row, name=name, shows_name=False, language="en")
        finally:
            connections.close_all()

    def rush():
        row = RegistrationFactory(category=SeatCategoryFactory(event=next_month()))
        Joining.objects.create(registration=row)
        with time_machine.travel(row.event.end + timedelta(hours=1)), ThreadPoolExecutor(2) as threads:
            first = threads.submit(give, row, "Ada")
            begun.wait(timeout=60)
            second = threads.submit(give, row, "Bea")
            wait([second], timeout=0.5)
            go_on.set()
            first.result(), second.result()
        return IssuedFile.objects.filter(certificate__key=row.pk).count()

    monkeypatch.setattr(file_signatures, "sign_pdf", slow_seal)
    monkeypatch.setattr(certificates, "draw", lambda certificate, content, language: certificate.name.encode())
    return rush


def test_two_names_at_once_leave_files_of_one(two_names):
    assert two_names() == 1


def test_canary_without_one_transaction_files_of_both_are_genuine(two_names, monkeypatch):
    monkeypatch.setattr(certificates, "issue", certificates.issue.__wrapped__)

    assert two_names() == 2
