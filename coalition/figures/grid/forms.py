"""The grid: a row for each year, a column for each part."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from coalition.figures.breakdowns import TOTAL, parts_of
from coalition.figures.grid.services import Cells, digest_of
from coalition.figures.models import MOST, Figure, Indicator
from coalition.figures.reckoning import gravest_of


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
