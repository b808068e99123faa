"""The figures of one indicator and one local government, as a grid: a row for each year, a column for each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.log_actions import log

from coalition.members.models import LocalGovernment

from .breakdowns import TOTAL, parts_of
from .models import FIRST_YEAR, MOST, Figure, Indicator
from .reckoning import gravest_of

TYPED = "figures.type"  # the action in the site history
YEARS_BACK, MOST_YEARS = 5, 40

type Cells = dict[tuple[int, str], Figure]


class Changed(Exception):
    """Nothing was written: somebody else changed these figures meanwhile."""


@dataclass(frozen=True)
class Written:
    """How many figures were added, changed and taken out."""

    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        """Return how many figures are not what they were."""
        return self.added + self.changed + self.removed


def cells_of(indicator: Indicator, government: LocalGovernment) -> Cells:
    """Return the figures of a place by year and part."""
    found = Figure.objects.filter(indicator=indicator, government=government)
    return {(row.year, row.part): row for row in found}


def years_of(cells: Cells, today: date) -> list[int]:
    """Return the years of a grid, newest first: some back from `today`, and as far as figures go."""
    first = min([today.year - YEARS_BACK, *(year for year, _part in cells)])
    last = max([today.year, *(year for year, _part in cells)])
    return list(range(last, max(first, last - MOST_YEARS, FIRST_YEAR) - 1, -1))


def digest_of(cells: Cells) -> str:
    """Return the SHA-256 of the figures that are stored: what a grid was drawn from."""
    told = sorted((year, part, row.value, row.quality) for (year, part), row in cells.items())
    return sha256(repr(told).encode()).hexdigest()


class GridForm(forms.Form):
    """A field for each cell, `2024-partner` or `2024-`, and one for what is to be known of a year, `2024-quality`."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, indicator: Indicator, cells: Cells, years: list[int], **kwargs: Any) -> None:
        self.parts = parts_of(indicator.breakdown) or {TOTAL: pgettext("of a figure", "value").capitalize()}
        self.years = years
        self.cells = cells
        initial: dict[str, Any] = {"seen": digest_of(cells)}
        for (year, part), row in cells.items():
            gravest = gravest_of([row.quality, initial.get(f"{year}-quality", "")])
            initial |= {f"{year}-{part}": row.value, f"{year}-quality": gravest}
        super().__init__(*args, **kwargs | {"initial": initial})
        for year in years:
            for part, name in self.parts.items():
                self.fields[f"{year}-{part}"] = self._count(f"{year}, {name}")
            self.fields[f"{year}-quality"] = forms.ChoiceField(
                choices=Figure.Quality.choices, required=False, label=f"{year}, {_('Quality')}"
            )

    @staticmethod
    def _count(label: str) -> forms.IntegerField:
        written = gettext_lazy("Write a whole number, in digits.")
        field = forms.IntegerField(min_value=0, max_value=MOST, required=False, label=label)
        field.error_messages |= {"invalid": written, "min_value": written}
        field.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 9, "autocomplete": "off"})
        return field

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Return the fields of each year, in the order of the columns."""
        return [(year, [self[f"{year}-{name}"] for name in (*self.parts, "quality")]) for year in self.years]

    def mistakes(self) -> list[tuple[forms.BoundField, str]]:
        """Return each field with what is wrong with it, in order."""
        return [(self[name], str(errors[0])) for name, errors in self.errors.items() if name in self.fields]

    def values(self) -> dict[tuple[int, str], tuple[int, str]]:
        """Return value and quality of each cell that was filled in. Of a valid form."""
        told = self.cleaned_data
        return {
            (year, part): (told[f"{year}-{part}"], self._quality(year, part))
            for year in self.years
            for part in self.parts
            if told[f"{year}-{part}"] is not None
        }

    def _quality(self, year: int, part: str) -> str:
        """Return what was chosen for the year; where nothing was, what the cell had: an import gives each its own."""
        name, row = f"{year}-quality", self.cells.get((year, part))
        return row.quality if row and name not in self.changed_data else str(self.cleaned_data[name])


@transaction.atomic
def write(
    *,
    indicator: Indicator,
    government: LocalGovernment,
    values: Mapping[tuple[int, str], tuple[int, str]],
    years: list[int],
    seen: str,
    by: Any,
) -> Written:
    """Let `values` be the figures of a place in `years`; a cell that is not there is taken out.

    `seen` is the digest of what the grid was drawn from. Raises Changed. Two who save at once wait for each other.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    before = cells_of(indicator, government)
    if digest_of(before) != seen:
        raise Changed
    added, changed, removed = [], [], []
    for key, (value, quality) in values.items():
        row = before.get(key)
        if row is None:
            year, part = key
            added.append(
                Figure(indicator=indicator, government=government, year=year, part=part, value=value, quality=quality)
            )
        elif (row.value, row.quality) != (value, quality):
            row.value, row.quality = value, quality
            changed.append(row)
    removed = [row.pk for key, row in before.items() if key[0] in years and key not in values]
    Figure.objects.bulk_create(added)
    Figure.objects.bulk_update(changed, ["value", "quality"])
    Figure.objects.filter(pk__in=removed).delete()
    written = Written(len(added), len(changed), len(removed))
    if written.total:
        log(instance=indicator, action=TYPED, user=by, data={"place": government.code, "number": written.total})
    return written
