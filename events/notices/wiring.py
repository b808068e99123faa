"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from coalition.pages import changes
from events.models import Event
from events.registrations import actions

from . import attendance
from .models import ReminderChoice
from .views import reminders_action


def connect(*, present: Iterable[Callable[[Event], Q]]) -> None:
    """Offer the page of reminders, and thank those whom one of `present` says were there."""
    attendance.sources.extend(present)
    changes.silence(ReminderChoice)
    actions.makers.append(reminders_action)
