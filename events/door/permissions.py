"""Who may check people in: by a permission of its own, and at own events only."""

from typing import Any

from events.models import Event
from events.team.permissions import runs


def may_check_in(user: Any) -> bool:
    return user.has_perm("events.check_in_door")


def may_check_in_at(user: Any, event: Event) -> bool:
    return may_check_in(user) and runs(user, event)
