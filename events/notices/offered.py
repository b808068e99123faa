"""Which reminders an event offers, and when each is due."""

from datetime import datetime, timedelta

from events.models import Event, Reminder

LEADS = {Reminder.WEEK: timedelta(days=7), Reminder.DAY: timedelta(days=1), Reminder.HOUR: timedelta(hours=1)}
# A reminder that could not be sent for so long says something that is no longer so, and is left out.
LATEST = {Reminder.WEEK: timedelta(hours=12), Reminder.DAY: timedelta(hours=6), Reminder.HOUR: timedelta(minutes=30)}


def offered(event: Event) -> list[Reminder]:
    """Return the reminders of `event`, in order: those that its hosts chose, the last hour where one joins online."""
    by_the_hour = event.mode != Event.Mode.ON_SITE and not event.all_day
    return [kind for kind in Reminder if kind in event.reminders and (kind != Reminder.HOUR or by_the_hour)]


def is_due(event: Event, kind: Reminder, now: datetime) -> bool:
    """Say whether `kind` is to be sent now: the event will be at its time, and its reminder says what is so."""
    since = now - (event.start - LEADS[kind])
    is_on = event.state == Event.State.SCHEDULED and now < event.start
    return is_on and kind in offered(event) and timedelta(0) <= since < LATEST[kind]
