"""Who came, in numbers, and who came twice."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from events.models import Event
from events.registrations.models import Registration

from .models import CheckIn, Door, first_in_words

MOST = 50


@dataclass(frozen=True)
class AtDoor:
    """A door, and how many different people came to it."""

    door: Door
    came: int


@dataclass(frozen=True)
class Twice:
    """Somebody who was checked in again: when and where each time, in words."""

    registration: Registration
    first: str
    again: list[str]


def doors(event: Event) -> list[AtDoor]:
    """Return the doors of `event`, with who came to each."""
    standing = CheckIn.objects.standing().filter(door__event=event).order_by()
    came = dict(standing.values_list("door").annotate(Count("registration", distinct=True)))
    return [AtDoor(door, came.get(door.pk, 0)) for door in Door.objects.filter(event=event)]


def people(event: Event) -> dict[str, int]:
    """Return how many of those with a seat are `in` by any entrance, and how many are `expected`."""
    entrances = CheckIn.objects.standing().filter(door__event=event, door__kind=Door.Kind.ENTRANCE).order_by()
    return {
        "in": entrances.aggregate(count=Count("registration", distinct=True))["count"],
        "expected": Registration.objects.filter(event=event).confirmed().count(),
    }


def in_words(event: Event) -> str:
    """Return in a sentence how many of those with a seat came in."""
    told = people(event)
    words = gettext("%(came)s of %(expected)s people with a seat came in by an entrance.")
    return words % {"came": told["in"], "expected": told["expected"]}


def twice(event: Event) -> list[Twice]:
    """Return who was checked in more than once at one point of `event`, in two queries."""
    rows = CheckIn.objects.standing().filter(door__event=event).select_related("door__event", "registration")
    points: dict[tuple[int, object], list[CheckIn]] = {}
    for row in rows:
        point = 0 if row.door.kind == Door.Kind.ENTRANCE else row.door.session or row.door_id
        points.setdefault((row.registration_id, point), []).append(row)
    several = [found for found in points.values() if len(found) > 1][:MOST]
    return [
        Twice(first.registration, first_in_words(first), [first_in_words(row) for row in later])
        for first, *later in several
    ]
