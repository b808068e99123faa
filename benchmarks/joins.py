"""Everybody joins when the event begins: `python -m benchmarks.joins` makes the seats, in the site's database."""

import json
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import django

from benchmarks.visitors import Outcome, address, all_at_once, fill_in, one_after_the_other
from tests.installation import Installation

PEOPLE = 1_000
SECONDS = 60
WARMING_UP = 64  # people who come before, as the other rows are warmed up


def make() -> list[str]:
    """Make an online event that is on, with a room, and seats for all; return the secrets of their links."""
    from benchmarks.seminar import _registrations
    from events.models import Event
    from events.rooms.services import set_room

    now = datetime.now(ZoneInfo("Europe/Paris")).replace(second=0, microsecond=0, tzinfo=None)
    event = Event.objects.create(
        name="Joined", kind=Event.Kind.TRAINING, mode=Event.Mode.ONLINE, closed=True, zone="Europe/Paris",
        wall_start=now - timedelta(minutes=5), wall_end=now + timedelta(hours=6),
    )  # fmt: skip
    set_room(event=event, address="https://rooms.example/room")
    return [row.token for row in _registrations(event, WARMING_UP + PEOPLE)]


def join_all(site: Installation, tokens: list[str]) -> Outcome:
    """Let the holder of each of `tokens` open the live page and press its button, evenly over SECONDS.

    Who warms up comes before, and counts nowhere.
    """
    visits = []
    for number, token in enumerate(tokens):
        own = f"/en/registrations/{token}/"
        visits.append(partial(fill_in, site.stack.port, f"{own}live/", {}, address(number), to=f"{own}join/"))
    all_at_once(visits[:WARMING_UP])
    return one_after_the_other(visits[WARMING_UP:], seconds=SECONDS)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(make()))
