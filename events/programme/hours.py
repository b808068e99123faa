"""Hours at which an event is not: no session is typed there, and those that an event left there are told.

A session is between the start and the end of its event, as clocks show them where the event is. The hours of single
days (`events.days`) do not bind it: an evening for the public comes after those of its day.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition import dates
from events.models import Event


def refuse(event: Event, session: Any) -> None:
    """Raise ValidationError where `session` begins before `event` or ends after it, with the hours of the event."""
    held = {"hours": dates.moment(event.wall_start, event.wall_end, zone=event.zone)}
    if session.wall_start < event.wall_start:
        words = _("The session would begin before the event, which is: %(hours)s. Choose a later hour, or change the "
                  "event first.")  # fmt: skip
        raise ValidationError({"begins": ValidationError(words, code="hours", params=held)})
    if session.wall_end > event.wall_end:
        words = _("The session would end after the event, which is: %(hours)s. Choose an earlier hour or a shorter "
                  "session, or change the event first.")  # fmt: skip
        raise ValidationError({"minutes": ValidationError(words, code="hours", params=held)})


def is_outside(event: Event, session: Any) -> bool:
    """Say whether `session` begins before `event` or ends after it."""
    return bool(session.wall_start < event.wall_start or session.wall_end > event.wall_end)
