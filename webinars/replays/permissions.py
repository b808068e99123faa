"""Who may work on the recording of an event, and who may watch it."""

from typing import Any

from events.models import Event
from events.pages.models import EventPage
from events.permissions import may_see
from events.team.permissions import runs

from .models import Replay


def may_edit(user: Any, event: Event) -> bool:
    """Say whether `user` may change the recording of `event`: its team may, as it alone sets the address of one."""
    return user.has_perm("events.change_event") and runs(user, event)


def took_place(event: Event) -> bool:
    return event.is_over and event.state == Event.State.SCHEDULED


def may_watch(replay: Replay, invitation: str) -> bool:
    """Say whether a visitor whose link holds `invitation` (or "") may watch `replay`: as they may read of its event.

    One query, if any: whether a page of the event is open.
    """
    event = replay.event
    if not replay.published or not took_place(event) or not may_see(event, invitation):
        return False
    return EventPage.objects.live().unrestricted().filter(event_id=event.pk).exists()
