"""Which shares of persons may be shown (decision 0025-figures-that-give-nobody-away).

With its base a share says how many persons are meant, and how many are not: so it is held to what holds for these two
counts. No total is computed of shares; but the parts of one place and year may make a whole together, so that the last
of them is what the others leave: where one may not be shown, none is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .tables import THRESHOLD, Key

LEAST_BASE = 25  # fewer answers say nothing of a place. Source: Guide to DHS Statistics, on unweighted cases


@dataclass(frozen=True)
class Share:
    """So many of `per` (100: per cent) among `base` persons; `value` as it was written, without padding zeros."""

    value: Decimal
    per: int
    base: int | None

    @property
    def is_safe(self) -> bool:
        """Say whether the share tells of enough persons: those who are meant, and the others, each five or more.

        12 may stand for anything from 11.5 to 12.5: the least of it counts. Without a base nobody knows.
        """
        if self.base is None or self.base < LEAST_BASE:
            return False
        half = Decimal(1).scaleb(min(int(self.value.as_tuple().exponent), 0)) / 2
        meant, others = (self.value - half) * self.base, (self.per - self.value - half) * self.base
        return min(meant, others) >= THRESHOLD * self.per

    @property
    def people(self) -> tuple[int, ...]:
        """Return how many are in the base, how many of them are meant, and how many are not, as near as is written."""
        meant = round(self.value * (self.base or 0) / self.per)
        return (self.base, meant, self.base - meant) if self.base else ()


def unsafe(shares: Mapping[Key, Share]) -> frozenset[Key]:
    """Return the shares that are not shown, and with them their bases: all parts of a place and year, or none."""
    telling = {key[:2] for key, share in shares.items() if not share.is_safe}
    return frozenset(key for key in shares if key[:2] in telling)
