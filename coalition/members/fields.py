"""A coordinate: rounded to the precision that is stored, never refused for being too exact."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db import models

DECIMAL_POINTS = str.maketrans(",٫٬", "..,")
CITY = Decimal("0.01")  # about a kilometre: no seat is stored more closely


def _rounded(value: Any) -> Any:
    try:
        return value.quantize(CITY, ROUND_HALF_UP) if isinstance(value, Decimal) else value
    except InvalidOperation:  # no number of this world: refused as every other that is out of range
        return value


def _with_point(value: Any) -> Any:
    return value.strip().translate(DECIMAL_POINTS) if isinstance(value, str) else value


class CoordinateFormField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        return _rounded(super().to_python(_with_point(value)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"step": "any"}  # else the browser refuses what we round


class CoordinateField(models.DecimalField):
    """Degrees. In the database, and so in migrations, it is a DecimalField."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def to_python(self, value: Any) -> Any:
        return _rounded(super().to_python(_with_point(value)))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": CoordinateFormField, **kwargs})
