"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.privacy import leaving, registry
from events.querysets import POSTPONED_FOR
from events.registrations import actions, personal_data, registering, services
from events.registrations.moves import personal_data as moves
from events.registrations.own import views as own_views


def connect() -> None:
    """Let no registration be seen by a page, a list or a mail that differs; offer other seats; say what is kept."""
    actions.makers.append(own_views.change_action)
    leaving.register(leaving.Step(services.GIVEN_BACK, services.here))
    registry.register(
        registry.PersonalData(
            name="event registrations",
            label=_("registrations"),
            export=personal_data.export_registrations,
            erase=personal_data.erase_registrations,
            purge=personal_data.purge_registrations,
            periods={"registrations": personal_data.RETENTION, "postponed": POSTPONED_FOR},
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
