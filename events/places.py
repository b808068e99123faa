"""How full an event is, as the public is told: in words.

A number would tell who registers: whoever enters another person's address, and sees the number before and after,
learns whether that address was registered already. Editors see numbers in the CMS (viewsets.seats_taken).
"""

from collections.abc import Iterable
from typing import Any

from .models import SeatCategory

FEW = 5  # seats, and fewer: "only a few"


def places_left(categories: Iterable[SeatCategory]) -> list[dict[str, Any]]:
    """Return the name of each of `categories` (annotated with seats), and how many are left: "many", "few" or "no"."""
    return [{"name": str(category), "left": _word(category.capacity - category.confirmed)} for category in categories]


def _word(free: int) -> str:
    return "no" if free <= 0 else "few" if free <= FEW else "many"
