"""A process that registers many people for one event, as fast as it can (`python -m tests.events.registrations.rush`).

It is told the event, its number and how many processes there are; it says "ready" and begins with a line on its input.
"""

import os
import sys
import time
from collections.abc import Callable

import django

ENDS = {"confirmed": 0, "waiting": 0}


def slowly[**P](decide: Callable[P, bool]) -> Callable[P, bool]:
    """Return `decide` with a pause after each yes, in which others decide by the same free seats.

    It is much longer than a registration takes, on a busy machine too.
    """

    def decide_and_wait(*args: P.args, **kwargs: P.kwargs) -> bool:
        found = decide(*args, **kwargs)
        if found:
            time.sleep(0.6)
        return found

    return decide_and_wait


def main(event_id: int, number: int, processes: int, people: int, locks: bool) -> None:
    """Register every person whose number is this process's, and print how many got a seat and how many wait."""
    from events.models import Event
    from events.registrations import registering
    from events.registrations.fields import Registrant
    from events.registrations.querysets import SeatCategoryQuerySet
    from events.registrations.seating import Seating

    if not locks:
        SeatCategoryQuerySet.select_for_update = lambda rows, *args, **kwargs: rows  # type: ignore[method-assign]
        Seating.admits = slowly(Seating.admits)  # type: ignore[method-assign]
    event = Event.objects.get(pk=event_id)
    categories = list(event.seat_categories.order_by("pk"))
    print("ready", flush=True)
    sys.stdin.readline()
    for one in range(number, people, processes):
        origin = {"region": ("africa", "europe", "")[one % 3]}
        person = Registrant(name="", email=f"rush{one}@mail.example", language="en")
        category = categories[one // processes % len(categories)]
        asked = registering.ask(event=event, category=category, person=person, more=origin)
        ENDS[registering.confirm(asked=asked).state] += 1
    print(ENDS["confirmed"], ENDS["waiting"], flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
    django.setup()
    main(*map(int, sys.argv[1:5]), locks=sys.argv[5] == "locks")
