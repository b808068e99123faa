"""A host adds somebody: their seat is the host's deed, and they are told of it. Decision 0010-confirm-then-count.

The locks are those of seats (seating.py). Who asks by a form waits for their own mailbox instead (registering.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.privacy.addresses import address_digest
from coalition.users.models import User
from events.models import Event

from . import emails, waiting_list
from .fields import Registrant
from .models import Registration, SeatCategory
from .moves.models import SeatMove
from .registering import State, active, keep_quiet, keep_said, own_revisions, registrations_of
from .seating import Seating, locked_seating

Kind = SeatMove.Kind


@dataclass(frozen=True)
class Added:
    registration: Registration
    was_registered: bool


@transaction.atomic
def add(
    *, event: Event, category: SeatCategory, person: Registrant, host: User, more: Mapping[str, Any] | None = None
) -> Added:
    """Give `person` a seat of `category`, or a place on its waiting list, as `host` decides; the log says who did.

    `more` is from where they come (seats.forms). They get one mail within the budget of their mailbox, by which they
    see, change or erase it. Who is registered keeps that, gets these seats where one is free, and is mailed the link.

    Raises RegistrationClosed once the event is over or does not take place; SeatCategory.DoesNotExist when the seats
    were removed.
    """
    seating = locked_seating(event.pk)
    seating.event.check_open_for_registration(by_host=True)
    if category.pk not in seating.categories:
        raise SeatCategory.DoesNotExist
    said = person.as_fields()
    row = Registration(event=seating.event, category=seating.categories[category.pk], unproven=True,
                       **said, **(more or {}))  # fmt: skip
    row.email_digest = address_digest(row.email)
    theirs = registrations_of(row)
    if existing := active(theirs):
        existing.event, existing.category = seating.event, seating.categories[existing.category_id]
        return Added(_let_have(seating, existing, seating.categories[category.pk], said, host), was_registered=True)
    seating.settle()  # seats that time set free go to who waits
    row.own_revisions = own_revisions(theirs)
    row.state = State.CONFIRMED if seating.admits(row) else State.WAITING
    row.save()
    _log(row, host)
    if row.discreet:
        discretion.choose(address=row.email, source=row.discretion_source, discreet=True)
    if emails.send_added(row).state == Message.State.OVER_BUDGET:
        # No calendar knows of it: the link that is mailed later brings the entry.
        row.invited, row.mailed_sequence = False, 0
        row.save(update_fields=["invited", "mailed_sequence"])
    return Added(row, was_registered=False)


def _let_have(
    seating: Seating, existing: Registration, category: SeatCategory, said: Mapping[str, Any], host: User
) -> Registration:
    """Give who is registered what a host adds them for; what they said themselves stays, but that discretion counts."""
    if said["discreet"] and not existing.discreet:
        keep_quiet(existing)
    keep_said(existing, said, gaps_only=True)
    _log(existing, host)
    applied = existing.state == State.APPLIED
    if existing.category_id != category.pk:
        try:
            existing = waiting_list.move(seating, existing, category, host=host)
            if not applied:
                return existing
        except waiting_list.NoSeat:
            pass
    if applied:
        return waiting_list.let_in(seating, existing, host=host)
    emails.send_link_again(existing, asked=False)
    return existing


def _log(registration: Registration, host: User) -> None:
    SeatMove.objects.create(
        event_id=registration.event_id, registration=registration, category_id=registration.category_id,
        kind=Kind.ADDED, state=registration.state, by=host,
    )  # fmt: skip
