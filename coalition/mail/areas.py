"""Whose mail it is: each app says which permission reads the mails that it writes."""

from typing import Any

from django.db.models import Q

from .models import Message, OutgoingQuerySet

_areas: dict[str, str] = {}  # the app at the beginning of a template's name: the permission that reads its mails


def register(app: str, *, read_by: str) -> None:
    """Let who has the permission `read_by` ("app.codename") read the mails whose templates belong to `app`."""
    _areas[app] = read_by


def readable(user: Any) -> OutgoingQuerySet[Message]:
    """Return the mails that `user` may read: those of their areas, and all for an administrator.

    What belongs to no area, such as mails about accounts, is for administrators alone.
    """
    if user.is_active and user.is_superuser:
        return Message.objects.all()
    mine = [app for app, permission in _areas.items() if user.has_perm(permission)]
    if not mine or not user.has_perm("mail.view_message"):
        return Message.objects.none()
    of_mine = Q()
    for app in mine:
        of_mine |= Q(template__startswith=f"{app}/")
    return Message.objects.filter(of_mine)
