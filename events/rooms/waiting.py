"""What waits for hosts: online events that begin soon and have no room."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition import dates
from coalition.users.waiting import Item, Waiting
from events.models import Event
from events.pages.listing import titled
from events.querysets import EventQuerySet
from events.team.permissions import events_of

from .models import OnlineRoom

SOON = timedelta(days=7)
SHOWN = 10
EDIT = "wagtailsnippets_events_event:edit"


def events_without_a_room(user: Any) -> list[Waiting]:
    """Return the online events of `user` in the next week that take registrations and have no room."""
    ready = OnlineRoom.objects.filter(part=None).exclude(address="").values("event_id")
    rows = _of(user).filter(start__lte=timezone.now() + SOON).exclude(mode=Event.Mode.ON_SITE).exclude(pk__in=ready)
    rows = rows.filter(seat_categories__isnull=False).distinct()
    label = _("Online events of this week without a room: set where they are held")
    return _waiting(user, rows, label, lambda event: f"{event.title} · {dates.moment(event.start)}")


def rooms_that_failed(user: Any) -> list[Waiting]:
    """Return the events of `user` that are not over and whose room could not be given to who came last."""
    rows = _of(user).filter(pk__in=OnlineRoom.objects.filter(failed_at__isnull=False).values("event_id"))
    label = _("Online rooms that could not be opened: people are waiting, set another address or check the service")
    return _waiting(user, rows, label, lambda event: event.title)


def _of(user: Any) -> EventQuerySet:
    return events_of(user).filter(state=Event.State.SCHEDULED, end__gt=timezone.now())


def _waiting(user: Any, rows: EventQuerySet, label: str, words: Callable[[Any], str]) -> list[Waiting]:
    if not user.has_perm("events.change_event"):
        return []
    found = list(titled(rows).order_by("start", "pk"))
    items = tuple(Item(words(event), reverse(EDIT, args=[event.pk])) for event in found[:SHOWN])
    return [Waiting(label, len(found), "", items=items)] if items else []
