"""In what an indicator is told: whole numbers, or a share of those who were asked or live in the place."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_DECIMALS = 4


class Measure(models.TextChoices):
    """What the values of an indicator are. A share is never added up, and never taken for a count."""

    COUNT = "count", pgettext_lazy("measure of an indicator", "Whole number")
    PERCENT = "per-100", pgettext_lazy("measure of an indicator", "Share, in per cent")
    THOUSAND = "per-1000", pgettext_lazy("measure of an indicator", "Rate per 1,000")
    HUNDRED_THOUSAND = "per-100000", pgettext_lazy("measure of an indicator", "Rate per 100,000")


def per_of(measure: str) -> int:
    """Return of how many a share is told, such as 100 for per cent; 0 for whole numbers."""
    return 0 if measure == Measure.COUNT else int(measure.removeprefix("per-"))


def plain(value: Decimal) -> Decimal:
    """Return `value` without the zeros that pad it: 20 for 20.0000."""
    whole = value.quantize(Decimal(1))
    return whole if whole == value else value.normalize()


class PlainDecimalField(models.DecimalField):
    """A decimal that is read without the zeros with which its column pads it."""

    def deconstruct(self):  # type: ignore[no-untyped-def]
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def from_db_value(self, value: Decimal | None, _expression: object, _connection: object) -> Decimal | None:
        return None if value is None else plain(value)


TOTAL = ""


class Breakdown(models.TextChoices):
    """A list of parts. A new one is a decision: every town would have to count by it."""

    NONE = "none", pgettext_lazy("breakdown of figures", "None")
    AGE = "age", _("Age")
    RELATION = "relation", _("Relationship with the aggressor")


PARTS: dict[Breakdown, dict[str, Any]] = {
    Breakdown.NONE: {},
    Breakdown.AGE: {
        "under-18": _("Under 18"),
        "18-29": pgettext_lazy("years of age", "18 to 29"),
        "30-44": pgettext_lazy("years of age", "30 to 44"),
        "45-59": pgettext_lazy("years of age", "45 to 59"),
        "60-over": _("60 and over"),
        "age-unknown": _("Age unknown"),
    },
    Breakdown.RELATION: {
        "partner": _("Partner or former partner"),
        "family": _("Another member of the family"),
        "known": _("Another person she knows"),
        "stranger": _("A stranger"),
        "relation-unknown": _("Relationship unknown"),
    },
}


def parts_of(breakdown: str) -> dict[str, str]:
    return {code: str(name) for code, name in PARTS[Breakdown(breakdown)].items()}


def part_name(code: str) -> str:
    if code == TOTAL:
        return str(pgettext_lazy("all parts of a breakdown", "Total"))
    return next((str(parts[code]) for parts in PARTS.values() if code in parts), code)


ALL_PARTS = [(code, name) for parts in PARTS.values() for code, name in parts.items()]
