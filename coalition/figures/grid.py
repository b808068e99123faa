"""The figures of a place as a grid that is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from coalition.members.models import LocalGovernment

from . import permissions
from .measures import MOST_DECIMALS, TOTAL, parts_of
from .models import FIRST_YEAR, MOST, Figure, Indicator, value_mistakes
from .totals import gravest_of

TYPED = "figures.type"  # the action in the site history
YEARS_BACK, MOST_YEARS = 5, 40

type Cells = dict[tuple[int, str], Figure]


class Given(NamedTuple):
    """What a cell is told: a value, and what is to be known of it."""

    value: Decimal | int
    quality: str = ""
    base: int | None = None
    source: str = ""
    note: str = ""


def given(row: Figure) -> Given:
    return Given(row.value, row.quality, row.base, row.source, row.note)


class Changed(Exception):
    """Nothing was written: somebody else changed these figures meanwhile."""


@dataclass(frozen=True)
class Written:
    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def cells_of(indicator: Indicator, government: LocalGovernment) -> Cells:
    found = Figure.objects.filter(indicator=indicator, government=government)
    return {(row.year, row.part): row for row in found}


def given_so_far() -> list[tuple[Indicator, LocalGovernment, int, int, int]]:
    """Return each indicator and place that has figures, with the first year, the last, and how many: three queries."""
    rows = Figure.objects.order_by("indicator__slug", "government__code").values_list("indicator", "government")
    counted = list(rows.annotate(first=Min("year"), last=Max("year"), number=Count("pk")))
    indicators = Indicator.objects.prefetch_related("words").in_bulk({row[0] for row in counted})
    places = LocalGovernment.objects.public().in_bulk({row[1] for row in counted})
    return [(indicators[row[0]], places[row[1]], *row[2:]) for row in counted if row[1] in places]


def years_of(cells: Cells, today: date) -> list[int]:
    """Return the years of a grid, newest first: some back from `today`, and as far as figures go."""
    first = min([today.year - YEARS_BACK, *(year for year, _part in cells)])
    last = max([today.year, *(year for year, _part in cells)])
    return list(range(last, max(first, last - MOST_YEARS, FIRST_YEAR) - 1, -1))


def digest_of(cells: Cells) -> str:
    """Return the SHA-256 of the figures that are stored: what a grid was drawn from."""
    told = [(key, [str(fact) for fact in given(row)]) for key, row in sorted(cells.items())]
    return sha256(repr(told).encode()).hexdigest()


@transaction.atomic
def write(
    *,
    indicator: Indicator,
    government: LocalGovernment,
    values: Mapping[tuple[int, str], Given],
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
    for key, told in values.items():
        row = before.get(key)
        if row is None:
            year, part = key
            added.append(Figure(indicator=indicator, government=government, year=year, part=part, **told._asdict()))
        elif given(row) != told:
            for name, fact in told._asdict().items():
                setattr(row, name, fact)
            changed.append(row)
    removed = [row.pk for key, row in before.items() if key[0] in years and key not in values]
    Figure.objects.bulk_create(added)
    Figure.objects.bulk_update(changed, Given._fields)
    Figure.objects.filter(pk__in=removed).delete()
    written = Written(len(added), len(changed), len(removed))
    if written.total:
        log(instance=indicator, action=TYPED, user=by, data={"place": government.code, "number": written.total})
    return written


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


class _TypingView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Enter figures")
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_type(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChoiceForm(forms.Form):
    indicator = forms.ModelChoiceField(
        Indicator.objects.prefetch_related("words").order_by("slug"), label=gettext_lazy("Indicator")
    )
    government = forms.ModelChoiceField(LocalGovernment.objects.public(), label=gettext_lazy("Local government"))


class ChooseView(_TypingView):
    """Choose an indicator and a place, or one of those that have figures; the way to their grid."""

    template_name = "cms/page.html"
    extra_context = {"method": "get", "submit_label": gettext_lazy("Open the grid")}
    columns = [
        TitleColumn(
            "indicator",
            label=gettext_lazy("Indicator"),
            accessor=lambda row: row[0],
            get_url=lambda row: reverse("figures_grid:grid", args=[row[0].pk, row[1].pk]),
        ),
        Column("government", label=gettext_lazy("Local government"), accessor=lambda row: row[1]),
        Column("years", label=gettext_lazy("Years"), accessor=lambda row: "–".join(map(str, dict.fromkeys(row[2:4])))),
        Column("figures", label=gettext_lazy("Figures"), accessor=lambda row: row[4]),
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChoiceForm(request.GET or None)
        if form.is_valid():
            chosen = [form.cleaned_data["indicator"].pk, form.cleaned_data["government"].pk]
            return redirect(reverse("figures_grid:grid", args=chosen))
        return self.render_to_response(self.get_context_data(form=form, tables=self.tables()))

    def tables(self) -> list[Table]:
        given = given_so_far()
        return [Table(self.columns, given, caption=_("Figures given"))] if given else []


class GridView(_TypingView):
    """The grid; one press writes all of it or, where something is wrong, nothing."""

    template_name = "figures/cms/grid.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.indicator = get_object_or_404(Indicator.objects.prefetch_related("words"), pk=kwargs["indicator"])
        self.government = get_object_or_404(LocalGovernment.objects.public(), pk=kwargs["government"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return f"{self.indicator.name} · {self.government}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the grid; what was typed stays where it cannot be written."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form)
        told = {"values": form.values(), "years": form.years, "seen": form.cleaned_data["seen"], "by": request.user}
        try:
            written = write(indicator=self.indicator, government=self.government, **told)
        except Changed:
            return self._show(form, changed=True)
        done = ngettext("%(count)s figure was written.", "%(count)s figures were written.", written.total)
        messages.success(request, done % {"count": written.total})
        return redirect(request.path)

    def _form(self, data: Any = None) -> GridForm:
        cells = cells_of(self.indicator, self.government)
        years = years_of(cells, timezone.localdate())
        return GridForm(data, indicator=self.indicator, cells=cells, years=years)

    def _show(self, form: GridForm, *, changed: bool = False) -> HttpResponse:
        context = self.get_context_data(form=form, columns=form.columns(), changed=changed)
        return self.render_to_response(context, status=422 if form.errors or changed else 200)
