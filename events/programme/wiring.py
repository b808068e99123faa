"""What this room adds to what stands below it; called once, in AppConfig.ready()."""

from django.utils.translation import gettext_lazy as _

from coalition.privacy import registry
from events.pages.models import EventPage
from events.registrations import actions
from events.registrations import personal_data as registrations
from events.rooms import services as rooms

from . import links, signals  # noqa: F401  (signals connect on import)
from .agenda import online, personal_data
from .agenda import views as agenda
from .speaking import personal_data as speaking


def connect() -> None:
    """Let drafts and agendas drop no page; link programmes, agendas and rooms; say what is kept of people."""
    EventPage.extras.append(links.programme_link)
    actions.makers.append(agenda.agenda_action)
    rooms.finders.append(online.sessions)
    registrations.forgetters.append(personal_data.forget)
    registrations.erasers.append(personal_data.erase)
    registry.register(
        registry.PersonalData(
            name="agendas of registered people",  # before the registrations, which are emptied
            label=_("agendas"),
            export=personal_data.export_agendas,
            erase=personal_data.erase_agendas,
            purge=personal_data.purge_agendas,
        )
    )
    registry.register(
        registry.PersonalData(
            name="addresses of speakers",
            label=_("addresses of speakers"),
            export=speaking.export_contacts,
            erase=speaking.erase_contacts,
            purge=speaking.purge_contacts,
        )
    )
