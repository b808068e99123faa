"""Who gets a seat: whoever fits into every quota, and of those who wait, who waited longest.

Everything here is called while the seats of the event are locked (services.py). Decisions 0015-seats-under-one-lock and
0015-seats-under-one-lock.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from events.models import Event
from events.registrations.moves.models import SeatMove
from events.seats.models import Quota
from events.seats.standing import Claim, Seats, Standing

from . import admission, emails
from .models import Registration, SeatCategory
from .querysets import HOLDING

State, Kind = Registration.State, SeatMove.Kind
CLAIM_FIELDS = ("category_id", "region")
LAST_HOUR = timedelta(hours=1)  # before the start: nobody is given a seat any more without being asked
LAST_CALL = timedelta(minutes=20)  # what is left to answer then


type Counted = tuple[str, int, str, int, datetime | None]


def what_stands(event_id: int) -> tuple[QuerySet[Quota], QuerySet[Registration, Counted]]:
    """Return the quotas of an event, and its counts: state, claim, number of people, and first deadline.

    Both are to be read while its seats are locked.
    """
    quotas = Quota.objects.filter(event_id=event_id)
    rows = Registration.objects.filter(event_id=event_id, state__in=[*HOLDING, State.WAITING])
    counts = rows.values_list("state", *CLAIM_FIELDS).annotate(number=Count("*"), deadline=Min("claim_by"))
    return quotas, counts.order_by()


class Seating:
    """The seats of one event while they are locked, and who waits. No query is made to know it."""

    def __init__(
        self, event: Event, categories: Iterable[SeatCategory], quotas: Iterable[Quota], counts: Iterable[Counted]
    ) -> None:
        """Reckon from what stands; `categories` are all those of `event`, locked, and the rest was read since."""
        self.event, self.now = event, timezone.now()
        self.categories = {category.pk: category for category in categories}
        self.seats = {category.pk: Seats(category.kind, category.capacity) for category in self.categories.values()}
        taken: Counter[Claim] = Counter()
        self.waiting: Counter[Claim] = Counter()
        self.next_deadline: datetime | None = None
        for state, category, region, number, deadline in counts:
            count = taken if state in HOLDING else self.waiting
            count[self._claim(category, region)] += number
            if deadline is not None:
                self.next_deadline = min(deadline, self.next_deadline or deadline)
        self.standing = Standing(self.seats, quotas, taken, event.start - self.now)

    def admits(self, row: object) -> bool:
        """Say whether there is a seat for `row`, a registration or what is asked for."""
        return self.standing.admits(self.claim_of(row))

    def claim_of(self, row: object) -> Claim:
        """Return what `row`, a registration or what is asked for, claims."""
        return self._claim(*(getattr(row, name) for name in CLAIM_FIELDS))

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
        if state == State.CANCELLED:
            admission.close_named(registration)
