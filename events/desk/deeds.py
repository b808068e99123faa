"""What hosts do to several registrations at once, each by its service, in the order of events.

So two hosts never wait for each other. What is asked of more people than a request has time for is owed by one row,
and done by the worker, few at a time, by the rights that the host has then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition.privacy import queue
from coalition.users.models import User
from events.models import RegistrationClosed
from events.registrations import emails, moving, permissions, services, waiting_list
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

from .models import OwedDeed

TASK = "events.do-deeds"
AT_ONCE = 100  # registrations whose seats are locked while something is done to them


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
    moving.promote(registration=registration, host=host)


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


def owe(*, name: str, registrations: Iterable[Registration], host: User, typed: dict[str, Any]) -> OwedDeed:
    """Owe the deed `name` to `registrations`."""
    rows = sorted(registrations, key=lambda row: (_comes_last(name, row), row.event_id, row.pk))
    left = [registration.pk for registration in rows]
    owed = OwedDeed.objects.create(host=host, name=name, typed=typed, left=left)
    queue.wake(TASK)
    return owed


def left_of(host: Any) -> int:
    """Return to how many registrations something that `host` asked for is still to be done."""
    rows: Iterable[list[int]] = OwedDeed.objects.filter(host_id=host.pk).values_list("left", flat=True)
    return sum(len(left) for left in rows)


def work() -> int:
    """Do what is owed; return to how many registrations. A run may be lost, repeated or doubled.

    What one host asked for never keeps that of another from being done; the first error is raised at the end.
    """
    worked, errors = 0, []
    for pk in list(OwedDeed.objects.order_by("pk").values_list("pk", flat=True)):
        try:
            while (some := _work_some(pk)) is not None:
                worked += some
        except Exception as error:  # its batch is undone, and tried again with the next run
            errors.append(error)
    if errors:
        raise errors[0]
    return worked


@transaction.atomic
def _work_some(pk: int) -> int | None:
    """Do it to the next AT_ONCE registrations, and note how far that came; None when nobody is left."""
    owed = OwedDeed.objects.select_for_update(no_key=True, skip_locked=True).select_related("host").filter(pk=pk)
    row = owed.first()
    if row is None:
        return None
    some, row.left = row.left[:AT_ONCE], row.left[AT_ONCE:]
    if row.name in DEEDS and row.host.is_active and DEEDS[row.name].allowed(row.host):
        do(name=row.name, registrations=rows_of(some, row.host), host=row.host, typed=row.typed)
    if not row.left:
        row.delete()
        return len(some)
    row.save(update_fields=["left"])
    return len(some)


def rows_of(keys: Iterable[int], host: Any) -> list[Registration]:
    """Return the registrations of `keys` that `host` may see, in the order in which things are done to them."""
    rows = Registration.objects.filter(pk__in=list(keys), event__in=events_of(host))
    return list(rows.select_related("event", "category").order_by("event_id", "pk"))
