"""What may happen to events and registrations, once these are confirmed (registering.py). Locks: seating.py."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from coalition.mail.models import Message
from coalition.privacy import leaving, registry
from coalition.users.models import User
from events.days import hold
from events.models import Event
from events.registrations.moves.models import SeatMove

from . import admission, emails
from .changes import services as changes
from .changes.services import Telling
from .models import Registration, SeatCategory
from .seating import lock_categories, lock_registration, promote_waiting

EXPORTED = "events.export_registrations"  # the action in the site history
GIVEN_BACK = "seat"  # what the list beside the database calls who gave one back (coalition/privacy/leaving.py)


class NothingToCancel(Exception):
    """The registration was cancelled before, or its event is over."""


class EventOver(Exception):
    """The event has taken place: it cannot be cancelled any more."""


@transaction.atomic
def cancel_registration(*, registration: Registration) -> Registration:
    """Give the seat back; the next on the waiting list gets it. Cancelling twice changes nothing.

    Raises NothingToCancel when the event is over.
    """
    registration = lock_registration(registration)
    if registration.state != Registration.State.CANCELLED:
        if not registration.may_be_cancelled:
            raise NothingToCancel(registration.pk)
        _give_back(registration, owe_mail=emails.send_withdrawal)
    return registration


@transaction.atomic
def cancel_registration_for(*, registration: Registration, host: User, reason: str) -> Registration:
    """Cancel someone's `registration` as `host`: they are told by mail, and the next in the waiting list moves up.

    `reason` stays with the registration, for the team's eyes: it is in no mail and on no page of the site. Who asks
    for a copy of their data gets it (GDPR article 15), and it is emptied with the rest of what names the person.

    Raises NothingToCancel when the registration was cancelled before, or its event is over.
    """
    registration = lock_registration(registration)
    if not registration.may_be_cancelled:
        raise NothingToCancel(registration.pk)
    registration.cancelled_by_id, registration.cancel_reason = host.pk, reason
    _give_back(registration, owe_mail=emails.send_removal)
    return registration


def give_back_again(*, registration: Registration) -> None:
    """Give a seat back once more in a restored database: they were told then, and no mail is owed now."""
    registration = lock_registration(registration)
    if registration.state != Registration.State.CANCELLED:
        _give_back(registration, owe_mail=None, listed=True)


def here() -> Iterator[registry.Here]:
    """Yield everybody who has a seat or waits for one, with how they give it back in a restored database."""
    held = Registration.objects.exclude(state=Registration.State.CANCELLED).order_by("pk")
    for registration in held.iterator():
        yield registry.Here(registration.calendar_id, partial(give_back_again, registration=registration))


def _give_back(
    registration: Registration, *, owe_mail: Callable[[Registration], Message] | None, listed: bool = False
) -> None:
    if not listed:
        leaving.remember_leaving(GIVEN_BACK, registration.calendar_id)
    registration.state = Registration.State.CANCELLED
    registration.changed_at, registration.claim_by = timezone.now(), None
    registration.own_revisions += 1
    fields = ["state", "changed_at", "claim_by", "cancelled_by", "cancel_reason", "own_revisions"]
    registration.save(update_fields=fields)
    if registration.email and owe_mail:
        owe_mail(registration)
    admission.close_named(registration)
    promote_waiting(event=registration.event)


@contextmanager
def announcing(event: Event, telling: Telling | None = None) -> Iterator[Event]:
    """Save `event` inside this block: those registered whom a change of its schedule concerns are then told of it.

    Wagtail's editor and the services below share it, so both follow one rule. That they are told is owed by one row
    in the transaction of the change, and the worker makes the mails (changes/). More seats go to the waiting list.
    Who registers meanwhile waits: they are told of the change, or are answered by the event as it is afterwards.
    """
    with transaction.atomic():
        lock_categories(SeatCategory.objects.filter(event_id=event.pk))
        before = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first() if event.pk else None
        if before is not None:
            hold(before)
        yield event
        if before is None:
            return
        if before.state == Event.State.SCHEDULED != event.state:  # nobody can take a seat now: no offer runs out
            _end_offers(event)
        if event.sequence > before.sequence:
            changes.owe(event=event, before=before, telling=telling or Telling())
        promote_waiting(event=event)


def _end_offers(event: Event) -> None:
    """Put everybody whom a seat of `event` was offered back on the waiting list, at their place, and log it."""
    offered = Registration.objects.filter(event_id=event.pk, state=Registration.State.OFFERED).order_by("pk")
    moves = [
        SeatMove(
            event_id=event.pk, registration_id=pk, category_id=category, kind=SeatMove.Kind.WITHDRAWN,
            state=Registration.State.WAITING,
        )
        for pk, category in offered.values_list("pk", "category_id")
    ]  # fmt: skip
    SeatMove.objects.bulk_create(moves)
    offered.update(state=Registration.State.WAITING, claim_by=None)


def save_event(*, event: Event, telling: Telling | None = None) -> Event:
    """Save `event` as an editor does: revision, feeds, mails to registrants, waiting list."""
    with announcing(event, telling):
        event.save()
    return event


def reschedule(*, event: Event, start: datetime, end: datetime, zone: str = "") -> Event:
    """Move `event` to `start` and `end` on the clock of its zone; a postponed event is scheduled again."""
    event = Event.objects.get(pk=event.pk)
    event.wall_start, event.wall_end, event.zone = start, end, zone or event.zone
    event.start_fold = event.end_fold = False
    if event.state == Event.State.POSTPONED:
        event.state = Event.State.SCHEDULED
    return save_event(event=event)


def cancel(*, event: Event) -> Event:
    """Cancel `event`: it stays in feeds as cancelled, and everyone registered is told.

    Raises EventOver for an event that has taken place.
    """
    event = Event.objects.get(pk=event.pk)
    if event.is_over:
        raise EventOver(event.uid)
    event.state = Event.State.CANCELLED
    return save_event(event=event)


def note_export(*, by: Any, kind: str, event: str) -> None:
    """Note that `by` took a file of this `kind`, such as csv, with people of `event` (a key; "": all of theirs)."""
    log(instance=by, action=EXPORTED, user=by, title=str(by), data={"format": kind, "event": event})
