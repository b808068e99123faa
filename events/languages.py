"""Names of languages in the reader's language, from the Unicode CLDR tables of Babel."""

from babel import Locale
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

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
    if code in SIGNED:
        return str(SIGNED[code])
    if code == "zdj":
        return gettext("Ngazidja Comorian")
    return Locale.parse(get_language() or "en").languages.get(code, code)
