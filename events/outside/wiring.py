"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from coalition.pages import changes
from events.pages import listing as pages

from . import listing
from .models import CalendarReading


def connect() -> None:
    """Show events of others among ours; let each reading of a calendar drop no page, only what is new in it."""
    changes.silence(CalendarReading)
    pages.beside.append(lambda now, asked: listing.to_come(now, asked=asked))
