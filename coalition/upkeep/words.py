from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from coalition import dates


@dataclass(frozen=True)
class Words:
    """A sentence that is said in the language of whoever reads it: a message of the catalogs, and what stands in it.

    `day` is a date as ISO 8601 has it.
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {**self.values}
        if day := shown.get("day"):
            shown["day"] = dates.day(date.fromisoformat(day))
        return gettext(self.text) % shown
