"""What this room gives to the rooms below; `EventsConfig.ready()` calls it."""

from events.pages.models import EventPage

from .adding import calendar_services
from .building import series_link


def connect() -> None:
    """Let the page of an event lead to calendars on the web, and to the calendar of its series."""
    EventPage.extras += [calendar_services, series_link]
