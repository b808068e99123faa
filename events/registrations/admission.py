"""What upper rooms know of who asks for a seat: that they were invited, or named by their delegation.

They fill the lists in AppConfig.ready(). Guards are called while the seats of the event are locked (registering.py).
"""

from collections.abc import Callable
from functools import reduce
from operator import and_

from django.db.models import Q

from .models import Registration, RegistrationRequest, SeatCategory

# What is called with the registration once there is one.
type Welcome = Callable[[Registration], None]


class Refused(Exception):
    """Who asks was let in beforehand, and hosts said no to them since (decision 0010-confirm-then-count)."""


# Say of who asks whether they were let in beforehand; raise registering.InvitationOver where that is over, or Refused.
guards: list[Callable[[RegistrationRequest], Welcome | None]] = []

# Relations of who asks that the guards follow: they are there from its beginning, and read before there is a lock.
read_along: list[str] = []

# The condition of the seats that the holder of a registration was let in for: no query of its own.
limits: list[Callable[[Registration], Q]] = []

# What is called where a registration is cancelled or was not taken in time, in that transaction.
leavers: list[Callable[[Registration], object]] = []


def leave(registration: Registration) -> None:
    """Let upper rooms know that `registration` has no seat and waits for none any more."""
    for leaver in leavers:
        leaver(registration)


def welcomes(asked: RegistrationRequest) -> list[Welcome]:
    """Return what is to be called once `asked` has a registration; empty where nobody let them in beforehand."""
    return [welcome for guard in guards if (welcome := guard(asked))]


def open_to(registration: Registration) -> list[SeatCategory]:
    """Return the seats that the holder of `registration` may have: those they have, and what they may ask for."""
    allowed = reduce(and_, (limit(registration) for limit in limits), Q())
    rows = SeatCategory.objects.filter(Q(pk=registration.category_id) | allowed, event_id=registration.event_id)
    return list(rows.order_by("pk"))


def choice_of(registration: Registration) -> list[SeatCategory]:
    """Return the seats that the holder of `registration` may choose now: their own while it does not take place."""
    return open_to(registration) if registration.event.takes_place else [registration.category]
