"""Sort keys as the migration `sort_keys` filled them: frozen. The living rule: `coalition.members.names`."""

import re
import unicodedata

from babel import Locale
from django.conf import settings

ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي\u0647وي")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
# The network's name of a country, where it is not CLDR's.
NETWORK_NAMES = {"PS": {"en": "Palestine", "fr": "Palestine", "es": "Palestina", "ar": "فلسطين"}}


def sort_key(text):
    arabic = ARABIC_ARTICLE.sub("", ARABIC_MARKS.sub("", text).translate(ARABIC_LETTERS))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", arabic) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


def sort_keys(names, country):
    codes = [code for code, _name in settings.LANGUAGES]
    other = names.get("en") or next(iter(names.values()), "")
    own = NETWORK_NAMES.get(country, {})
    return {
        "name": {code: sort_key(names.get(code) or other) for code in codes},
        "country": {
            code: sort_key(own.get(code) or Locale.parse(code).territories.get(country, country)) for code in codes
        },
    }
