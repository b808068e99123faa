"""What a ticket says of languages: those that are certain. Decision 0007-discreet-and-alike."""

from django.utils.translation import gettext as _

from events.programme.reading import Reading, last_version, spoken
from events.registrations.models import Registration


def on_ticket(registration: Registration) -> list[tuple[str, str]]:
    """Return the row about languages; none where no programme was released, or none is certain. One query.

    It is the same for everybody: which of them somebody asked for stands on their own agenda alone.
    """
    version = last_version(registration.event_id)
    if version is None:
        return []
    languages = [
        _("%(label)s: %(languages)s") % {"label": way.label, "languages": way.listed}
        for way in spoken(Reading(version, registration.event).certain)
    ]
    return [(_("Languages"), " · ".join(languages))] if languages else []
