"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes
from coalition.privacy import registry

from . import personal_data
from .models import LinkRequest


def connect() -> None:
    """Let a request for a link drop no page; say what is kept of it."""
    changes.silence(LinkRequest)
    registry.register(
        registry.PersonalData(
            name="links of registrations asked for",
            label=_("links asked for again"),
            export=personal_data.export_requests,
            erase=personal_data.erase_requests,
            purge=personal_data.drop_over,
        )
    )
