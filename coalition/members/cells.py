"""The cells of an import: what may stand in each column, and how a cell becomes a fact."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from coalition.pages.countries import country_choices
from coalition.pages.fields import entries
from coalition.pages.folding import fold
from coalition.pages.languages import language_choices, language_codes, listed

from .models import LocalGovernment
from .open_data import FORMULA

LISTS = ("languages", "official_domains")
FLAGS = ("member", "pilot")
TEXTS = ("kind", "country", "section", "population_source", "website", "slug")
COUNTS = ("population", "population_year", "observatory_since")
READ_ONLY = ("signed", "ad_referendum")  # facts of the charter: exported, never imported
# As the export writes them, and as spreadsheets do in the languages of the site.
YES = {"1", "true", "yes", "vrai", "oui", "verdadero", "sí", "si", "نعم", "صحيح"}
NO = {"0", "false", "no", "faux", "non", "falso", "لا", "خطأ", ""}
# No letter of the script, and what an encoding without it leaves: question marks, or accented Latin letters.
LOST_ARABIC = re.compile(r"(?=.*[?\u0080-\u024f])[^\u0600-\u06ff]+")
FEW = 20  # choices that an error names one by one

Choices = list[tuple[str, str]]
CHOICES: dict[str, Callable[[], Choices]] = {
    "kind": lambda: [(value, str(label)) for value, label in LocalGovernment.Kind.choices],
    "section": lambda: [(value, str(label)) for value, label in LocalGovernment.Section.choices],
    "country": country_choices,
    "languages": language_choices,
}


class BadCell(ValueError):
    """The cell is none of what its column takes; the message says so to a person."""


def choices() -> dict[str, Choices]:
    """Return the codes that each column with a fixed list takes, with their names in the active language."""
    return {column: options() for column, options in CHOICES.items()}


def unquoted(text: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe that keeps it from being a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def put(government: LocalGovernment, column: str, text: str) -> None:
    """Put the cell `text` into its fact. Raises BadCell."""
    if column in READ_ONLY or column == "code" or (column == "slug" and not text):
        return
    if column == "name_ar" and LOST_ARABIC.fullmatch(text):
        raise BadCell(_("the Arabic letters were lost when the file was saved. Save it as “CSV UTF-8”."))
    if column.startswith("name_"):
        names = {**government.names, column.removeprefix("name_"): text}
        government.names = {code: name for code, name in names.items() if name}
    elif column in FLAGS:
        setattr(government, column, _flag(text))
    elif column in LISTS:
        found = entries(text)
        setattr(government, column, [_chosen(column, entry) for entry in found] if column in CHOICES else found)
    elif column in CHOICES:
        setattr(government, column, _chosen(column, text) if text else "")
    elif column in COUNTS:
        setattr(government, column, "".join(text.split()) or None)  # 1 649 000, with whatever space
    else:
        setattr(government, column, text if column in TEXTS else text or None)


def _flag(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise BadCell(_("write 1 or 0."))
    return text.lower() in YES


def _chosen(column: str, text: str) -> str:
    """Return the code that `text` is, or whose name it is in a language of the site. Raises BadCell."""
    options = CHOICES[column]()
    codes = {code.lower(): code for code, _name in options}
    if code := codes.get(text.lower()) or _named(column).get(fold(text)):
        return code
    if len(options) <= FEW:
        choices = listed(f"{code} ({name})" for code, name in options)
        raise BadCell(_("“%(value)s” is not one of these: %(choices)s.") % {"value": text, "choices": choices})
    raise BadCell(_("“%(value)s” is neither a code nor a name on the list below.") % {"value": text})


def _named(column: str) -> dict[str, str]:
    """Return the code of each name of `column`, folded, in the languages of the site."""
    found: dict[str, str] = {}
    for language in language_codes():
        with override(language):
            found |= {fold(name): code for code, name in CHOICES[column]()}
    return found
