"""By what the figures of an indicator are divided: short lists that are the same everywhere, so that figures compare.

Each person is in exactly one part of a list, and so the parts make the total. Sources: the age groups of the UN
*Minimum set of gender indicators*; the relationships of SDG indicators 5.2.1 and 5.2.2.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
