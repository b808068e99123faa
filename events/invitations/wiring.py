"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import admission
from events.registrations import personal_data as registrations

from . import personal_data, services
from .models import InvitedRequest, PersonalInvitation


def connect() -> None:
    """Let in who was invited, and forget it in time."""
    changes.silence(PersonalInvitation, InvitedRequest)
    admission.read_along.append("invited")
    admission.guards.append(services.let_in)
    admission.limits.append(services.invited_to)
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
