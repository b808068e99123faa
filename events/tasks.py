"""What happens by the clock. Each run may be lost or repeated: the next one does the same."""

from typing import Any

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .agenda import session_changes
from .agenda import speakers as speaking
from .desk import bulk
from .messages import letters
from .messages import reminders as notices
from .pages.outside import services as outside
from .programme import release
from .registrations import event_changes, fullness, invitations, services, waiting_list


@app.periodic(cron="0 * * * *")
@app.task(queueing_lock="events-count-seats")
def count_seats(timestamp: int) -> None:
    """Count who wants seats, for the words of public pages. `timestamp` is when the run was due (since 1970)."""
    fullness.count(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="events-drop-unconfirmed")
def drop_unconfirmed(timestamp: int) -> None:
    """Delete registrations that were not confirmed in time. `timestamp` is when the run was due (since 1970)."""
    services.drop_over(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name=event_changes.TASK, queueing_lock="events-tell-changes")
def tell_changes(timestamp: int | None = None) -> None:
    """Make the mails of changes of events. `timestamp` is when a periodic run was due (since 1970)."""
    event_changes.tell()


@app.periodic(cron="* * * * *")
@app.task(name=letters.TASK, queueing_lock="events-send-letters")
def send_letters(timestamp: int | None = None) -> None:
    """Make the mails of what hosts wrote. `timestamp` is when a periodic run was due (since 1970)."""
    letters.tell()


@app.task(name=bulk.TASK, retry=RetryStrategy(max_attempts=10, wait=60))
def act_on_many(name: str, registrations: list[int], host: int, typed: dict[str, Any]) -> None:
    """Do what a host asked of many registrations."""
    bulk.act_by_keys(name=name, registrations=registrations, host=host, typed=typed)


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="events-follow-zone-tables")
def follow_zone_tables(timestamp: int) -> None:
    """Keep events at their announced times by new tables of zones. `timestamp` is when the run was due (since 1970)."""
    services.follow_tables(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="events-promote-waiting")
def promote_waiting(timestamp: int) -> None:
    """Give seats that time set free to who waits. `timestamp` is when the run was due (since 1970)."""
    waiting_list.settle_due(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="events-remind")
def remind(timestamp: int) -> None:
    """Owe reminders, thanks and invitations that are due. `timestamp` is when the run was due (since 1970)."""
    notices.remind(timezone.now())
    notices.thank(timezone.now())
    invitations.send_waiting(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name=release.TASK, queueing_lock="events-tell-session-changes")
def tell_session_changes(timestamp: int | None = None) -> None:
    """Tell people with a place in a session that changed. `timestamp` is when a periodic run was due (since 1970)."""
    session_changes.tell(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="events.tell-speakers", queueing_lock="events-tell-speakers")
def tell_speakers(timestamp: int) -> None:
    """Owe speakers what is new, and reminders that are due. `timestamp` is when the run was due (since 1970)."""
    speaking.tell(timezone.now())
    speaking.remind(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name=outside.TASK, queueing_lock="events-read-outside-calendars")
def read_outside_calendars(timestamp: int | None = None) -> None:
    """Read calendars of others that are due. `timestamp` is when a periodic run was due (since 1970)."""
    outside.read_due(timezone.now())
