"""The cells of an import: what may stand in each column, and how a cell becomes a fact."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from coalition.pages.countries import country_choices
from coalition.pages.fields import entries
from coalition.pages.languages import language_choices

from .importing.choices import BadCell, Choices, chosen
from .models import LocalGovernment

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

CHOICES: dict[str, Callable[[], Choices]] = {
    "kind": lambda: [(value, str(label)) for value, label in LocalGovernment.Kind.choices],
    "section": lambda: [(value, str(label)) for value, label in LocalGovernment.Section.choices],
    "country": country_choices,
    "languages": language_choices,
}


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
        setattr(government, column, [chosen(entry, CHOICES[column]) for entry in found] if column in CHOICES else found)
    elif column in CHOICES:
        setattr(government, column, chosen(text, CHOICES[column]) if text else "")
    elif column in COUNTS:
        setattr(government, column, "".join(text.split()) or None)  # 1 649 000, with whatever space
    else:
        setattr(government, column, text if column in TEXTS else text or None)


def _flag(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise BadCell(_("write 1 or 0."))
    return text.lower() in YES
