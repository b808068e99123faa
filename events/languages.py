"""Names of countries and languages in the reader's language, from the Unicode CLDR tables of Babel."""

from functools import cache

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


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def country_name(code: str) -> str:
    """Return the name of country `code` (ISO 3166-1 alpha-2) in the active language, else the code."""
    return _locale(get_language() or "en").territories.get(code.upper(), code)


def language_name(code: str) -> str:
    """Return the name of a spoken or signed language in the active language, else the code."""
    if code in SIGNED:
        return str(SIGNED[code])
    if code == "zdj":
        return gettext("Ngazidja Comorian")
    return _locale(get_language() or "en").languages.get(code, code)
