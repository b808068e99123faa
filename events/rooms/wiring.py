"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import actions

from . import personal_data
from .actions import join_action
from .models import Channel, Joining, OnlineRoom


def connect() -> None:
    """Let rooms and who joins drop no page; offer the way in; say what is kept of who joined."""
    changes.silence(OnlineRoom, Channel, Joining)
    actions.makers.append(join_action)
    registry.register(
        registry.PersonalData(
            name="attendance online",  # before the registrations, which know whose it is until they are emptied
            label=_("online events joined"),
            export=personal_data.export_joinings,
            erase=personal_data.erase_joinings,
            purge=personal_data.purge_joinings,
        )
    )
