"""What the page of one's own registration says of the programme."""

from django.utils.translation import gettext as _

from events.programme.models import ProgrammeVersion
from events.registrations.actions import Action
from events.registrations.models import Registration


def agenda_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the agenda, where a programme was released and the registration stands."""
    if registration.state == Registration.State.CANCELLED:
        return None
    if not ProgrammeVersion.objects.filter(programme__event_id=registration.event_id).exists():
        return None
    return Action(label=_("My agenda"), url=f"{own_url}agenda/")
