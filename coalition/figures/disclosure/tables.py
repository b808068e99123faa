"""A table of counts as a reader reckons with it: its cells, and the sums that are true of them."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

THRESHOLD = 5  # a count of persons below it is not shown (decision 0025-figures-that-give-nobody-away)

type Key = tuple[str, ...]


def tells_of_few(before: Iterable[int], now: Iterable[int]) -> bool:
    """Say whether counts of the same persons differ so little that the difference tells of one to four of them."""
    return any(0 < abs(one - other) < THRESHOLD for one, other in zip(before, now, strict=False))


class Untrue(ValueError):
    """The counts of a table do not add up, or one is below zero. `key` says where."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Sum:
    """What everybody knows without seeing a figure: `parts` make `whole`."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the whole and its parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Table:
    """Counts of persons, and the sums between them. `totals` are cells that no breakdown divides: a place in a year.

    Raises Untrue where the counts contradict a sum: an audit of such a table would prove nothing.
    """

    counts: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()
    totals: Set[Key] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for key, count in self.counts.items():
            if count < 0:
                raise Untrue(key)
        for line in self.sums:
            if self.counts[line.whole] != sum(self.counts[part] for part in line.parts):
                raise Untrue(line.whole)

    @cached_property
    def sums_of(self) -> dict[Key, list[Sum]]:
        """Return the sums in which each cell stands."""
        found: dict[Key, list[Sum]] = {key: [] for key in self.counts}
        for line in self.sums:
            for key in line.keys:
                found[key].append(line)
        return found

    def shows_zero(self, key: Key) -> bool:
        """Say whether `key` is a zero that tells of nobody: a total, or a part of such a zero.

        The total of a place says that nobody was counted there. A zero inside a breakdown says of all the persons
        of the place that they are elsewhere in it, and so is no better than a 1.
        """
        if self.counts[key]:
            return False
        wholes = (line.whole for line in self.sums_of[key] if key in line.parts)
        return key in self.totals or any(whole in self.totals and not self.counts[whole] for whole in wholes)


@dataclass(frozen=True)
class Release:
    """A table with the cells that it does not show. `name` says which, in the reasons of an audit."""

    table: Table
    hidden: Set[Key]
    name: str = ""

    @property
    def shown(self) -> dict[Key, int]:
        """Return the counts that everybody sees."""
        return {key: count for key, count in self.table.counts.items() if key not in self.hidden}
