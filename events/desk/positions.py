"""The queue of an event as its hosts see it: who is next, what holds whom back, and what frees seats next."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from events.models import Event
from events.registrations.models import Registration, RegistrationQuerySet, SeatCategory
from events.registrations.seating import Seating
from events.seats.models import Quota
from events.seats.seat_balance import Claim, Group

State = Registration.State
ORDER = (State.APPLIED, State.WAITING, State.OFFERED, State.CONFIRMED, State.CANCELLED)


def in_order(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Order `registrations` as hosts work through them: who asks, the queue, who has a seat, who has none any more."""
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(ORDER)]
    rows = registrations.annotate(rank=Case(*ranks, output_field=IntegerField()))
    return rows.order_by("rank", "queued_at", "pk")


def places(event: Event) -> dict[int, str]:
    """Return by registration its place in the queue of `event`, and what holds it back, in words: four queries."""
    waiting = Registration.objects.waiting().filter(event_id=event.pk)
    rows = list(waiting.values_list("pk", "category_id", "region"))
    if not rows:
        return {}
    seating = Seating(event, SeatCategory.objects.filter(event_id=event.pk))
    why: dict[Claim, str] = {}
    found = {}
    for number, (pk, category, region) in enumerate(rows, start=1):
        claim = Claim(category, seating.seats[category].kind, region)
        if claim not in why:
            why[claim] = held_back(seating, claim)
        found[pk] = f"{number}. {why[claim]}"
    return found


def held_back(seating: Seating, claim: Claim) -> str:
    """Return what leaves no seat for `claim`, in words: its own seats, or the limits that it is within."""
    standing, category = seating.standing, seating.categories[claim.category]
    if category.capacity is not None and standing.of_category[category.pk] >= category.capacity:
        return _("All seats are taken: %(seats)s.") % {"seats": category}
    full = standing.full_for(claim)
    if not full:
        return _("A seat is available.")
    limits = " ".join(_limit(seating, group) for group in full)
    if category.capacity is None:
        return limits
    free = {"seats": category, "number": category.capacity - standing.of_category[category.pk]}
    return f"{_('%(seats)s: %(number)s free.') % free} {limits}"


def _limit(seating: Seating, group: Group) -> str:
    words = {"group": str(Quota(kind=group.kind, region=group.region)), "most": seating.standing.limits[group]}
    if seating.standing.of_group[group] >= seating.standing.limits[group]:
        return _("The limit is reached: %(group)s, %(most)s.") % words
    return _("The remaining seats are reserved for others: %(group)s.") % words


def released(event: Event) -> list[tuple[timedelta, str]]:
    """Return how long before the start of `event` seats that are kept for a group go to everyone, and its name."""
    rows = Quota.objects.filter(event_id=event.pk, reserved__gte=1).exclude(released_before=None)
    return [(timedelta(hours=row.released_before or 0), str(row)) for row in rows]


def offers(event: Event) -> Counter[datetime]:
    """Return by which moment how many offered seats of `event` are to be taken."""
    rows = Registration.objects.filter(event_id=event.pk, state=State.OFFERED).exclude(claim_by=None)
    return Counter(at for at in rows.order_by("claim_by").values_list("claim_by", flat=True) if at)
