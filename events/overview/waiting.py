"""What waits for the hosts of events on the first page of the CMS."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.users.waiting import Item, Waiting
from events.door.permissions import may_check_in
from events.models import Event
from events.querysets import over, to_come
from events.registrations.models import Registration
from events.team.permissions import events_of, sees_every_event

SOON = timedelta(days=7)
FORGOTTEN_SOON = timedelta(days=60)


def of_hosts(user: Any) -> list[Waiting]:
    """Return who waits for a seat, which doors are missing and which events have no team, of the events of `user`."""
    if not user.has_perm("events.view_registration"):
        return []
    coming = events_of(user).upcoming().filter(state=Event.State.SCHEDULED)
    people = Registration.objects.filter(event__in=coming.order_by()).waiting().order_by()
    found = people.aggregate(count=Count("pk"), since=Min("created_at"))
    listed = f"{reverse('wagtailsnippets_events_registration:list')}?state=waiting"
    lines = [Waiting(_("People who wait for a seat"), found["count"], listed, since=found["since"])]
    lines.append(_events(_("Postponed events whose people will be forgotten: set a date, or cancel"),
                         _forgotten_soon(events_of(user)), "overview"))  # fmt: skip
    if may_check_in(user):
        lines.append(_events(_("Events within seven days that have no door yet"), _without_doors(coming), "door"))
    if sees_every_event(user):
        lines.append(
            _events(_("Events that every host sees: name who runs them"), coming.filter(team=None), "overview")
        )
    return [line for line in lines if line.count or line.url]


def _without_doors(coming: QuerySet[Event]) -> QuerySet[Event]:
    soon = coming.filter(start__lt=timezone.now() + SOON, doors=None, seat_categories__isnull=False)
    return soon.exclude(mode=Event.Mode.ONLINE).distinct()


def _forgotten_soon(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the postponed events that nobody will be told of any more in two months, the first to go at the top."""
    now = timezone.now()
    postponed = events.filter(to_come(now), over(now + FORGOTTEN_SOON), state=Event.State.POSTPONED)
    return postponed.exclude(registrations=None).order_by("end", "pk")


def _events(label: str, events: QuerySet[Event], room: str) -> Waiting:
    rows = list(events[:20])
    items = tuple(Item(str(event), reverse(f"events_{room}:event", args=[event.pk])) for event in rows)
    return Waiting(label, len(items), "", items=items)
