"""How full an event is, as the public is told: in words that no single registration moves.

Decision 0010-confirm-then-count.

All that a word comes from is the category's peak: the most people who had a seat or waited at a full hour. It only
rises, so nobody can move a word to and fro; it rises by the hour, so nobody sees who came when; and where one word
becomes the next is a secret of the installation, drawn anew for each category and number of seats. One person more
moves a given word with a chance of one in WIDTH. Editors see numbers in the CMS (with_seats).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext

from coalition.caching.memory import recall
from coalition.privacy.email_addresses import keyed_digest
from events.querysets import EventQuerySet
from events.seats.models import Quota

from .models import HOLDING, Registration, SeatCategory

WIDTH = 40  # people between whom the border of two words may lie
MARGIN = 10  # seats that are left at least when the first word ends
WORDS = ("no", "few", "some", "many")  # less before more; "some" is all that is told of a small number
SMALL = 100  # seats, and fewer than that: whether many are left is not told at all


def offered(event_id: int) -> QuerySet[SeatCategory]:
    """Return the seat categories of an event, each with its `limit` and that of the event, `in_all`, by quotas.

    Quotas for a region are left out: what they leave is no word for everyone.
    """
    quotas = Quota.objects.filter(event_id=OuterRef("event_id"), region="", at_most__gte=1)
    of_kind = quotas.exclude(kind="").filter(kind=OuterRef("kind")).values("at_most")[:1]
    return SeatCategory.objects.filter(
        event_id=event_id
    ).annotate(  # type: ignore[no-redef]
        limit=Least("capacity", Subquery(of_kind)), in_all=Subquery(quotas.filter(kind="").values("at_most")[:1])
    )


def seats_offered(event: int) -> list[SeatCategory]:
    """Return the seat categories of an event, with what the public is told of how full they are (fullness.offered)."""
    return recall(("seats offered", event), lambda: list(offered(event)))


def places_left(categories: Iterable[SeatCategory]) -> list[dict[str, Any]]:
    """Return the name of each of `categories` (`offered`), and in a word what is left: "many", "some", "few" or "no".

    Where the event has a quota for everyone, the word is the one of the category or of the event that says less.
    """
    rows = list(categories)
    words = [word(key=row.pk, capacity=row.limit, peak=row.peak) for row in rows]
    if rows and rows[0].in_all:
        in_all = word(key=-rows[0].event_id, capacity=rows[0].in_all, peak=sum(row.peak for row in rows))
        words = [min(one, in_all, key=WORDS.index) for one in words]
    return [{"name": str(row), "left": one} for row, one in zip(rows, words, strict=True)]


def word(*, key: int, capacity: int | None, peak: int) -> str:
    """Return the word for a category of `capacity` seats that up to `peak` people wanted at once; None: for everybody.

    "no" comes after up to WIDTH people wait, never with the last seat: the last seat shows to who asks for it only.
    """
    if capacity is None:
        return "many"
    if peak >= capacity + _secret(key, capacity, "no"):
        return "no"
    if capacity < SMALL:
        return "some"
    return "few" if peak >= capacity - MARGIN - _secret(key, capacity, "few") else "many"


def _secret(key: int, capacity: int, border: str) -> int:
    """Return a number from 1 to WIDTH that only this installation knows."""
    return int(keyed_digest("seats", f"{key}:{capacity}:{border}"), 16) % WIDTH + 1


def count(now: datetime) -> int:
    """Raise the peak of each category by what was wanted at the last full hour; return how many peaks rose.

    Who registered since then counts an hour later: counting twice within an hour says no more than counting once.
    One statement, whether or not a peak rises: it makes all pages anew, which must not tell that somebody registered.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    active = Registration.objects.active().filter(category=OuterRef("pk"), created_at__lt=hour)
    wanted = Subquery(active.order_by().values("category").annotate(number=Count("pk")).values("number"))
    coming = SeatCategory.objects.filter(event__end__gt=now)
    with transaction.atomic():
        # In the order of everyone who locks seats.
        list(coming.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
        return coming.annotate(wanted=wanted).filter(wanted__gt=F("peak")).update(peak=F("wanted"))


def with_seats(events: EventQuerySet) -> EventQuerySet:
    """Annotate `events` with `capacity`, `confirmed` and `waiting`: seats, and registrations in each state.

    `capacity` is None where one of their seat categories has room for everybody, and 0 where there is none.
    """
    categories = SeatCategory.objects.filter(event_id=OuterRef("pk"))
    capacity = categories.order_by().values("event_id").annotate(total=Sum("capacity")).values("total")
    return events.annotate(
        capacity=Case(
            When(Exists(categories.filter(capacity=None)), then=None),
            default=Coalesce(Subquery(capacity), 0),
            output_field=IntegerField(),
        ),
        confirmed=_number(state__in=HOLDING),
        waiting=_number(state="waiting"),
    )


def in_words(event: Any) -> str:
    """Return how full `event` is (`with_seats`), for its hosts; "–" where it has no seats."""
    if event.capacity == 0:
        return "–"
    numbers = {"taken": event.confirmed, "capacity": event.capacity, "waiting": event.waiting}
    if event.capacity is None:
        words = gettext("%(taken)s, no limit, %(waiting)s waiting") if event.waiting else gettext("%(taken)s, no limit")
    elif event.waiting:
        words = gettext("%(taken)s of %(capacity)s, %(waiting)s waiting")
    else:
        words = gettext("%(taken)s of %(capacity)s")
    return words % numbers


def _number(**which: Any) -> Coalesce:
    """Return the number of registrations of an event that are so: counted for the events that are shown alone."""
    rows = Registration.objects.filter(event_id=OuterRef("pk"), **which).order_by()
    return Coalesce(Subquery(rows.values("event_id").annotate(number=Count("pk")).values("number")), 0)
