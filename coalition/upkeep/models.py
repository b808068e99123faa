from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import get_language_bidi, gettext

from coalition import dates


@dataclass(frozen=True)
class Words:
    """A sentence that is said in the language of whoever reads it: a message of the catalogs, and what stands in it.

    `day` is a date as ISO 8601 has it.
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        around = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}") if get_language_bidi() else ("", "")
        shown = {name: str(value).join(around) for name, value in self.values.items()}
        if day := self.values.get("day"):
            shown["day"] = dates.day(date.fromisoformat(day))
        return gettext(self.text) % shown


class Alarm(models.Model):
    """A condition that holds, from the first time that it was seen until it was not seen for a while."""

    ignore_in_cache = True

    condition = models.CharField(max_length=20, primary_key=True)
    text = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    is_told = models.BooleanField(default=False)

    class Meta:
        ordering = ("began_at", "condition")

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> Words:
        return Words(self.text, self.values)
