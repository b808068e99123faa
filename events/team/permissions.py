"""Who may see and change an event and see its people: its team, and who sees every event."""

from typing import Any

from django.db.models import Exists, OuterRef

from events.models import Event
from events.querysets import EventQuerySet

from .models import TeamMember


def sees_every_event(user: Any) -> bool:
    """Say whether `user` sees every event and its people, those without a team too."""
    return user.has_perm("events.see_every_event")


def events_of(user: Any) -> EventQuerySet:
    """Return the events that `user` may see and change in the CMS: those of a team that `user` is in."""
    if sees_every_event(user):
        return Event.objects.all()
    return Event.objects.filter(Exists(TeamMember.objects.filter(event=OuterRef("pk"), user_id=user.pk)))


def runs(user: Any, event: Event | int) -> bool:
    """Say whether `user` may see and change `event`, a row or its key, and see its people."""
    key = event if isinstance(event, int) else event.pk
    return events_of(user).filter(pk=key).exists()


def may_name_team(user: Any, event: Event) -> bool:
    """Say whether `user` may say who is in the team of `event`."""
    return user.has_perm("events.change_event") and runs(user, event)
