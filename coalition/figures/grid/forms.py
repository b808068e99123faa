"""The grid: a row for each year, a column for each part."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from coalition.figures.breakdowns import TOTAL, parts_of
from coalition.figures.grid.services import Cells, Given, digest_of
from coalition.figures.measures import MOST_DECIMALS
from coalition.figures.models import MOST, Figure, Indicator, value_mistakes
from coalition.figures.reckoning import gravest_of

TEXTS = ("source", "note")  # of a year: who counted, and what readers should know


def field_of(name: str) -> Any:
    return Figure._meta.get_field(name)


def of_how_many() -> str:
    return str(field_of("base").verbose_name)


class GridForm(forms.Form):
    """A field for each cell, `2024-partner` or `2024-`, and some for what is to be known of a year, as `2024-quality`.

    A share has one more for each cell, `2024-base-partner`: of how many people.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, indicator: Indicator, cells: Cells, years: list[int], **kwargs: Any) -> None:
        self.indicator = indicator
        self.parts = parts_of(indicator.breakdown) or {TOTAL: pgettext("of a figure", "value").capitalize()}
        self.years = years
        self.cells = cells
        initial: dict[str, Any] = {"seen": digest_of(cells)}
        for (year, part), row in cells.items():
            gravest = gravest_of([row.quality, initial.get(f"{year}-quality", "")])
            initial |= {f"{year}-{part}": row.value, f"{year}-base-{part}": row.base, f"{year}-quality": gravest}
            for name in TEXTS:
                initial[f"{year}-{name}"] = initial.get(f"{year}-{name}") or getattr(row, name)
        super().__init__(*args, **kwargs | {"initial": initial})
        for year in years:
            self._add_row(year)

    def _add_row(self, year: int) -> None:
        for part, name in self.parts.items():
            self.fields[f"{year}-{part}"] = (
                self._share(f"{year}, {name}") if self.indicator.per else self._count(f"{year}, {name}")
            )
            if self.indicator.per:
                self.fields[f"{year}-base-{part}"] = self._count(f"{year}, {name}, {of_how_many()}")
        self.fields[f"{year}-quality"] = forms.ChoiceField(
            choices=Figure.Quality.choices, required=False, label=f"{year}, {_('Quality')}"
        )
        for name in TEXTS:
            label = f"{year}, {field_of(name).verbose_name}"
            self.fields[f"{year}-{name}"] = forms.CharField(
                max_length=field_of(name).max_length, required=False, label=label
            )

    def columns(self) -> list[str]:
        """Return the headings: of each part, of how many people a share is, and what is to be known of a year."""
        parts = [[name, of_how_many()] if self.indicator.per else [name] for name in self.parts.values()]
        texts = [str(field_of(name).verbose_name).capitalize() for name in TEXTS]
        return [_("Year"), *(name for names in parts for name in names), _("Quality"), *texts]

    def _share(self, label: str) -> forms.DecimalField:
        written = gettext_lazy("Write a number in digits, with a point before decimals, as in 12.5.")
        field = forms.DecimalField(
            min_value=0, max_value=MOST, max_digits=14, decimal_places=MOST_DECIMALS, required=False, label=label
        )
        field.error_messages |= {"invalid": written, "min_value": written}
        field.widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 9, "autocomplete": "off"})
        return field

    @staticmethod
    def _count(label: str) -> forms.IntegerField:
        written = gettext_lazy("Write a whole number, in digits.")
        field = forms.IntegerField(min_value=0, max_value=MOST, required=False, label=label)
        field.error_messages |= {"invalid": written, "min_value": written}
        field.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 9, "autocomplete": "off"})
        return field

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        bases = [(name, f"base-{name}") if self.indicator.per else (name,) for name in self.parts]
        names = [*(name for pair in bases for name in pair), "quality", *TEXTS]
        return [(year, [self[f"{year}-{name}"] for name in names]) for year in self.years]

    def clean(self) -> dict[str, Any]:
        """Refuse a base without its share, and what no share or no whole number is."""
        told = super().clean() or {}
        for year in self.years:
            for part in self.parts:
                value, base = told.get(f"{year}-{part}"), told.get(f"{year}-base-{part}")
                mistakes = value_mistakes(self.indicator, value, base)
                if value is None and base is not None and f"{year}-{part}" in told:
                    mistakes = {"value": _("Give the share too, or leave both empty.")}
                for name, words in mistakes.items():
                    self.add_error(f"{year}-{part}" if name == "value" else f"{year}-base-{part}", words)
        return told

    def mistakes(self) -> list[tuple[forms.BoundField, str]]:
        return [(self[name], str(errors[0])) for name, errors in self.errors.items() if name in self.fields]

    def values(self) -> dict[tuple[int, str], Given]:
        """Return what each cell says that was filled in. Of a valid form."""
        told = self.cleaned_data
        return {
            (year, part): Given(
                told[f"{year}-{part}"],
                base=told.get(f"{year}-base-{part}"),
                **{name: self._of_year(name, year, part) for name in ("quality", *TEXTS)},
            )
            for year in self.years
            for part in self.parts
            if told[f"{year}-{part}"] is not None
        }

    def _of_year(self, name: str, year: int, part: str) -> str:
        """Return what was said of the year; where nothing was, what the cell had: an import gives each its own."""
        field, row = f"{year}-{name}", self.cells.get((year, part))
        return str(getattr(row, name) if row and field not in self.changed_data else self.cleaned_data[field])
