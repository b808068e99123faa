"""Two devices, each in a process of its own, check one code in at once: one lets in, the other is told of it."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pgtrigger
import pytest
from django.conf import settings
from django.utils import timezone

from coalition import child_process
from coalition.stack import ROOT
from events.door.models import CheckIn
from events.registrations.models import Registration
from tests.databases import database_environment
from tests.factories.doors import DoorFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.attack

DEVICES, PEOPLE = (1, 2), 6
FIRST = re.compile(r"^\d\d:\d\d, Phone [12], Main$")


@pytest.fixture
def door(django_db_setup, django_db_blocker):
    """A door with people to come. What is committed is deleted."""
    with django_db_blocker.unblock():
        now = timezone.now()
        event = EventFactory(name="Rush at a door", start=now - timedelta(hours=1), end=now + timedelta(hours=2))
        RegistrationFactory.create_batch(PEOPLE, category=SeatCategoryFactory(event=event, capacity=PEOPLE))
        door = DoorFactory(event=event, name="Main")
        yield door
        with pgtrigger.ignore("events.CheckIn:check_ins_are_not_deleted"):
            CheckIn.objects.filter(door=door).delete()
        Registration.objects.filter(event=event).delete()
        event.delete()


def at_once(door, *, locks, meeting):
    """Let both devices check each person in at one moment; return for each what both were told.

    They meet in the folder `meeting` (see `at_door`).
    """
    people = ",".join(map(str, door.event.registrations.order_by("pk").values_list("pk", flat=True)))
    environment = {
        **os.environ,
        **database_environment(settings.DATABASES["default"]["NAME"]),
        "PYTHONWARNINGS": "ignore",
    }
    words = "locks" if locks else "none"
    started = [
        subprocess.Popen(
            child_process.command(
                [sys.executable, "-m", "tests.events.door.at_door", str(number), str(door.pk), words, people,
                 str(meeting)]
            ),
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in DEVICES
    ]  # fmt: skip
    try:
        assert [process.stdout.readline() for process in started] == ["ready\n"] * len(DEVICES)
        told = []
        for _person in range(PEOPLE):
            for process in started:
                process.stdin.write("\n")
                process.stdin.flush()
            told.append(sorted(process.stdout.readline().strip().split("|") for process in started))
        assert [process.wait(60) for process in started] == [0] * len(DEVICES)
        return told
    finally:
        for process in started:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()


def test_one_device_lets_in_and_the_other_is_told_when_and_by_which(door, tmp_path):
    for again, comes in at_once(door, locks=True, meeting=tmp_path):
        assert (again[0], comes) == ("again", ["in", ""])
        assert FIRST.match(again[1])


def test_canary_without_the_lock_both_devices_let_somebody_in(door, tmp_path):
    assert at_once(door, locks=False, meeting=tmp_path) == [[["in", ""], ["in", ""]]] * PEOPLE
