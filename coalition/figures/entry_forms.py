"""The form in which the numbers of one local government and one year are given, and what it asks while they are typed.

What is impossible is refused. What is odd is asked beside the number, and kept once it is confirmed. It is compared
with published numbers alone, so that no link tells one that is hidden.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from coalition.form_messages import AsksPlainly

from . import presentation
from .measures import MOST_DECIMALS, TOTAL, Measure, parts_of
from .models import MOST, Entry, Figure, Indicator, Release, value_mistakes, value_of

GROUPED = re.compile(r"\d{1,3}([\s.,'’٬،]\d{3})+")
NEVER = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")  # what no JSON of PostgreSQL holds
LONGEST = 2_000
DETAILS = ("source", "source_date", "quality", "note")  # of an indicator, where they differ

type Answers = Mapping[str, Any]


class Count(forms.IntegerField):
    """A whole number in any script's digits, whose thousands may be grouped."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        return super().to_python(re.sub(r"\D", "", text) if GROUPED.fullmatch(text) else text)


class Share(forms.DecimalField):
    """A number with decimals, after a point or a comma."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(re.sub("[,٫]", ".", str(value or "")))


class Given(NamedTuple):
    """What is given of a cell: a value, and what is to be known of it."""

    value: Decimal | int
    base: int | None = None
    quality: str = ""
    source: str = ""
    source_date: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked of one number. `token` says that this value was confirmed, and no other."""

    text: str
    token: str
    is_confirmed: bool


@dataclass(frozen=True)
class Group:
    """The questions of one indicator as the page has them; `is_open`: something was said in its details."""

    indicator: Indicator
    numbers: list[tuple[forms.BoundField, Question | None]]
    details: list[forms.BoundField]
    is_open: bool


def published(government: Any, indicators: Iterable[Indicator], before: int) -> dict[tuple[int, str], tuple[str, Any]]:
    """Return the newest published value before the year `before`, with its year, by indicator and part."""
    found: dict[tuple[int, str], tuple[str, Any]] = {}
    rows = Release.objects.latest().filter(indicator__in=indicators, places__has_key=government.code)
    for row in rows.only("indicator_id", "cells"):
        for cell in sorted(row.cells, key=lambda cell: cell["key"][1]):
            place, year, part = cell["key"]
            if place == government.code and int(year) < before and (value := value_of(cell)) is not None:
                found[row.indicator_id, part] = (year, value)
    return found


