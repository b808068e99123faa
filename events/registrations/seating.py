"""Who gets a seat: whoever fits into every quota, and of those who wait, who waited longest.

Decision 0015-seats-under-one-lock. Locks are taken in one order, so that nobody waits for somebody who waits for them:
seat categories by primary key, then the event, then the state of the feeds. What a decision needs to know is read after
the lock, in a statement of its own: a statement that waited for a lock still sees other tables as they were before.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from events.models import Event
from events.seats.models import Quota
from events.seats.seat_balance import Claim, Seats, Standing

from . import admission, emails
from .models import HOLDING, Registration, RegistrationRequest, SeatCategory, SeatMove

State, Kind = Registration.State, SeatMove.Kind
LAST_HOUR = timedelta(hours=1)  # before the start: nobody is given a seat any more without being asked
LAST_CALL = timedelta(minutes=20)  # what is left to answer then


def lock_categories(categories: QuerySet[SeatCategory]) -> list[SeatCategory]:
    """Lock `categories`, always in the same order, and return them as they are then."""
    return list(categories.select_for_update(no_key=True).order_by("pk"))


def lock_event(event: Event, *, seats_may_go: bool = False) -> Event | None:
    """Return `event` as it is stored; within a transaction nobody changes it, or its seats, before that ends.

    Where seats may be removed, a form that is being sent for them waits as well: it is kept before they go and goes
    with them, or finds them gone.
    """
    if not connection.in_atomic_block:
        return Event.objects.filter(pk=event.pk).first()
    categories = SeatCategory.objects.filter(event_id=event.pk)
    if seats_may_go:
        list(categories.select_for_update().order_by("pk").values_list("pk", flat=True))
    else:
        lock_categories(categories)
    return Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first()


def locked_seating(event_id: int) -> "Seating":
    """Lock all seats of an event, as everyone who counts some of them does, and return how they stand now.

    Quotas span categories, so each decision takes all locks of its event, in one statement and one order.
    """
    categories = lock_categories(SeatCategory.objects.filter(event_id=event_id))
    return Seating(Event.objects.get(pk=event_id), categories)


def lock_registration(registration: Registration) -> Registration:
    """Lock the seats of the event of `registration` and return the row as it is now, with its event and category."""
    lock_categories(SeatCategory.objects.filter(event_id=registration.event_id))
    return Registration.objects.select_related("event", "category").get(pk=registration.pk)


def locked_with_seating(registration: Registration) -> tuple["Seating", Registration]:
    """Lock the seats of the event of `registration`; return how they stand, and the row as it is now."""
    seating = locked_seating(registration.event_id)
    found = Registration.objects.select_related("category").get(pk=registration.pk)
    found.event = seating.event
    return seating, found


@transaction.atomic
def promote_waiting(*, event: Event) -> list[Registration]:
    """Give free seats of `event` to those who wait, first come first; return who got one."""
    return locked_seating(event.pk).settle()


class Seating:
    def __init__(self, event: Event, categories: Iterable[SeatCategory]) -> None:
        """Read what stands: two queries. `categories` are all those of `event`, locked before it was read."""
        self.event, self.now = event, timezone.now()
        self.categories = {category.pk: category for category in categories}
        self.seats = {category.pk: Seats(category.kind, category.capacity) for category in self.categories.values()}
        taken: Counter[Claim] = Counter()
        self.waiting: Counter[Claim] = Counter()
        self.next_deadline: datetime | None = None
        rows = Registration.objects.filter(event_id=event.pk, state__in=[*HOLDING, State.WAITING])
        counts = (
            rows.values_list("state", "category_id", "region")
            .annotate(number=Count("*"), deadline=Min("claim_by"))
            .order_by()
        )
        for state, category, region, number, deadline in counts:
            count = taken if state in HOLDING else self.waiting
            count[self._claim(category, region)] += number
            if deadline is not None:
                self.next_deadline = min(deadline, self.next_deadline or deadline)
        quotas = Quota.objects.filter(event_id=event.pk)
        self.standing = Standing(self.seats, quotas, taken, event.start - self.now)

    def admits(self, row: Registration | RegistrationRequest) -> bool:
        """Say whether there is a seat for `row`, a registration or what is asked for."""
        return self.standing.admits(self.claim_of(row))

    def claim_of(self, row: Registration | RegistrationRequest) -> Claim:
        """Return what `row`, a registration or what is asked for, claims."""
        return self._claim(row.category_id, row.region)

    def _claim(self, category: int, region: str) -> Claim:
        return Claim(category, self.seats[category].kind, region)

    def settle(self) -> list[Registration]:
        """Take back what was offered and not taken in time, and give free seats to those who wait, first come first.

        Somebody whose quota is full keeps their place, and lets pass who is of another one. Return who got a seat, or
        was asked whether they want it.
        """
        if self.event.is_over or self.event.state != Event.State.SCHEDULED:
            return []
        self._expire()
        if not any(self.standing.admits(claim) for claim in self.waiting):
            return []
        promoted, passed = [], 0
        for registration in Registration.objects.waiting().filter(event_id=self.event.pk):
            registration.event = self.event
            if self.admits(registration):
                promoted.append(self._promote(registration, passed))
            else:
                passed += 1
        return promoted

    def _expire(self) -> None:
        if self.next_deadline is None or self.next_deadline > self.now:
            return
        for registration in Registration.objects.filter(event_id=self.event.pk, claim_by__lte=self.now).order_by("pk"):
            registration.event = self.event
            self.standing.take(self.claim_of(registration), -1)
            self.move(registration, State.CANCELLED, Kind.EXPIRED)
            if registration.email:
                emails.send_expiry(registration)

    def _promote(self, registration: Registration, passed: int) -> Registration:
        self.standing.take(self.claim_of(registration))
        if deadline := self.deadline():
            registration.claim_by = deadline
            self.move(registration, State.OFFERED, Kind.OFFERED, passed=passed)
            emails.send_offer(registration, until=deadline)
        else:
            self.move(registration, State.CONFIRMED, Kind.PROMOTED, passed=passed)
            emails.send_promotion(registration)
        return registration

    def deadline(self) -> datetime | None:
        """Return until when somebody may take a seat that is offered now; None where it is simply theirs.

        In the last hour before the start everyone is asked: they may be elsewhere by now.
        """
        if self.event.start - self.now <= LAST_HOUR:
            return min(self.now + LAST_CALL, self.event.end)
        if self.event.claim_within is None:
            return None
        return min(self.now + timedelta(hours=self.event.claim_within), self.event.start)

    def move(self, registration: Registration, state: Registration.State, kind: SeatMove.Kind, **how: Any) -> None:
        """Store the new `state` of `registration`, with what else was set on it, and log it."""
        registration.state, registration.changed_at = state, self.now
        if state != State.OFFERED:
            registration.claim_by = None
        registration.save(
            update_fields=["state", "changed_at", "claim_by", "queued_at", "category", "cancelled_by", "cancel_reason"]
        )
        SeatMove.objects.create(
            event_id=self.event.pk, registration=registration, category_id=registration.category_id, kind=kind,
            state=state, at=self.now, **how,
        )  # fmt: skip
        if host := how.get("by"):
            log(instance=self.event, action=f"events.{kind}", user=host)
        if state == State.CANCELLED:
            admission.close_named(registration)
