"""Processes of their own want the seats of one event with nested quotas: not one is given twice, and none is left.

`make attack` lets 1,000 people want 100 seats.
"""

import os
import subprocess
import sys
from datetime import timedelta
from threading import Timer

import pytest
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from coalition import leash
from coalition.mail.models import Message
from coalition.stack import ROOT
from events.models import Event
from events.registrations.models import Registration, SeatCategory
from events.seats.models import Quota
from tests.attacks.measuring import rounds
from tests.databases import database_environment
from tests.factories.events import EventFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.attack

PROCESSES, PEOPLE, SEATS = 4, rounds(100, 1000), rounds(20, 100)
PATIENCE = rounds(180, 1200)  # seconds: processes that wait for each other are ended, and the test fails


@pytest.fixture
def event(django_db_setup, django_db_blocker):
    """An event with two kinds of seats, more of them than its quotas let in. What is committed is deleted."""
    with django_db_blocker.unblock():
        start = timezone.now() + timedelta(days=30)
        event = EventFactory(name="Rush", start=start, end=start + timedelta(hours=2))
        members = LocalGovernmentFactory.create_batch(2, section="africa")
        for kind in ("on-site", "online"):
            SeatCategory.objects.create(event=event, kind=kind, capacity=SEATS * 7 // 10)
        Quota.objects.create(event=event, at_most=SEATS)
        Quota.objects.create(event=event, kind="on-site", at_most=SEATS * 6 // 10)
        Quota.objects.create(event=event, region="africa", at_most=SEATS * 4 // 10, reserved=SEATS // 5)
        for member in members:
            Quota.objects.create(event=event, government=member, at_most=SEATS // 10, reserved=SEATS // 20)
        yield event
        Registration.objects.filter(event=event).delete()
        event.delete()
        for member in members:
            member.delete()
        Message.objects.filter(to__startswith="rush").delete()


def rush(event: Event, *, people: int, locks: bool = True) -> list[tuple[int, int]]:
    """Let four processes register `people` at once; return how many each seated, and how many wait."""
    environment = {
        **os.environ,
        **database_environment(settings.DATABASES["default"]["NAME"]),
        "PYTHONWARNINGS": "ignore",
    }
    words = "locks" if locks else "none"
    started = [
        subprocess.Popen(
            leash.command([sys.executable, "-m", "tests.events.registrations.rush",
                           *map(str, (event.pk, number, PROCESSES, people)), words]),
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    watch = Timer(PATIENCE, lambda: [process.kill() for process in started])
    watch.start()
    try:
        assert [process.stdout.readline() for process in started] == ["ready\n"] * PROCESSES
        for process in started:
            process.stdin.write("\n")
            process.stdin.flush()
        ends = [tuple(map(int, process.stdout.readline().split())) for process in started]
        assert [process.wait(60) for process in started] == [0] * PROCESSES
        return ends
    finally:
        watch.cancel()
        for process in started:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()


def of_members(event: Event) -> dict[int, int]:
    """Return how many have a seat of each member."""
    seated = Registration.objects.confirmed().filter(event=event).exclude(government=None)
    return dict(seated.order_by().values_list("government").annotate(number=Count("pk")))


def too_many(event: Event) -> dict[str, int]:
    """Return how many have a seat where they are more than a quota lets in, by what it is of."""
    seated = Registration.objects.confirmed().filter(event=event)
    found = {
        "all": (seated.count(), SEATS),
        "on-site": (seated.filter(category__kind="on-site").count(), SEATS * 6 // 10),
        "africa": (seated.filter(region="africa").count(), SEATS * 4 // 10),
        "member": (max(of_members(event).values(), default=0), SEATS // 10),
    }
    return {name: number for name, (number, most) in found.items() if number > most}


def test_four_processes_fill_every_quota_and_not_one_seat_more(event):
    ends = rush(event, people=PEOPLE)

    seated = Registration.objects.confirmed().filter(event=event)
    assert (sum(one for one, _other in ends), seated.count()) == (SEATS, SEATS)
    assert sum(other for _one, other in ends) == PEOPLE - SEATS
    assert too_many(event) == {}
    assert seated.filter(region="africa").count() >= SEATS // 5  # what was kept for them went to them
    members = of_members(event)
    assert len(members) == 2
    assert all(number >= SEATS // 20 for number in members.values())


def test_canary_without_the_locks_more_seats_are_given_than_there_are(event):
    rush(event, people=PEOPLE, locks=False)

    assert too_many(event) != {}
