"""Names of languages in the reader's language, and which of them can be chosen: one list for all forms and imports."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.lists import format_list
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, pgettext

from .folding import fold

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
