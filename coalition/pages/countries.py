"""Names of countries in the reader's language: every page, mail, form and document takes them from here."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.utils.translation import get_language

from .folding import sort_key

# Where the network's name of a country is not the long form of Unicode's CLDR, from which all others come.
# PS: "State of Palestine" at the United Nations (General Assembly, resolution 67/19, 2012), in short "Palestine", as in
# ISO 3166-1 and as the network writes it. CLDR has that as `alt="short"`, which Babel leaves out.
# In Spanish, those that the public bodies of Latin America say otherwise than CLDR.
NETWORK_NAMES = {
    "PS": {"en": "Palestine", "fr": "Palestine", "es": "Palestina", "ar": "فلسطين"},
    "CI": {"es": "Costa de Marfil"},
    "RO": {"es": "Rumania"},
    "SA": {"es": "Arabia Saudita"},
}
# CLDR's codes of two letters that stand for no country (unions, tests, parts of one) or for one where nobody governs.
NO_COUNTRY = frozenset(
    ("AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "GS", "HM", "IC", "IO", "QO", "TA", "TF", "UM", "UN",
     "XA", "XB", "ZZ")
)  # fmt: skip


@cache
def country_names(language: str) -> dict[str, str]:
    """Return the country names of `language` (an ISO 639-1 code) by ISO 3166-1 alpha-2 code."""
    territories = Locale.parse(language).territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    own = {code: texts[language] for code, texts in NETWORK_NAMES.items() if language in texts}
    return {code: name for code, name in (names | own).items() if code not in NO_COUNTRY}


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of country `code` in `language` (the active one by default), else the code itself."""
    return country_names(language or get_language() or "en").get(code.upper(), code)


def country_options(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return each code with its name in the active language, in the order of that language's alphabet."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda option: sort_key(option[1]))


def country_choices() -> list[tuple[str, str]]:
    """Return every country with its name in the active language, in its alphabet's order, for a form."""
    return country_options(country_names(get_language() or "en"))
