"""What a reader chose of a release by its address, and what is shown of it: the same on its page and in pictures."""

from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from coalition.pages.charts import BarChart, LineChart, bar_chart
from coalition.pages.filters import AddressFilters

from .measures import TOTAL, part_name
from .models import value_of
from .presentation import Headline, Sheet, Table


class Selection(AddressFilters):
    """A place, a year and a part of a release. Where there is one alone, it is not asked."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)  # type: ignore[assignment]  # no attribute
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("Breakdown"), required=False)

    def __init__(self, query: QueryDict, sheet: Sheet) -> None:
        super().__init__(query)
        self.sheet = sheet
        years, first = [(year, year) for year in reversed(sheet.years)], sheet.parts[0]
        self.offer("place", sheet.named.items(), _("All places"))
        self.offer("year", years, _("Newest figures"))
        self.offer("part", [(code, part_name(code)) for code in sheet.parts if code], part_name(first))
        for name, choices in {"place": sheet.named, "year": years, "part": sheet.parts}.items():
            if len(choices) < 2:
                del self.fields[name]

    @cached_property
    def code(self) -> str:
        """The code of the chosen place, or of the only one."""
        return str(self.asked.get("place", "" if "place" in self.fields else next(iter(self.sheet.named), "")))

    @cached_property
    def breakdown(self) -> str:
        return str(self.asked.get("part", self.sheet.parts[0]))

    @cached_property
    def years(self) -> dict[str, str]:
        """The year that is shown of each place: the chosen one, else the newest that is shown, else that is hidden."""
        given = {key[0]: key[1] for key in sorted(self.sheet.cells, key=lambda key: key[1]) if key[2] == self.breakdown}
        newest = {code: self.sheet.newest_year(code, self.breakdown) for code in self.sheet.named}
        chosen = self.asked.get("year", "")
        return {code: chosen or newest[code] or given.get(code, "") for code in self.sheet.named}

    @cached_property
    def shown_year(self) -> str:
        """The year of the chosen place, or that of all places where it is one; else an empty text."""
        years = {self.years[self.code]} if self.code else set(self.years.values())
        return years.pop() if len(years) == 1 else ""

    @cached_property
    def headline(self) -> Headline | None:
        """The figure of the chosen place."""
        return self.sheet.headline(self.code, self.shown_year, self.breakdown) if self.code else None

    @cached_property
    def median(self) -> str:
        """The median of all places, or of the others than the chosen one, in its year; an empty text of too few."""
        return self.sheet.median(self.code, self.shown_year, self.breakdown)

    @cached_property
    def over_time(self) -> LineChart | None:
        """The line of the chosen place."""
        return self.sheet.line(self.code, self.breakdown) if self.code else None

    @cached_property
    def by_part(self) -> BarChart | None:
        """The bars of the parts of the chosen place."""
        parts = [code for code in self.sheet.parts if code != TOTAL]
        if not self.code or self.breakdown != TOTAL or not parts:
            return None
        return self._bars([(part_name(code), (self.code, self.shown_year, code)) for code in parts])

    @cached_property
    def by_place(self) -> BarChart | None:
        """The bars of all places, the longest first; one whose figure is not shown has its words alone."""
        if self.over_time or self.by_part:
            return None
        rows = [(name, (code, self.years[code], self.breakdown)) for code, name in self.sheet.named.items()]
        return self._bars(sorted(rows, key=lambda row: self.sheet.value(*row[1]) or -1, reverse=True))

    def _bars(self, rows: list[tuple[str, tuple[str, str, str]]]) -> BarChart | None:
        """Return the bars of figures, some of which are shown: of none at all the table says enough."""
        sheet = self.sheet
        figures = [(label, sheet.value(*key), sheet.figure(*key)) for label, key in rows]
        if all(value is None for _label, value, _figure in figures):
            return None
        years = [[key[1]] if key[1] and not self.shown_year else [] for _label, key in rows]
        notes = [" · ".join([*year, *sheet.notes(*key)]) for year, (_label, key) in zip(years, rows, strict=True)]
        return bar_chart(figures, rtl=get_language_bidi(), write=sheet.number, notes=notes)

    @cached_property
    def table(self) -> Table:
        return self.sheet.of_place(self.code) if self.code else self.sheet.of_all_places(self.breakdown)

    @property
    def has_hidden(self) -> bool:
        """Whether a figure of the table is not shown."""
        rows = self.sheet.cells.items()
        return any(value_of(cell) is None for key, cell in rows if (self.code or self.breakdown) in (key[0], key[2]))

    @property
    def title(self) -> str:
        """What was chosen, in words."""
        place = self.sheet.named[self.code] if self.code else _("All places")
        part = [part_name(self.breakdown)] if len(self.sheet.parts) > 1 else []
        year = [self.shown_year] if self.shown_year and not self.over_time else []
        return " · ".join([place, *part, *year])
