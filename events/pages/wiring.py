"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from coalition.members import badges
from coalition.pages import lists, visibility

from . import hosting, listing, signals  # noqa: F401  (signals connect on import)


def connect() -> None:
    """List events on pages and what a government hosts on its profile; hide the pages of closed events."""
    lists.offer("events", rows=listing.listed, template="events/blocks/list.html")
    lists.offer("trainings", rows=listing.trainings, template="events/blocks/trainings.html")
    badges.register_profile_section(badges.ProfileSection("events/hosted_section.html", hosting.hosted_section))
    visibility.hide("closed events", listing.pages_of_closed_events)
