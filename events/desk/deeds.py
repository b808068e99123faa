"""What hosts do to several registrations at once, each by its service, in the order of events.

So two hosts never wait for each other. What is asked of more people than a request has time for is one job of the
worker, by the rights that the host has then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from procrastinate.contrib.django import app

from coalition.users.models import User
from events.models import RegistrationClosed
from events.registrations import emails, permissions, services, waiting_list
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

TASK = "events.bulk-action"
AT_ONCE = 100  # registrations that one request has time for


NOT_POSSIBLE = (
    services.NothingToCancel, waiting_list.NoSeat, waiting_list.NothingToDecide, RegistrationClosed,
    SeatCategory.DoesNotExist,
)  # fmt: skip


def _cancel(registration: Registration, host: User, reason: str) -> None:
    services.cancel_registration_for(registration=registration, host=host, reason=reason)


def _approve(registration: Registration, host: User) -> None:
    waiting_list.approve(registration=registration, host=host)


def _decline(registration: Registration, host: User, reason: str) -> None:
    waiting_list.decline(registration=registration, host=host, reason=reason)


def _promote(registration: Registration, host: User) -> None:
    waiting_list.promote(registration=registration, host=host)


def _resend(registration: Registration, host: User) -> None:
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    emails.send_link_again(registration, asked=False)


def _move(registration: Registration, host: User, category: int) -> None:
    seats = SeatCategory.objects.get(pk=category)
    waiting_list.swap(registration=registration, category=seats, host=host)


@dataclass(frozen=True)
class Deed:
    """What is done to one registration, and who may; `do` raises one of NOT_POSSIBLE where it cannot be done."""

    do: Callable[..., None]
    allowed: Callable[[Any], bool]


DEEDS = {
    "approve": Deed(_approve, permissions.may_decide),
    "decline": Deed(_decline, permissions.may_decide),
    "promote": Deed(_promote, permissions.may_change_registrations),
    "resend": Deed(_resend, permissions.may_change_registrations),
    "move": Deed(_move, permissions.may_change_registrations),
    "cancel": Deed(_cancel, permissions.may_cancel_registrations),
}


def do(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> tuple[int, int]:
    """Do the deed `name` to `registrations`, with what the host `typed`; return to how many, and how many it missed."""
    done = skipped = 0
    for registration in sorted(registrations, key=lambda row: (row.event_id, _comes_last(name, row), row.pk)):
        try:
            DEEDS[name].do(registration, host, **typed)
            done += 1
        except NOT_POSSIBLE:
            skipped += 1
    return done, skipped


def _comes_last(name: str, registration: Registration) -> bool:
    """Say whether it is done to `registration` after others: a seat that is given back is offered to nobody of them."""
    return name == "cancel" and registration.holds_seat


def do_later(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> None:
    """Let the worker do the deed `name`: one job, which is kept with what it is about until it is done."""
    app.tasks[TASK].defer(name=name, registrations=[row.pk for row in registrations], host=host.pk, typed=typed)


def do_by_keys(*, name: str, registrations: list[int], host: int, typed: dict[str, Any]) -> None:
    """Do the deed `name` to those that the host may act on now. What a lost run did already is not done again."""
    user = User.objects.filter(pk=host, is_active=True).first()
    if user is not None and DEEDS[name].allowed(user):
        do(name=name, registrations=rows_of(registrations, user), host=user, typed=typed)


def rows_of(keys: Iterable[int], host: Any) -> list[Registration]:
    """Return the registrations of `keys` that `host` may see, in the order in which things are done to them."""
    rows = Registration.objects.filter(pk__in=list(keys), event__in=events_of(host))
    return list(rows.select_related("event", "category").order_by("event_id", "pk"))
