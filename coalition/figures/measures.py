"""In what an indicator is told: whole numbers, or a share of those who were asked or live in the place."""

from decimal import Decimal

from django.db import models
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
