"""Texts without what readers leave out, for search and for the order of a list: `Jénine`, `JENINE` and `jenine`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from anyascii import anyascii
from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, pgettext

# Arabic is written with or without vowel marks, hamza and article; a reader who types one finds the other.
ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي\u0647وي")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, transliterated to ASCII, with single spaces."""
    return " ".join(anyascii(text).lower().split())


def plain_arabic(text: str) -> str:
    """Return `text` with its Arabic words as a reader types them: no marks, one form of each letter, no article."""
    return ARABIC_ARTICLE.sub("", ARABIC_MARKS.sub("", text).translate(ARABIC_LETTERS))


def sort_key(text: str) -> str:
    """Return what puts `text` in its place in a list: no case, accent, Arabic mark or article; the script is kept."""
    arabic = ARABIC_ARTICLE.sub("", ARABIC_MARKS.sub("", text)).translate(ARABIC_LETTERS)  # ألمانيا has no article
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", arabic) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


# Where the network's name of a country is not the long form of Unicode's CLDR, from which all others come.
# PS: "State of Palestine" at the United Nations (General Assembly, resolution 67/19, 2012), in short "Palestine", as in
# ISO 3166-1 and as the network writes it. CLDR has that as `alt="short"`, which Babel leaves out.
# In Spanish, those that the public bodies of Latin America say otherwise than CLDR.
COUNTRY_NAMES = {
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
    own = {code: texts[language] for code, texts in COUNTRY_NAMES.items() if language in texts}
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


# Languages of the network that Unicode's CLDR does not name; in English where nobody translated them.
NETWORK_NAMES = {
    "mnk": {"en": "Mandinka", "fr": "mandingue", "es": "mandinga", "ar": "الماندينكا"},
    "nah": {"en": "Nahuatl", "fr": "nahuatl", "es": "náhuatl", "ar": "الناواتل"},
    "zdj": {
        "en": "Ngazidja Comorian",
        "fr": "comorien de Ngazidja (shingazidja)",
        "es": "comorense de Ngazidja (shingazidja)",
        "ar": "القمرية (نغازيجا)",
    },
}
# Those of three letters that CLDR names and local governments work in; it names all of two letters (ISO 639-1).
LONG_CODES = ("agq", "arn", "ast", "bem", "ceb", "ckb", "fil", "fon", "gsw", "haw", "kab", "kok", "mos", "nds", "nso",
              "quc", "sat", "shi", "swb", "tet", "tzm", "zgh")  # fmt: skip


def language_codes() -> list[str]:
    """Return the codes of the site's languages, the default first."""
    return [code for code, _name in settings.LANGUAGES]


def direction(code: str) -> str:
    """Return which way the language `code` is written: `rtl` or `ltr`."""
    return "rtl" if code in LANG_INFO and LANG_INFO[code].get("bidi") else "ltr"


def site_language_name(code: str) -> str:
    """Return the name of a language of the site in the active one, as Django's catalogs have it."""
    return str(get_language_info(code)["name_translated"])


@cache
def language_names(language: str) -> dict[str, str]:
    """Return what can be chosen, by code: names in `language`, in the order of its alphabet."""
    named = {str(code): str(name) for code, name in Locale.parse(language).languages.items()}
    codes = [code for code in named if (len(code) == 2 and code.isalpha()) or code in LONG_CODES]
    names = {code: named[code] for code in codes} | {
        code: texts.get(language, texts["en"]) for code, texts in NETWORK_NAMES.items()
    }
    return dict(sorted(names.items(), key=lambda item: fold(item[1])))


def language_name(code: str) -> str:
    """Return the name of the language `code` in the active language, else the code itself."""
    language = get_language() or "en"
    return language_names(language).get(code) or Locale.parse(language).languages.get(code, code)


def language_list(codes: Iterable[str]) -> str:
    return in_a_list(language_name(code) for code in codes)


def in_a_list(names: Iterable[str]) -> str:
    """Return `names` as a list in a sentence of the active language: with its own comma, and its own *and*."""
    language = get_language() or "en"
    return format_list(list(names), locale="en_GB" if language == "en" else language)  # no comma before *and*


def listed(words: Iterable[str]) -> str:
    """Return `words` with the comma of the active language between them, and no *and*."""
    return pgettext("between the items of a list", ", ").join(words)


def quoted(words: str) -> str:
    """Return `words` between the quotation marks of the active language."""
    return pgettext("quotation", "“%(words)s”") % {"words": words}


def language_choices() -> list[tuple[str, str]]:
    return list(language_names(get_language() or "en").items())


def number_text(value: int) -> str:
    """Return `value` as the active language writes it: with its own separator of thousands."""
    return str(format_decimal(value, locale=get_language() or "en"))
