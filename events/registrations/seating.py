"""Who gets a seat: whoever fits into every quota, and of those who wait, who waited longest.

Everything here is called while the seats of the event are locked (services.py). Decision 0053-nested-quotas.
"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count
from django.utils import timezone

from events.models import Event
from events.seats.models import Quota
from events.seats.standing import Claim, Seats, Standing

from . import emails
from .models import Registration, SeatCategory

HOLDING = (Registration.State.CONFIRMED,)  # states in which somebody has a seat


class Seating:
    """The seats of one event while they are locked, and who waits: two queries, whatever there is."""

    def __init__(self, event: Event, categories: Iterable[SeatCategory]) -> None:
        """Read what stands; `categories` are all those of `event`, locked."""
        self.event = event
        self.seats = {category.pk: Seats(category.kind, category.capacity) for category in categories}
        quotas = Quota.objects.filter(event_id=event.pk).select_related("government").only(*QUOTA_FIELDS)
        taken: Counter[Claim] = Counter()
        self.waiting: Counter[Claim] = Counter()
        rows = Registration.objects.filter(event_id=event.pk, state__in=(*HOLDING, Registration.State.WAITING))
        for state, number, *of in rows.order_by().values_list("state", Count("pk"), *CLAIM_FIELDS):
            count = taken if state in HOLDING else self.waiting
            count[self._claim(*of)] += number
        self.standing = Standing(self.seats, quotas, taken, event.start - timezone.now())

    def admits(self, row: object) -> bool:
        """Say whether there is a seat for `row`, a registration or what is asked for."""
        return self.standing.admits(self.claim_of(row))

    def claim_of(self, row: object) -> Claim:
        """Return what `row`, a registration or what is asked for, claims."""
        return self._claim(*(getattr(row, name) for name in CLAIM_FIELDS))

    def _claim(self, category: int, region: str, government: int | None) -> Claim:
        return Claim(category, self.seats[category].kind, region, government)

    def promote(self) -> list[Registration]:
        """Give free seats to those who wait, first come first; return who got one.

        Somebody whose quota is full keeps their place, and lets pass who is of another one.
        """
        if self.event.is_past or self.event.state != Event.State.SCHEDULED:
            return []
        if not any(self.standing.admits(claim) for claim in self.waiting):
            return []
        promoted = []
        for registration in Registration.objects.waiting().filter(event_id=self.event.pk).select_related("event"):
            if self.standing.admits(claim := self.claim_of(registration)):
                self.standing.take(claim)
                promoted.append(_promote(registration))
        return promoted


CLAIM_FIELDS = ("category_id", "region", "government_id")
QUOTA_FIELDS = (
    "event_id", "kind", "region", "government_id", "government__section", "at_most", "reserved", "released_before"
)  # fmt: skip


def _promote(registration: Registration) -> Registration:
    registration.state = Registration.State.CONFIRMED
    registration.changed_at = timezone.now()
    registration.save(update_fields=["state", "changed_at"])
    emails.send_promotion(registration)
    return registration
