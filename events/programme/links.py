"""What the page of an event says of its programme."""

from typing import Any

from coalition.pages.memory import recall
from coalition.pages.skeleton import path_of
from events.pages.models import EventPage

from .versions import ProgrammeVersion


def programme_link(page: EventPage) -> dict[str, Any]:
    """Return the address of the programme for `page`, "" before anything was released."""
    versions = ProgrammeVersion.objects.filter(programme__event_id=page.event_id)
    released = recall(("programme released", page.event_id), versions.exists)
    return {"programme_url": f"{path_of(page)}programme/{page.invitation}" if released else ""}
