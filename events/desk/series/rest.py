"""The meetings of a series together: which they are, what the later ones take over, and the end of all to come.

Each is an event of its own (decision 0017-calendars); they have the number of their series in common.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.querysets import EventQuerySet
from events.registrations import services as registrations
from events.registrations.models import Registration
from events.team.permissions import events_of
from events.walltime import instant_of, on_clock

WINDOW = ("registration_opens", "registration_closes")
OWN = {"wall_start", "wall_end", *WINDOW}  # of each meeting: reckoned from its day


def join(event: Event) -> uuid.UUID:
    """Return the number of the series of `event`, which gets one if it has none. It is no revision of the event."""
    if event.series is None:
        event.series = uuid.uuid4()
        Event.objects.filter(pk=event.pk).update(series=event.series)
    return event.series


def meetings(event: Event) -> EventQuerySet:
    """Return the meetings of the series of `event`, in order, each with whether it `is_public`; else itself."""
    live = EventPage.objects.live().filter(event=OuterRef("pk"))
    rows = Event.objects.filter(series=event.series) if event.series else Event.objects.filter(pk=event.pk)
    return rows.annotate(is_public=Exists(live)).order_by("start", "pk")


def later(event: Event, user: Any) -> EventQuerySet:
    """Return the meetings after `event` that are to come, scheduled, and run by `user`."""
    found = meetings(event).filter(wall_start__gt=event.wall_start, end__gt=timezone.now())
    return found.filter(state=Event.State.SCHEDULED, pk__in=events_of(user).values("pk"))


def followers(event: Event, user: Any) -> EventQuerySet:
    """Return the later meetings that nobody knows yet: no public page, nobody registered, not moved by itself."""
    taken = Registration.objects.filter(event=OuterRef("pk"))
    return later(event, user).filter(is_public=False, sequence=F("series_sequence")).exclude(Exists(taken))


@transaction.atomic
def follow(*, event: Event, user: User) -> list[Event]:
    """Let the later meetings that nobody knows yet say what `event` says, each on its own day; return them.

    Facts alone: seats, questions and texts stay as they are.
    """
    names = [name for name in event.revised_fields if name not in OWN and name not in event.not_repeated]
    done = []
    for other in followers(event, user):
        start = datetime.combine(other.wall_start.date(), event.wall_start.time())
        by = start - event.wall_start
        values = {name: getattr(event, name) for name in names}
        values |= {"wall_start": start, "wall_end": event.wall_end + by}
        values |= {name: moved(getattr(event, name), by, event.zone) for name in WINDOW}
        for name, value in values.items():
            setattr(other, name, value)
        other.full_clean()
        other.save()
        Event.objects.filter(pk=other.pk).update(series_sequence=other.sequence)
        done.append(other)
    return done


@transaction.atomic
def cancel_rest(*, event: Event, user: User) -> list[Event]:
    """Cancel the meetings after `event` that `user` runs; everybody registered is told. Return them."""
    return [registrations.cancel(event=other) for other in later(event, user)]


def moved(instant: datetime | None, by: timedelta, zone: str) -> datetime | None:
    """Return the instant as far away on a clock in `zone`, which may have changed between the two."""
    return instant and instant_of(on_clock(instant, zone)[0] + by, zone)
