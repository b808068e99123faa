"""A device in a process of its own, which checks people in as fast as it can (`python -m tests.events.door.at_door`).

It is told its number, its door and the registrations; it says "ready", begins with a line on its input, and prints what
the door said of each: the answer, and for who came before when and by which device.

Before it answers it waits for the other device to have come as far: for ever so long where nothing holds that one up,
and for a moment where a lock does, so that what happens depends on no processor.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import django

WAITS = {True: 0.2, False: 60.0}  # seconds for the other device, which a lock holds up or does not


def main(number: int, door_id: int, people: list[int], locks: bool, meeting: Path) -> None:
    """Check everybody in once, waiting before each answer for the other device, by marks in the folder `meeting`."""
    from events.door import services
    from events.door.models import Door, first_in_words
    from events.registrations.models import Registration, RegistrationQuerySet

    if not locks:
        RegistrationQuerySet.select_for_update = lambda rows, *args, **kwargs: rows  # type: ignore[method-assign]

    def meet(step: str, row: Any) -> None:
        (meeting / f"{row.registration_id} {step} {number}").touch()
        until = time.monotonic() + WAITS[locks]
        while len(list(meeting.glob(f"{row.registration_id} {step} *"))) < 2 and time.monotonic() < until:
            time.sleep(0.005)

    keep, outcome = services._keep, services.outcome

    def keep_and_meet(*args: Any, **kwargs: Any) -> Any:
        row = keep(*args, **kwargs)
        meet("kept", row)
        return row

    def answer_and_meet(row: Any) -> Any:
        answer = outcome(row)
        meet("answered", row)  # so that neither commits before the other has looked
        return answer

    services._keep, services.outcome = keep_and_meet, answer_and_meet
    door = Door.objects.select_related("event").get(pk=door_id)
    device = services.Device(UUID(int=number), f"Phone {number}")
    rows = [Registration.objects.get(pk=pk) for pk in people]
    print("ready", flush=True)
    for row in rows:
        sys.stdin.readline()
        came = services.check_in(door=door, registration=row, device=device, by=None)
        print(came.answer, first_in_words(came.first) if came.first else "", sep="|", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
    django.setup()
    _own, number, door, kept, people, meeting = sys.argv
    main(int(number), int(door), [int(pk) for pk in people.split(",")], locks=kept == "locks", meeting=Path(meeting))
