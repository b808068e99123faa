"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import actions
from events.registrations import personal_data as registrations

from . import personal_data
from .models import Letter, LetterCopy
from .views import letters_action


def connect() -> None:
    """Show people what hosts wrote to them, and forget it with them."""
    changes.silence(Letter, LetterCopy)
    actions.makers.append(letters_action)
    registrations.forgetters.append(personal_data.forget)
    registrations.owing.append(personal_data.owed)
    registry.register(
        registry.PersonalData(
            name="event messages",  # before the registrations, which know whose it is until they are emptied
            label=_("messages from the organisers"),
            export=personal_data.export_copies,
            erase=personal_data.erase_copies,
            purge=personal_data.purge_copies,
        )
    )
