"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes, visibility
from coalition.privacy import registry
from events.querysets import POSTPONED_FOR
from events.registrations import actions, personal_data, registering, services
from events.registrations.moves import personal_data as moves
from events.registrations.moves.models import SeatMove
from events.registrations.own import views as own_views

from .changes.models import Change
from .models import Registration, RegistrationRequest


def connect() -> None:
    """Let no registration be seen by a page, a list or a mail that differs; offer other seats; say what is kept."""
    changes.silence(Registration, RegistrationRequest, SeatMove, Change)
    visibility.list_nowhere(Registration)
    actions.makers.append(own_views.change_action)
    registry.register(
        registry.PersonalData(
            name="event registrations",
            label=_("registrations"),
            export=personal_data.export_registrations,
            erase=personal_data.erase_registrations,
            purge=personal_data.purge_registrations,
            periods={"registrations": personal_data.RETENTION, "postponed": POSTPONED_FOR},
            left=registry.Step(services.GIVEN_BACK, services.here),
            owed=personal_data.owed_a_change,
            in_parts=True,
        )
    )
    registry.register(
        registry.PersonalData(
            name="unconfirmed event registrations",
            label=_("unconfirmed registrations"),
            export=personal_data.export_requests,
            erase=personal_data.erase_requests,
            purge=registering.drop_over,
        )
    )
    registry.register(
        registry.PersonalData(
            name="changes of seats",  # before the registrations, which know whose they are until they are emptied
            label=_("changes of seats"),
            export=moves.export_moves,
            erase=moves.erase_moves,
            purge=moves.purge_moves,
            kept=moves.kept,
        )
    )
