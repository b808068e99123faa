"""What this room gives to the apps and rooms below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry
from events.registrations import actions

from . import personal_data
from .actions import live_action
from .models import LiveQuestion


def connect() -> None:
    """Let questions drop no page; lead to the live page; say how long questions are kept."""
    changes.silence(LiveQuestion)
    actions.makers.append(live_action)
    registry.register(
        registry.PersonalData(
            name="questions to hosts",
            label=_("questions to the hosts"),
            export=personal_data.export_questions,
            erase=personal_data.erase_questions,
            purge=personal_data.purge_questions,
        )
    )
