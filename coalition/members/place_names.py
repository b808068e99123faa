"""Names of places in several languages, and their folded form for search."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from coalition.languages.names import country_name, fold, language_codes, plain_arabic, sort_key

WORD = re.compile(r"[a-z0-9]+")
# What stands before the name of a place in a sort key, in the four languages: "department of ", "departement de l’".
# PostgreSQL and Python read it alike.
KIND_BEFORE_NAME = (
    "^(?:"
    "(?:the |la |le |l[’'])?(?:metropolitan |autonomous |city and )?(?:"
    "borough|canton|city|commune|community|council|county|department|district|governorate|metropolis|municipality|"
    "prefecture|province|region|state|town|union|village|"
    "arrondissement|communaute|comte|departement|gouvernorat|metropole|municipalite|ville|"
    "alcaldia|area|ayuntamiento|ciudad|comuna|condado|departamento|distrito|estado|gobernacion|intendencia|municipalidad|"
    "municipio|prefectura|provincia"
    ")(?: metropolitan[ao]?| metropolitaine?| autonom[aeo]| urbaine?| d[’']agglomeration| de communes)?"
    "(?: of the | of | de la | de las | de los | de l[’']| del | des | du | de | d[’'])"
    "|alcaldia |(?:اقليم|بلديه|جماعه|جهه|حاضره|عماله|محافظه|مدينه|مقاطعه|منطقه|ولايه) "
    ")"
)


def localised(texts: Mapping[str, str]) -> str:
    """Return the text of the active language, else the English one, else any; empty when there is none."""
    return texts.get(get_language() or "") or texts.get("en") or next((text for text in texts.values() if text), "")


def search_words(text: str) -> list[str]:
    """Return the folded words of `text`: `Jénine` gives `["jenine"]`. Stored and asked words both come from here."""
    return WORD.findall(fold(plain_arabic(text)))


def search_text(names: Iterable[str], country: str) -> str:
    """Return the folded words of all `names` and of the country's name in every language, each once, in order."""
    texts = [*names, *(country_name(country, language) for language in language_codes())]
    return " ".join(dict.fromkeys(word for text in texts for word in search_words(text)))


def sort_keys(names: Mapping[str, str], country: str) -> dict[str, dict[str, str]]:
    """Return the sort keys of a government's name and of its country, by `name` or `country`, then by language.

    A language without a name of its own takes the English one, else any.
    """
    other = names.get("en") or next(iter(names.values()), "")
    return {
        "name": {code: sort_key(names.get(code) or other) for code in language_codes()},
        "country": {code: sort_key(country_name(country, code)) for code in language_codes()},
    }
