"""The languages of sessions, with their names in the reader's language."""

from django.utils.translation import gettext_lazy as _

from coalition.languages import names

SPOKEN = ("en", "fr", "es", "ar", "pt", "ca", "it", "de", "zdj", "wo", "mnk", "qu", "nah")
# Codes of ISO 639-3.
SIGNED = {
    "fsl": _("French Sign Language"),
    "ils": _("International Sign"),
    "mfs": _("Mexican Sign Language"),
    "ssp": _("Spanish Sign Language"),
    "csg": _("Chilean Sign Language"),
    "jos": _("Levantine Arabic Sign Language"),
}


def language_name(code: str) -> str:
    """Return the name of a spoken or signed language in the active language, else the code."""
    return str(SIGNED[code]) if code in SIGNED else names.language_name(code)
