"""What this room gives to the rooms below; `EventsConfig.ready()` calls it."""

from events.registrations import actions

from .views import ticket_action


def connect() -> None:
    """Offer the ticket on one's own page."""
    actions.makers.append(ticket_action)
