"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import actions
from events.registrations import personal_data as registrations

from . import personal_data
from .models import Held, OwnCalendar
from .views import calendar_action


def connect() -> None:
    """Let private calendars drop no page; lead to them from one's own page; say what is kept of people."""
    changes.silence(OwnCalendar, Held)
    actions.makers.append(calendar_action)
    registrations.forgetters.append(personal_data.forget)
    registrations.erasers.append(personal_data.forget)
    registry.register(
        registry.PersonalData(
            name="calendars of registered people",  # before the registrations, which are emptied
            label=_("private calendars"),
            export=personal_data.export_held,
            erase=personal_data.erase_held,
            purge=personal_data.purge_held,
        )
    )
