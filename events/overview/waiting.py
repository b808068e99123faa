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
from events.pages.listing import titled
from events.querysets import over, to_come
from events.registrations.models import Registration
from events.registrations.permissions import may_decide
from events.team.permissions import events_of, sees_every_event

from .figures import LISTED

SOON = timedelta(days=7)
FORGOTTEN_SOON = timedelta(days=60)


def of_hosts(user: Any) -> list[Waiting]:
    """Return what waits at the events of `user`: people for a decision or a seat, missing doors, missing teams."""
    if not user.has_perm("events.view_registration"):
        return []
    coming = events_of(user).upcoming().filter(state=Event.State.SCHEDULED)
    state = Registration.State
    wanted = [(_("People who wait for a seat"), state.WAITING)]
    if may_decide(user):
        wanted.insert(0, (_("People waiting for your decision"), state.APPLIED))
    people = Registration.objects.filter(event__in=coming.order_by(), state__in=[of for _label, of in wanted])
    people = people.exclude(email="")  # kept for somebody who was named and has not answered
    rows = people.order_by().values_list("state").annotate(Count("pk"), Min("created_at"))
    found = {of: (count, since) for of, count, since in rows}
    lines = []
    for label, of in wanted:
        count, since = found.get(of, (0, None))
        lines.append(Waiting(label, count, f"{reverse(LISTED)}?state={of}", since=since))
    lines.append(_events(_("Postponed events whose registrations will soon be erased: set a date, or cancel"),
                         _forgotten_soon(events_of(user)), "overview"))  # fmt: skip
    if may_check_in(user):
        lines.append(_events(_("Events within seven days that have no door yet"), _without_doors(coming), "door"))
    if sees_every_event(user):
        lines.append(_events(_("Events without a team: name who runs them"), coming.filter(team=None), "overview"))
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
    rows = list(titled(events)[:20])
    items = tuple(Item(event.title, reverse(f"events_{room}:event", args=[event.pk])) for event in rows)
    return Waiting(label, len(items), "", items=items)
