"""What is stored: facts of events, seats and registrations, pages with words, the state of the feeds."""

from .event import Event, RegistrationClosed, SeatCategory
from .feed import FeedState
from .pages import EventPage, EventsIndexPage, SectionPage
from .registration import Registration
from .request import RegistrationRequest

__all__ = [
    "Event",
    "EventPage",
    "EventsIndexPage",
    "FeedState",
    "Registration",
    "RegistrationClosed",
    "RegistrationRequest",
    "SeatCategory",
    "SectionPage",
]
