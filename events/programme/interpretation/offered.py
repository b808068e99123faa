"""What a ticket says of languages: those that are certain, and of who asked for some, these."""

from django.utils.translation import gettext as _

from events.languages import language_name
from events.programme.agenda.models import LanguageWish
from events.programme.changes import listed
from events.programme.reading import Reading, last_version, spoken
from events.registrations.models import Registration


def on_ticket(registration: Registration) -> list[tuple[str, str]]:
    """Return the row about languages; none where no programme was released for these days, or none is certain.

    Two queries.
    """
    version = last_version(registration.event_id)
    if version is None:
        return []
    reading = Reading(version, registration.event)
    if not reading.is_dated:
        return []
    items = [item for item in reading.items if not item.is_off]
    certain = sorted({pair for item in items for pair in item.languages})
    wishes = LanguageWish.objects.filter(registration=registration)
    if asked := set(wishes.values_list("language", flat=True)):
        certain = [(code, way) for code, way in certain if code in asked]
    said = [_("%(label)s: %(languages)s") % {"label": way.label, "languages": way.listed} for way in spoken(certain)]
    if missing := asked - {code for code, _way in certain}:
        said.append(_("Not offered: %(languages)s") % {"languages": listed(sorted(map(language_name, missing)))})
    return [(_("Languages"), " · ".join(said))] if said else []
