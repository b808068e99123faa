"""Names of places in several languages, and their folded form for search."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from coalition.pages.folding import fold

WORD = re.compile(r"[a-z0-9]+")
# Arabic is written with or without vowel marks, hamza and article; a reader who types one finds the other.
ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي\u0647وي")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")

# Where the network's name of a country is not CLDR's long form. CLDR has it as `alt="short"`, which Babel leaves out.
NETWORK_NAMES = {"PS": {"en": "Palestine", "fr": "Palestine", "es": "Palestina", "ar": "فلسطين"}}


def language_codes() -> list[str]:
    """Return the codes of the site's languages, the default first."""
    return [code for code, _name in settings.LANGUAGES]


def localised(texts: Mapping[str, str]) -> str:
    """Return the text of the active language, else the English one, else any; empty when there is none."""
    return texts.get(get_language() or "") or texts.get("en") or next((text for text in texts.values() if text), "")


@cache
def country_names(language: str) -> dict[str, str]:
    """Return the country names of `language` (an ISO 639-1 code) by ISO 3166-1 alpha-2 code.

    Source: CLDR, then `NETWORK_NAMES` over it.
    """
    territories = Locale.parse(language).territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return names | {code: texts[language] for code, texts in NETWORK_NAMES.items() if language in texts}


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of country `code` in `language` (the active one by default), else the code itself."""
    return country_names(language or get_language() or "en").get(code, code)


def search_words(text: str) -> list[str]:
    """Return the folded words of `text`: `Jénine` gives `["jenine"]`. Stored and asked words both come from here."""
    arabic = ARABIC_MARKS.sub("", text).translate(ARABIC_LETTERS)
    return WORD.findall(fold(ARABIC_ARTICLE.sub("", arabic)))


def search_text(names: Iterable[str], country: str) -> str:
    """Return the folded words of all `names` and of the country's name in every language, each once, in order."""
    texts = [*names, *(country_name(country, language) for language in language_codes())]
    return " ".join(dict.fromkeys(word for text in texts for word in search_words(text)))


def sort_key(text: str) -> str:
    """Return what puts `text` in its place in a list: no case, accent, Arabic mark or article; the script is kept."""
    arabic = ARABIC_ARTICLE.sub("", ARABIC_MARKS.sub("", text).translate(ARABIC_LETTERS))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", arabic) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


def sort_keys(names: Mapping[str, str], country: str) -> dict[str, dict[str, str]]:
    """Return the sort keys of a government's name and of its country, by `name` or `country`, then by language.

    A language without a name of its own takes the English one, else any.
    """
    other = names.get("en") or next(iter(names.values()), "")
    return {
        "name": {code: sort_key(names.get(code) or other) for code in language_codes()},
        "country": {code: sort_key(country_name(country, code)) for code in language_codes()},
    }
