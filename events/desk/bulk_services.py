"""What hosts do to several registrations at once, each by its service, in the order of events.

So two hosts never wait for each other. What is asked of more people than a request has time for is one job of the
worker, by the rights that the host has then.
"""

from collections.abc import Callable, Iterable
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


def _send_link_again(*, registration: Registration, host: User) -> None:
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    emails.send_link_again(registration, asked=False)


def _move(*, registration: Registration, host: User, category: int) -> None:
    seats = SeatCategory.objects.get(pk=category)
    waiting_list.swap(registration=registration, category=seats, host=host)


# Of each action who may do it, and what does it to one registration, or raises one of NOT_POSSIBLE.
HANDLERS: dict[str, tuple[Callable[[Any], bool], Callable[..., object]]] = {
    "approve": (permissions.may_decide, waiting_list.approve),
    "decline": (permissions.may_decide, waiting_list.decline),
    "promote": (permissions.may_change_registrations, waiting_list.promote),
    "resend": (permissions.may_change_registrations, _send_link_again),
    "move": (permissions.may_change_registrations, _move),
    "cancel": (permissions.may_cancel_registrations, services.cancel_registration_for),
}


def may_act(name: str, user: Any) -> bool:
    return HANDLERS[name][0](user)


def act(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> tuple[int, int]:
    """Do the action `name` to `registrations`, with what the host `typed`; return to how many, and how many it missed.

    Who is cancelled while they hold a seat comes last: a seat that is given back is offered to nobody of them.
    """
    done = skipped = 0
    for registration in sorted(
        registrations, key=lambda row: (row.event_id, name == "cancel" and row.holds_seat, row.pk)
    ):
        try:
            HANDLERS[name][1](registration=registration, host=host, **typed)
            done += 1
        except NOT_POSSIBLE:
            skipped += 1
    return done, skipped


def act_later(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> None:
    """Let the worker do the action `name`: one job, which is kept with what it is about until it is done."""
    app.tasks[TASK].defer(name=name, registrations=[row.pk for row in registrations], host=host.pk, typed=typed)


def act_by_keys(*, name: str, registrations: list[int], host: int, typed: dict[str, Any]) -> None:
    """Do the action `name` to those that the host may act on now. What a lost run did already is not done again."""
    user = User.objects.filter(pk=host, is_active=True).first()
    if user is not None and may_act(name, user):
        rows = Registration.objects.filter(pk__in=registrations, event__in=events_of(user))
        act(name=name, registrations=rows.select_related("event", "category"), host=user, typed=typed)
