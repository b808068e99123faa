"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.privacy import registry
from events.registrations import actions
from events.registrations import personal_data as registrations

from . import personal_data
from .views import delegation_action


def connect() -> None:
    """Lead to one's delegation, let seats go with who named them, and forget people in time."""
    actions.makers.append(delegation_action)
    registrations.forgetters.append(personal_data.forget)
    registry.register(
        registry.PersonalData(
            name="people named for seats",  # before the registrations, which know whose it is until they are emptied
            label=_("people named for a delegation"),
            export=personal_data.export_named,
            erase=personal_data.erase_named,
            purge=personal_data.drop_over,
        )
    )