class EntryForm(AsksPlainly, forms.Form):
    """A field for each number, `n7-partner` or `n7-`, one for the whole where it is divided, `n7-total`, and of how
    many people a share is, `n7-base-partner`; and what is to be known of all of them, or of those of one indicator."""

    names_questions = True  # "Write a whole number" is said of several
    leaves_out = True  # the page says once that each may be left empty

    source = forms.CharField(
        label=gettext_lazy("Who counted?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The office or survey, never a person. Published with the numbers."),
    )
    source_date = forms.DateField(
        label=gettext_lazy("Date of the source"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    message = forms.CharField(
        label=gettext_lazy("What worked this year, and what do you need from the network?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Only our editors read this. Do not name anyone."),
    )

    def __init__(self, data: Answers | None = None, *, entry: Entry, shown: Answers) -> None:
        """Show the answers `shown`, or what `data` has."""
        super().__init__(data, initial=dict(shown))
        self.entry = entry
        rows = Indicator.objects.filter(asked=True).prefetch_related("words")
        self.indicators = sorted(rows, key=lambda row: row.name.casefold())
        self.published = published(entry.government, self.indicators, entry.year)
        for indicator in self.indicators:
            self._add(indicator)
        self.order_fields([name for name in self.fields if name not in EntryForm.base_fields])

    def _add(self, indicator: Indicator) -> None:
        for part, name in self.parts(indicator).items():
            field: forms.Field = Share if indicator.per else Count  # type: ignore[assignment]
            more = {"max_digits": 14, "decimal_places": MOST_DECIMALS} if indicator.per else {}
            self.fields[_name(indicator, part)] = _number(field, name, self._hint(indicator, part), **more)
            if indicator.per:
                label = _("%(name)s: of how many people in all?") % {"name": name}
                self.fields[_name(indicator, f"base-{part}")] = _number(Count, label)
        if _is_divided(indicator):
            hint = self._hint(indicator, TOTAL)
            self.fields[_name(indicator, "total")] = _number(Count, pgettext("of all parts", "All together"), hint)
        for name in DETAILS:
            column: Any = Figure._meta.get_field(name)
            field = column.formfield(required=False)
            field.label = str(field.label).capitalize()
            if name == "source_date":
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[_name(indicator, name)] = field

    @staticmethod
    def parts(indicator: Indicator) -> dict[str, str]:
        """Return the names of what is asked of an indicator, by part: of one that is not divided, its unit."""
        return parts_of(indicator.breakdown) or {TOTAL: _unit(indicator) or indicator.name}

    def _hint(self, indicator: Indicator, part: str) -> str:
        year, value = self.published.get((indicator.pk, part), ("", None))
        return _("In %(year)s: %(number)s.") % {"year": year, "number": _written(value, indicator)} if year else ""

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be: a value beyond its measure, parts above their whole, a source that is to come."""
        told = super().clean() or {}
        for indicator in self.indicators:
            for part in self.parts(indicator):
                self._clean_part(indicator, part, told)
            if _is_divided(indicator):
                self._clean_whole(indicator, told)
            if self._values(indicator, told):
                self._clean_source(indicator, told)
        return told

    def _clean_part(self, indicator: Indicator, part: str, told: dict[str, Any]) -> None:
        name, base_name = _name(indicator, part), _name(indicator, f"base-{part}")
        value, base = told.get(name), told.get(base_name)
        mistakes = value_mistakes(indicator, value, base)
        if value is None and base is not None and name in told:
            mistakes = {"value": _("Give the share too, or leave both empty.")}
        for field, words in mistakes.items():
            self.add_error(name if field == "value" else base_name, words)

    def _clean_whole(self, indicator: Indicator, told: dict[str, Any]) -> None:
        whole, parts = told.get(_name(indicator, "total")), self._values(indicator, told)
        if whole is None:
            return
        if not parts:
            self.add_error(_name(indicator, "total"), _("Say how many are in each part, or in “unknown”."))
        elif sum(parts.values()) > whole:
            words = _("The parts make %(sum)s, which is more than all together.")
            told_sum = presentation.number(sum(parts.values()))
            self.add_error(_name(indicator, "total"), words % {"sum": told_sum})

    def _clean_source(self, indicator: Indicator, told: dict[str, Any]) -> None:
        for name, words in (
            ("source", _("Say who counted.")),
            ("source_date", _("Give the date of the source.")),
        ):
            own = _name(indicator, name)
            if not (told.get(own) or told.get(name) or {own, name} & self.errors.keys()):
                self.add_error(name, words)
        for name in ("source_date", _name(indicator, "source_date")):
            day = told.get(name)
            if isinstance(day, date) and day > timezone.localdate() and name not in self.errors:
                self.add_error(name, _("This date is in the future."))

    def _values(self, indicator: Indicator, told: Mapping[str, Any]) -> dict[str, Any]:
        values = {part: told.get(_name(indicator, part)) for part in self.parts(indicator)}
        return {part: value for part, value in values.items() if value is not None}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Return what is asked, by the name of the field, of numbers that can be read."""
        if not self.is_bound:
            return {}
        told = self.cleaned_data if self.errors is not None else {}  # reading the errors is what cleans
        found = {}
        for indicator in self.indicators:
            values = self._values(indicator, told)
            texts = {part: self._doubt(indicator, part, value) for part, value in values.items()}
            if _is_divided(indicator) and values:
                texts = {"total": self._doubt_of_whole(indicator, values, told.get(_name(indicator, "total")))}
            for part, text in texts.items():
                name = _name(indicator, part)
                if text and name not in self.errors:
                    token = f"{name}={sum(values.values()) if part == 'total' else values[part]}"
                    found[name] = Question(text, token, token in self.sure)
        return found

    def _doubt_of_whole(self, indicator: Indicator, values: dict[str, Any], whole: int | None) -> str:
        reckoned = sum(values.values())
        if whole is not None and reckoned < whole:
            numbers = {"sum": presentation.number(reckoned), "whole": presentation.number(whole)}
            return _("The parts make %(sum)s, and all together are %(whole)s; is that right?") % numbers
        return self._doubt(indicator, TOTAL, reckoned) if len(values) == len(self.parts(indicator)) else ""

    def _doubt(self, indicator: Indicator, part: str, value: Any) -> str:
        """Return what is odd about `value` beside what is published, as a question; else an empty text."""
        year, before = self.published.get((indicator.pk, part), ("", None))
        now = {"now": _written(value, indicator)}
        if before is not None and is_odd(float(value), float(before), least=1 if indicator.per else 10):
            words = _("In %(year)s you gave %(before)s; is %(now)s right?")
            return words % {"year": year, "before": _written(before, indicator), **now}
        people = self.entry.government.population if indicator.counts_persons and not indicator.per else None
        if people and value > people:
            words = _("%(people)s people live here; is %(now)s right?")
            return words % {"people": presentation.number(people), **now}
        return ""

    @property
    def sure(self) -> list[str]:
        data: Any = self.data if self.is_bound else self.initial
        return list(data.getlist("sure") if isinstance(data, QueryDict) else data.get("sure", []))

    def is_whole(self) -> bool:
        """Say whether these answers can be checked: all can be read, and what is odd is confirmed."""
        return self.is_valid() and all(question.is_confirmed for question in self.questions.values())

    def typed(self) -> dict[str, Any]:
        """Return what is kept: each answer as it was typed, readable or not, and what was confirmed."""
        texts = {name: NEVER.sub("", str(self.data.get(name) or ""))[: 2 * LONGEST] for name in self.fields}
        sure = {question.token for question in self.questions.values() if question.is_confirmed}
        return {name: text for name, text in texts.items() if text.strip()} | ({"sure": sorted(sure)} if sure else {})

    def values(self) -> dict[tuple[Indicator, str], Given]:
        """Return what is given of each cell. Of a valid form."""
        told = self.cleaned_data
        found = {}
        for indicator in self.indicators:
            facts: dict[str, Any] = {name: told.get(_name(indicator, name)) or told.get(name) for name in DETAILS}
            facts = {name: fact if name == "source_date" else fact or "" for name, fact in facts.items()}
            for part, value in self._values(indicator, told).items():
                base = told.get(_name(indicator, f"base-{part}"))
                found[indicator, part] = Given(value, base, **facts)
        return found

    def groups(self) -> list[Group]:
        found = []
        for indicator in self.indicators:
            own = [name for name in self.fields if name.startswith(_name(indicator, ""))]
            details = [_name(indicator, name) for name in DETAILS]
            numbers = [(self[name], self.questions.get(name)) for name in own if name not in details]
            is_open = any(self[name].value() or name in self.errors for name in details)
            found.append(Group(indicator, numbers, [self[name] for name in details], is_open))
        return found

    def common(self) -> list[forms.BoundField]:
        return [self[name] for name in EntryForm.base_fields]


def is_odd(now: float, before: float, *, least: int) -> bool:
    """Say whether a number is more than twice another one, or less than half of it, by `least` or more."""
    return max(now, before) > 2 * min(now, before) and abs(now - before) >= least


def mark(entry: Entry) -> str:
    """Return what stands for the answers of `entry` as they are stored."""
    return sha256(repr(sorted(entry.answers.items())).encode()).hexdigest()


def field_values(row: Figure) -> dict[str, str]:
    """Return the answers that a figure stands for, by the name of their fields."""
    facts = {row.part: row.value, f"base-{row.part}": row.base, **{name: getattr(row, name) for name in DETAILS}}
    return {_name(row.indicator, key): str(fact) for key, fact in facts.items() if fact not in (None, "")}


def _name(indicator: Indicator, rest: str) -> str:
    return f"n{indicator.pk}-{rest}"


def _unit(indicator: Indicator) -> str:
    unit = indicator.spoken.unit if indicator.spoken else ""
    return f"{unit[:1].upper()}{unit[1:]}"


def _is_divided(indicator: Indicator) -> bool:
    return bool(parts_of(indicator.breakdown)) and indicator.measure == Measure.COUNT


def _written(value: Any, indicator: Indicator) -> str:
    return presentation.number(value, indicator.measure)


def _number(kind: Any, label: str, hint: str = "", **more: Any) -> forms.Field:
    field: forms.Field = kind(label=label, help_text=hint, min_value=0, max_value=MOST, required=False, **more)
    written = (
        gettext_lazy("Write a number in digits, as in 12.5.")
        if more
        else gettext_lazy("Write a whole number, in digits.")
    )
    field.error_messages |= {"invalid": written, "min_value": written}
    field.widget = forms.TextInput(attrs={"inputmode": "decimal" if more else "numeric", "autocomplete": "off"})
    return field
