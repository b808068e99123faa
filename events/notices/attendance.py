"""Who was there, what they get afterwards, what is waited for. Rooms above say so, put together by `EventsConfig`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from events.models import Event
from events.registrations.models import Registration


@dataclass(frozen=True)
class Link:
    """Something that the thanks lead to: a certificate, a replay. `url` is absolute."""

    label: str
    url: str


# Conditions on registrations: whoever meets one of them was there. Without any, nobody is thanked.
sources: list[Callable[[Event], Q]] = []
# What a registration gets after its event, in the active language, or None.
offers: list[Callable[[Registration], Link | None]] = []
# Whether something that an event's thanks should lead to is still to come: a recording that nobody has put up yet.
awaited: list[Callable[[Event], bool]] = []


def was_there(event: Event) -> Q:
    """Return the condition that registrations of who was at `event` meet."""
    condition = Q(pk__in=[])
    for source in sources:
        condition |= source(event)
    return condition


def links(registration: Registration) -> list[Link]:
    """Return what `registration` gets after its event, in the active language."""
    return [link for offer in offers if (link := offer(registration))]


def is_whole(event: Event) -> bool:
    """Say whether all that the thanks of `event` should lead to is there."""
    return not any(waits(event) for waits in awaited)
