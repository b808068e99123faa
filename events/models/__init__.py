"""What is stored: facts of events, seats and registrations, pages with words, the state of the feeds."""

from .event import Event, RegistrationClosed, SeatCategory
from .feed import FeedState
from .pages import EventPage, EventsIndexPage
from .registration import Registration

__all__ = [
    "Event",
    "EventPage",
    "EventsIndexPage",
    "FeedState",
    "Registration",
    "RegistrationClosed",
    "SeatCategory",
]
