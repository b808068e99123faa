"""Words that an editor gives in each language, and which stand in where one is missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from coalition.pages.languages import in_a_list, language_codes, site_language_name

CODES = language_codes()


@dataclass(frozen=True)
class LocalizedText:
    """A text, and the language that it is in: not always the one that was asked for."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def localized(row: Any, name: str, language: str = "") -> LocalizedText:
    """Return what `row` says as `name` in `language` (the active one), else in English, else in any, else nothing."""
    asked = language or get_language() or settings.LANGUAGE_CODE
    for code in dict.fromkeys((asked, settings.LANGUAGE_CODE, *CODES)):
        if text := getattr(row, f"{name}_{code}"):
            return LocalizedText(text, code)
    return LocalizedText("", asked)


def missing(row: Any, *names: str) -> str:
    """Return the languages in which `row` lacks words that it has in another one, for a list of the CMS."""
    given = [name for name in names if any(getattr(row, f"{name}_{code}") for code in CODES)]
    codes = [code for code in CODES if any(not getattr(row, f"{name}_{code}") for name in given)]
    return in_a_list(site_language_name(code) for code in codes) or gettext("none")
