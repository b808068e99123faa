"""What changes on an event's page with the minute: whether one can register, and what it says of that.

The page is kept for all readers, so it says itself until when it is right (decision 0008-whole-page-cache).
"""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext

from coalition import dates
from events.models import Event


def words(event: Event) -> str:
    """Return when registration for `event` opens, or until when it is open, and for whom; "" where nothing is said."""
    now = timezone.now()
    if event.state != Event.State.SCHEDULED or event.is_over:
        return ""
    opens, closes = event.registration_opens, event.registration_closes or event.start
    if event.by_invitation and now < closes:  # who holds one reads on its page when it works
        return gettext("Registration is by personal invitation.")
    if opens and now < opens:
        return gettext("Registration opens on %(moment)s.") % {"moment": dates.moment(opens, zone=event.zone)}
    if now < closes:
        return gettext("Registration is open until %(moment)s.") % {"moment": dates.moment(closes, zone=event.zone)}
    return gettext("Registration is closed.")


def next_change(event: Event, now: datetime) -> datetime | None:
    """Return the next instant at which the page of `event` says something else by itself."""
    moments = (event.registration_opens, event.registration_closes, event.start, event.end)
    return min((moment for moment in moments if moment and moment > now), default=None)


def keep_until_it_changes(response: HttpResponse, event: Event, since: datetime) -> None:
    """Let `response` say until when it is right; the page cache drops it then (coalition/pages/kept.py).

    `since` is from before it was made: a moment that passed meanwhile ends it at once.
    """
    if moment := next_change(event, since):
        response["Expires"] = http_date(moment.timestamp())
