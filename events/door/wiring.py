"""What this room gives to the apps below; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry

from . import personal_data
from .models import CheckIn, Door


def connect() -> None:
    """Let doors drop no page; say what they keep of a person."""
    changes.silence(CheckIn, Door)
    registry.register(
        registry.PersonalData(
            name="check-ins at doors",  # before the registrations, which know whose they are until they are emptied
            label=_("check-ins at doors"),
            export=personal_data.export_check_ins,
            erase=personal_data.erase_check_ins,
            purge=personal_data.purge_check_ins,
            kept=personal_data.kept,
        )
    )
