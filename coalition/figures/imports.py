"""Import of figures from a table.

A figure is recognised by its indicator, place (the code of a local government), year and part. No figure is deleted.
"""

import re
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log

from coalition.members.models import LocalGovernment
from coalition.tables import plans, views
from coalition.tables.plans import BadCell, Change, Choices, Plan, PlannedRow, Sheet

from . import permissions
from .measures import ALL_PARTS, plain
from .models import Figure, Indicator

IMPORTED = "figures.import"  # the action in the site history
FACTS = ("value", "base", "quality", "source", "note")
DECIMAL = re.compile(r"[0-9]{1,10}(\.[0-9]{1,4})?")


class FigureSheet(Sheet):
    columns = ("indicator", "place", "year", "part", "value", "base", "quality", "source", "note")
    needed = ("indicator", "place", "year", "value")
    most_rows = 5000

    def __init__(self) -> None:
        super().__init__()
        self.indicators = {row.slug: row for row in Indicator.objects.prefetch_related("words")}
        self.options = {"indicator": self._indicators, "part": _parts, "quality": _qualities}

    def _indicators(self) -> Choices:
        return [(row.slug, row.name) for row in self.indicators.values()]

    def code(self, values: dict[str, str]) -> str:
        cells = [self._meant("indicator", values), values.get("place", ""), values.get("year", "").lstrip("0")]
        return ", ".join(filter(None, [*cells, self._meant("part", values)]))

    def _meant(self, column: str, values: dict[str, str]) -> str:
        """Return the code of the choice in `column`, or the cell itself if it is none."""
        text = values.get(column, "")
        try:
            return self.chosen(column, text) if text else ""
        except BadCell:
            return text

    def look_up(self, rows: list[dict[str, str]]) -> None:
        slugs, codes = {self._meant("indicator", values) for values in rows}, {values["place"] for values in rows}
        self.governments = {row.code: row for row in LocalGovernment.objects.public().filter(code__in=codes)}
        figures = Figure.objects.filter(indicator__slug__in=slugs, government__code__in=codes)
        figures = figures.select_related("indicator")
        self.figures = {(row.indicator_id, row.government_id, row.year, row.part): row for row in figures}

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        code = self.code(values)
        government = self.governments.get(values["place"])
        name = government.name if government else ""
        if errors := self._errors(values):
            return PlannedRow(line, code, "error", None, name, errors=errors)
        figure = self._figure(values)
        before = {name: None if figure.pk is None and name == "value" else getattr(figure, name) for name in FACTS}
        self._fill(figure, values)
        if errors := self.refusals(figure, without=("indicator", "government"), in_database=False):
            return PlannedRow(line, code, "error", figure, name, errors=errors)
        changes = [
            Change(column, _text(was), _text(getattr(figure, column)))
            for column, was in before.items()
            if was != getattr(figure, column)
        ]
        action = "create" if figure.pk is None else "update" if changes else "same"
        return PlannedRow(line, code, action, figure, name, changes)

    def _errors(self, values: dict[str, str]) -> list[str]:
        errors = []
        for column in self.options:
            try:
                if column == "indicator" or values.get(column):
                    self.chosen(column, values[column])
            except BadCell as error:
                errors.append(f"{column}: {error}")
        if values["place"] not in self.governments:
            errors.append(_("No local government has the code “%(code)s”.") % {"code": values["place"]})
        indicator = self.indicators.get(self._meant("indicator", values))
        if indicator and indicator.per:
            whole = ("year", *(["base"] if values.get("base") else []))
            if not DECIMAL.fullmatch(values["value"]):
                told = _("%(column)s: write a number in digits, with a point before decimals, as in 12.5.")
                errors.append(told % {"column": "value"})
        else:
            whole = ("year", "value", *(["base"] if values.get("base") else []))
        return errors + [
            _("%(column)s: write a whole number, in digits.") % {"column": column}
            for column in whole
            if not (values[column].isascii() and values[column].isdigit() and len(values[column]) <= 15)
        ]

    def _fill(self, figure: Figure, values: dict[str, str]) -> None:
        figure.value = plain(Decimal(values["value"]))
        if "base" in values:
            figure.base = int(values["base"]) if values["base"] else None
        for name in ("source", "note"):
            if name in values:
                setattr(figure, name, values[name])
        if "quality" in values:
            figure.quality = self._meant("quality", values)

    def _figure(self, values: dict[str, str]) -> Figure:
        indicator, government = self.indicators[self._meant("indicator", values)], self.governments[values["place"]]
        year, part = int(values["year"]), self._meant("part", values)
        known = self.figures.get((indicator.pk, government.pk, year, part))
        return known or Figure(indicator=indicator, government=government, year=year, part=part)


def _text(fact: object) -> str:
    return "" if fact is None else str(fact)


def _parts() -> Choices:
    return [(code, str(name)) for code, name in ALL_PARTS]


def _qualities() -> Choices:
    return [(code, str(name)) for code, name in Figure.Quality.choices if code]


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    return FigureSheet().plan(text)


def apply(*, plan: Plan) -> dict[str, int]:
    """Write every new and changed figure; return the counts. Raises ImportRefused when there is an error or nothing."""
    return plans.apply(plan, write=lambda planned: planned.row.save())


class ImportView(views.ImportView):
    page_title = gettext_lazy("Import figures")

    def may_import(self) -> bool:
        return permissions.may_import(self.request.user)

    def sheet(self) -> Sheet:
        return FigureSheet()

    def write(self, plan: Plan) -> dict[str, int]:
        counts = apply(plan=plan)
        log(instance=self.request.user, action=IMPORTED, user=self.request.user, data=counts)
        return counts

    def notes(self) -> list[str]:
        return [
            _(
                "You see what would happen before anything is saved. Importing the same file twice changes nothing, "
                "and no figure is deleted."
            ),
            _("Write a place as the code of its local government, and years and counts as whole numbers."),
            _(
                "Write shares and rates with a point before decimals, as in 12.5, and in the column base the number of "
                "people of whom it is one. Columns source and note are published as you write them."
            ),
        ]

    def done(self, counts: dict[str, int]) -> str:
        total = counts["create"] + counts["update"]
        return ngettext("%(count)s figure was written.", "%(count)s figures were written.", total) % {"count": total}

    def get_success_url(self) -> str:
        return reverse("figures_releases:index")
