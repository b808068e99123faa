"""What this room gives to the apps below; `EventsConfig.ready()` calls it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coalition.mail.areas import Reader
from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import actions

from . import personal_data, services, shown
from .models import CalendarReply

READER = Reader(name="calendars", address=lambda: settings.MAIL_CALENDAR_ADDRESS, read=services.take)


def connect() -> None:
    """Say where answers of calendars are kept, and show people their own."""
    changes.silence(CalendarReply)
    actions.facts.append(shown.own_fact)
    registry.register(
        registry.PersonalData(
            name="calendar answers",  # before the registrations, which know whose they are until they are emptied
            label=_("answers of calendars"),
            export=personal_data.export,
            erase=personal_data.erase,
            purge=personal_data.purge,
        )
    )
