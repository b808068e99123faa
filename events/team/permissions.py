"""Who may see the people of an event: its team, and who sees every event."""

from typing import Any

from django.db.models import Exists, OuterRef

from events.models import Event
from events.querysets import EventQuerySet

from .models import TeamMember


def sees_every_event(user: Any) -> bool:
    """Say whether `user` sees the people of every event."""
    return user.has_perm("events.see_every_event")


def events_of(user: Any) -> EventQuerySet:
    """Return the events whose people `user` may see: those of a team that `user` is in, and those without a team."""
    if sees_every_event(user):
        return Event.objects.all()
    team = TeamMember.objects.filter(event=OuterRef("pk"))
    return Event.objects.filter(Exists(team.filter(user_id=user.pk)) | ~Exists(team))


def runs(user: Any, event: Event) -> bool:
    """Say whether `user` may see the people of `event`."""
    return events_of(user).filter(pk=event.pk).exists()


def may_name_team(user: Any, event: Event) -> bool:
    """Say whether `user` may say who is in the team of `event`."""
    return user.has_perm("events.change_event") and runs(user, event)
