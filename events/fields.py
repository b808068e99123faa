"""A kind of column: times without a zone."""

from datetime import datetime
from typing import Any

from django.db import models


class WallTimeField(models.Field):
    """A date and time on a clock, without a zone: `timestamp without time zone`.

    It is no DateTimeField, which Django and Wagtail convert from zone to zone.
    """

    def db_type(self, connection: Any) -> str:
        return "timestamp without time zone"

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if value is not None and not (isinstance(value, datetime) and value.tzinfo is None):
            raise TypeError(f"a wall time has no zone: {value!r}")
        return value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if hasattr(value, "resolve_expression") else self.to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the value as text: revisions of Wagtail take each `datetime` for one of the site's zone."""
        value = super().pre_save(model_instance, add)
        return value.isoformat() if isinstance(value, datetime) else value

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return value.isoformat() if value else ""
