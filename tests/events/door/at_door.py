"""A device in a process of its own, which checks people in as fast as it can (`python -m tests.events.door.at_door`).

It is told its number, its door and the registrations; it says "ready", begins with a line on its input, and prints what
the door said of each: the answer, and for who came before when and by which device.
"""

import os
import sys
import time
from typing import Any
from uuid import UUID

import django


def main(number: int, door_id: int, people: list[int], locks: bool) -> None:
    """Check everybody in once, with a pause before the answer in which the other device does the same."""
    from events.door import services
    from events.door.models import Door
    from events.door.words import first_in_words
    from events.registrations.models import Registration
    from events.registrations.querysets import RegistrationQuerySet

    if not locks:
        RegistrationQuerySet.select_for_update = lambda rows, *args, **kwargs: rows  # type: ignore[method-assign]
    keep = services._keep

    def keep_slowly(*args: Any, **kwargs: Any) -> Any:
        row = keep(*args, **kwargs)
        time.sleep(0.05)
        return row

    services._keep = keep_slowly
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
    main(int(sys.argv[1]), int(sys.argv[2]), [int(pk) for pk in sys.argv[4].split(",")], locks=sys.argv[3] == "locks")
