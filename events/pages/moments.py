"""When an event is, in words."""

from django.utils.translation import gettext

from coalition import dates
from events.models import Event


def when(event: Event) -> str:
    """Return date and hours on the event's own clock, in the active language, with the zone's name.

    A postponed event has none: the date that was announced does not hold.
    """
    if event.state == Event.State.POSTPONED:
        return gettext("The new date is not known yet")
    if event.all_day:
        return dates.days(event.local_start, event.last_moment)
    return dates.moment(event.start, event.end, zone=event.zone)
