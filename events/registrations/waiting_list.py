"""What people and hosts do about seats that are offered, changed or approved. Locks: seating.py.

Decision 0015-seats-under-one-lock.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coalition import dates
from coalition.users.models import User
from events.models import Event, RegistrationClosed
from events.seats.models import TOLD, Quota, kept_for

from . import admission, emails
from .models import Registration, SeatCategory, SeatMove
from .seating import Seating, locked_with_seating, promote_waiting

State, Kind = Registration.State, SeatMove.Kind
FEW = 5  # people before somebody: fewer than these are called a few


class NoSeat(Exception):
    """No seat is free that fits, or what was offered is over."""


class NotTheirs(RegistrationClosed):
    """These seats are not those that somebody was let in for."""


class NothingToDecide(Exception):
    """Nobody waits for this decision: it was made, or the event is over, postponed or cancelled."""


@transaction.atomic
def claim(*, registration: Registration) -> Registration:
    """Take the seat that is offered. Twice changes nothing.

    Raises NoSeat when the time to answer is over; the seat is then the next person's.
    """
    seating, registration = locked_with_seating(registration)
    if registration.state != State.OFFERED:
        if registration.state == State.CONFIRMED:
            return registration
        raise NoSeat(registration.pk)
    if registration.claim_by is None or registration.claim_by <= seating.now or not seating.event.takes_place:
        raise NoSeat(registration.pk)
    seating.move(registration, State.CONFIRMED, Kind.CLAIMED)
    emails.send_promotion(registration)
    return registration


@transaction.atomic
def swap(*, registration: Registration, category: SeatCategory, host: User | None = None) -> Registration:
    """Change to seats of `category`: who has a seat keeps it until the other one is theirs, at the same moment.

    Who waits gets a seat there, or a place at the end of its waiting list; who has a seat and finds none there keeps
    what they have. Answers that are not asked for the new seats go.

    Raises NoSeat where none is free, RegistrationClosed when the event is over or does not take place, and NotTheirs
    for seats that they were not let in for, unless a `host` gives them (the log names who).
    """
    return move(*locked_with_seating(registration), category, host=host)


def move(seating: Seating, registration: Registration, category: SeatCategory, *, host: User | None) -> Registration:
    """Do what `swap` says while the seats are locked; `registration` is read under the lock, and so is its event."""
    is_theirs = registration.state != State.CANCELLED and registration.email  # else it is kept for somebody
    if category.pk not in seating.seats or not seating.event.takes_place or not is_theirs:
        raise RegistrationClosed(registration.pk)
    if registration.category_id == category.pk:
        return registration
    if not host and category not in admission.open_to(registration):
        raise NotTheirs(registration.pk)
    seating.settle()  # nobody passes who waited longer; it may move this very person
    registration = Registration.objects.select_related("category").get(pk=registration.pk)
    registration.event = seating.event
    if registration.state == State.CANCELLED:
        raise NoSeat(registration.pk)
    holds, knows, had = registration.holds_seat, registration.invited, seating.claim_of(registration)
    if holds:
        seating.standing.take(had, -1)
    registration.category = category
    fits = seating.admits(registration)
    if holds and not fits:
        seating.standing.take(had)
        raise NoSeat(registration.pk)
    state = State(registration.state)
    if state != State.APPLIED:
        state = State.CONFIRMED if fits else State.WAITING
        registration.queued_at = registration.queued_at if holds else seating.now
    seating.move(registration, state, Kind.SWAPPED, by=host)
    if state == State.CONFIRMED:
        seating.standing.take(seating.claim_of(registration))
    keep_answers(registration)
    emails.send_swap(registration, knows=knows)
    seating.settle()  # what they had goes to who waits
    return registration


def may_be_decided(registration: Registration) -> bool:
    """Say whether hosts may approve or decline `registration` now: it waits for them, and its event takes place.

    While it is postponed nobody is given a seat, since nobody knows for when (decision 0016-wall-time-is-the-fact).
    """
    return registration.state == State.APPLIED and registration.event.takes_place


@transaction.atomic
def approve(*, registration: Registration, host: User | None) -> Registration:
    """Let somebody in who asked to be: a seat where one is left, else their place on the waiting list.

    Without a `host`, they were invited.

    Raises NothingToDecide where somebody else decided first, or the event is over or does not take place then.
    """
    return let_in(*locked_with_seating(registration), host=host)


def let_in(seating: Seating, registration: Registration, *, host: User | None) -> Registration:
    """Do what `approve` says while the seats are locked."""
    if not may_be_decided(registration):
        raise NothingToDecide(registration.pk)
    seating.settle()
    state = State.CONFIRMED if seating.admits(registration) else State.WAITING
    seating.move(registration, state, Kind.APPROVED, by=host)
    emails.send_receipt(registration)
    return registration


@transaction.atomic
def decline(*, registration: Registration, host: User, reason: str = "") -> Registration:
    """Say no to somebody who asked to be let in; they are told by mail, without the `reason`, which the team keeps.

    Raises NothingToDecide as `approve` does.
    """
    seating, registration = locked_with_seating(registration)
    if not may_be_decided(registration):
        raise NothingToDecide(registration.pk)
    registration.cancelled_by, registration.cancel_reason = host, reason
    seating.move(registration, State.CANCELLED, Kind.DECLINED, by=host)
    emails.send_decline(registration)
    return registration


@transaction.atomic
def promote(*, registration: Registration, host: User) -> Registration:
    """Give a seat to who waits, before others who wait longer, as `host` decides, and mail it.

    Raises NoSeat where none is free for them in every quota, NothingToDecide where nobody waits.
    """
    seating, registration = locked_with_seating(registration)
    if registration.state != State.WAITING or not registration.email or seating.event.is_over:
        raise NothingToDecide(registration.pk)
    if seating.event.state != Event.State.SCHEDULED:
        raise RegistrationClosed(seating.event.uid)
    if not seating.admits(registration):
        raise NoSeat(registration.category_id)
    seating.move(registration, State.CONFIRMED, Kind.PROMOTED, by=host)
    emails.send_promotion(registration)
    return registration


def settle_due(now: datetime) -> int:
    """Give seats that time set free to who waits: kept ones, and offers that nobody took; return how many got one."""
    due = Q(registrations__state=State.WAITING) | Q(registrations__claim_by__lte=now)
    events = Event.objects.upcoming(now).filter(due, state=Event.State.SCHEDULED).distinct()
    return sum(len(promote_waiting(event=event)) for event in events)


def waits(registration: Registration) -> str:
    """Return what somebody who waits, or is asked, must know; "" for others."""
    if registration.state == State.WAITING:
        return " ".join((position(registration), _("We write to you as soon as a seat is yours.")))
    if registration.state == State.OFFERED and registration.claim_by is not None:
        until = dates.moment(registration.claim_by, zone=registration.event.zone)
        return _("Take it by %(until)s. After that it is offered to the next person.") % {"until": until}
    return ""


def position(registration: Registration) -> str:
    """Return how many wait before somebody on the waiting list, in words. Quotas let others pass: it says so."""
    before = Registration.objects.waiting().filter(category_id=registration.category_id)
    earlier = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    number = before.filter(earlier).count()
    if not Quota.objects.filter(event_id=registration.event_id).exists():
        return _("You are next.") if number == 0 else _people_ahead(number)
    ahead = _("Nobody is ahead of you for these seats.") if number == 0 else _people_ahead(number)
    return " ".join((ahead, _("Seats are shared among groups, so others may get one before you.")))


def _people_ahead(number: int) -> str:
    if number < FEW:
        return _("A few people are ahead of you.")
    if number < 15:
        return _("About ten people are ahead of you.")
    return _("About %(number)s people are ahead of you.") % {"number": (number + 5) // 10 * 10}


def keep_answers(registration: Registration) -> None:
    """Drop the answers that are not asked for the seats that `registration` is for now."""
    if registration.told or registration.needs:
        for name, kept in kept_for(registration, registration.category.kind).items():
            setattr(registration, name, kept)
        registration.save(update_fields=TOLD)
