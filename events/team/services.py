"""Naming who runs an event."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from events.models import Event

from .models import TeamMember


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
