"""What this room gives to the rooms below; `EventsConfig.ready()` calls it."""

from events.pages.models import EventPage

from .adding import calendar_services


def connect() -> None:
    """Let the page of an event lead to calendars on the web."""
    EventPage.extras.append(calendar_services)
