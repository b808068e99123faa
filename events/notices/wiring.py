"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.models import Event
from events.pages.models import EventPage
from events.registrations import actions
from events.registrations import personal_data as registrations
from events.registrations.models import Registration

from . import attendance, personal_data, recordings
from .models import ReminderChoice
from .views import reminders_action


def connect(
    *, present: Iterable[Callable[[Event], Q]], offers: Iterable[Callable[[Registration], attendance.Link | None]]
) -> None:
    """Offer the page of reminders, thank those whom one of `present` says were there with what `offers` give.

    Say what choices are kept.
    """
    attendance.sources.extend(present)
    attendance.offers.extend([*offers, recordings.in_thanks])
    EventPage.extras.append(recordings.on_page)
    changes.silence(ReminderChoice)
    actions.makers += [reminders_action, recordings.on_own_page]
    registrations.forgetters.append(personal_data.forget)
    registry.register(
        registry.PersonalData(
            name="choices of reminders",  # before the registrations, which know whose they are until they are emptied
            label=_("choices of reminders"),
            export=personal_data.export_choices,
            erase=personal_data.erase_choices,
            purge=personal_data.purge_choices,
        )
    )
