"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.privacy import registry
from events.registrations import personal_data as registrations

from . import personal_data


def connect() -> None:
    """Forget invitations in time."""
    registrations.forgetters.append(personal_data.forget)
    registry.register(
        registry.PersonalData(
            name="personal invitations",
            label=_("personal invitations"),
            export=personal_data.export_invitations,
            erase=personal_data.erase_invitations,
            purge=personal_data.drop_over,
        )
    )
