"""Import of local governments from a table with the columns of `/data/members.csv` and of the CMS's export."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.languages.fields import entries
from coalition.languages.names import country_choices, language_choices, language_codes
from coalition.tables import plans
from coalition.tables.plans import BadCell, Change, Choices, Plan, PlannedRow, Sheet, chosen
from coalition.tables.spreadsheets import cell

from .models import LocalGovernment
from .open_data import FACTS

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


class GovernmentSheet(Sheet):
    """Lines of local governments."""

    options = CHOICES

    def __init__(self) -> None:
        super().__init__()
        names = (f"name_{code}" for code in language_codes())
        self.columns = ["code", "slug", *names, *FACTS, "official_domains", *READ_ONLY]

    def look_up(self, rows: list[dict[str, str]]) -> None:
        codes = {self.code(values) for values in rows}
        self.known = {row.code: row for row in LocalGovernment.objects.filter(code__in=codes)}

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        code = self.code(values)
        government = self.known.get(code) or LocalGovernment(code=code)
        before = _facts(government)
        if errors := self._fill(government, values):
            return PlannedRow(line, code, "error", government, government.name, errors=errors)
        after = _facts(government)
        changes = [Change(name, cell(before[name]), cell(after[name])) for name in after if before[name] != after[name]]
        action = "create" if not government.pk else "update" if changes else "same"
        return PlannedRow(line, code, action, government, government.name, changes)

    def _fill(self, government: LocalGovernment, values: dict[str, str]) -> list[str]:
        """Put the cells into `government`; return the errors, each with its column."""
        refused = {}
        for column, text in values.items():
            try:
                put(government, column, text)
            except BadCell as error:
                refused[column] = f"{column}: {error}"
        government.proposed = False  # an editor's file is the check that a proposal waits for
        return [*refused.values(), *self.refusals(government, without=refused)]


def _facts(government: LocalGovernment) -> dict[str, Any]:
    names = {f"name_{code}": government.names.get(code, "") for code in language_codes()}
    rest = {name: getattr(government, name) for name in ("slug", *FACTS, "official_domains", "proposed")}
    return names | rest


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    return GovernmentSheet().plan(text)


def apply(*, plan: Plan, user: Any) -> dict[str, int]:
    """Write every created and updated row, each with a revision and a log entry of `user`; return the counts.

    Raises ImportRefused when the plan has an error or nothing to write.
    """

    def write(planned: PlannedRow) -> None:
        government = planned.row
        government.save()
        revision = government.save_revision(user=user, changed=True)
        action = "wagtail.create" if planned.action == "create" else "wagtail.edit"
        log(instance=government, action=action, user=user, revision=revision, content_changed=True)

    return plans.apply(plan, write=write)
