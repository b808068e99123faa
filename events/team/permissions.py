"""Who may see and change an event, see its people and check them in: its team, and who sees every event."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

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


def may_check_in(user: Any) -> bool:
    """Say whether `user` may check people in at the doors of own events."""
    return user.has_perm("events.check_in_door")


def may_check_in_at(user: Any, event: Event) -> bool:
    return may_check_in(user) and runs(user, event)


def may_name_team(user: Any, event: Event) -> bool:
    """Say whether `user` may say who is in the team of `event`."""
    return user.has_perm("events.change_event") and runs(user, event)


def candidates() -> QuerySet[Any]:
    """Return the accounts that can run an event: active, and allowed to look at registrations."""
    wanted = Q(codename="view_registration", content_type__app_label="events")
    permissions = Q(groups__permissions__in=_permissions(wanted)) | Q(user_permissions__in=_permissions(wanted))
    rows = get_user_model().objects.filter(is_active=True)
    return rows.filter(permissions | Q(is_superuser=True)).distinct().order_by("username")


def _permissions(wanted: Q) -> QuerySet[Any]:
    from django.contrib.auth.models import Permission  # with the models of the project's own users loaded

    return Permission.objects.filter(wanted)


def join(*, event: Event, user: Any) -> None:
    """Let `user` run `event`: who makes an event does. Joining twice changes nothing."""
    TeamMember.objects.get_or_create(event_id=event.pk, user=user)


@transaction.atomic
def name_team(*, event: Event, users: Iterable[Any]) -> None:
    """Let `users`, at least one, run `event`, and nobody else beside those who see every event.

    Raises ValueError without anybody: the people of an event would then be everybody's.
    """
    chosen = {user.pk for user in users}
    if not chosen:
        raise ValueError("A team has at least one member.")
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    rows = TeamMember.objects.filter(event_id=event.pk)
    for pk in sorted(chosen - set(rows.values_list("user_id", flat=True))):
        TeamMember.objects.create(event_id=event.pk, user_id=pk)
    rows.exclude(user_id__in=chosen).filter(user_id__isnull=False).delete()
