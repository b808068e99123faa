"""Import of local governments from a table with the columns of `/data/members.csv` and of the CMS's export."""

from typing import Any

from wagtail.log_actions import log

from coalition.pages.languages import language_codes

from . import cells
from .importing import plans
from .importing.choices import BadCell
from .importing.plans import Change, Plan, PlannedRow, Sheet
from .models import LocalGovernment
from .open_data import FACTS, cell


class GovernmentSheet(Sheet):
    """Lines of local governments."""

    options = cells.CHOICES

    def __init__(self) -> None:
        super().__init__()
        names = (f"name_{code}" for code in language_codes())
        self.columns = ["code", "slug", *names, *FACTS, "official_domains", *cells.READ_ONLY]

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
                cells.put(government, column, text)
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
