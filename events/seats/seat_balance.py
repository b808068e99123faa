"""How the seats of one event stand: which claims still fit into every quota, and which seats are kept for others.

Decision 0015-seats-under-one-lock. No query is made here: `registrations.seating` reads what stands under the lock.

A *group* is everyone who takes a seat of some kind, or comes from some region; a *claim* is one person's wish for a
seat of one category. A pool is a group with a limit: the whole event, each kind of seats, each
quota that has one. Somebody gets a seat when each pool that they are in has one left, beside the seats that are kept
in it for others and not taken yet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from .models import Quota


@dataclass(frozen=True)
class Group:
    """Who is meant: "" stands for anyone."""

    kind: str = ""
    region: str = ""

    def holds(self, other: "Group") -> bool:
        """Say whether everyone of `other` is of this group."""
        return self.kind in ("", other.kind) and self.region in ("", other.region)


@dataclass(frozen=True)
class Claim:
    """One person's wish: a seat of `category`, which is of `kind`, and from where they come."""

    category: int
    kind: str = ""
    region: str = ""

    @property
    def group(self) -> Group:
        """The smallest group that this person is of."""
        return Group(self.kind, self.region)


@dataclass(frozen=True)
class Seats:
    """Seats that are counted together: of one category, which has room for everybody where there is no `capacity`."""

    kind: str
    capacity: int | None


class Standing:
    def __init__(
        self, seats: Mapping[int, Seats], quotas: Iterable[Quota], taken: Mapping[Claim, int], remaining: timedelta
    ) -> None:
        """Count `taken` seats, by claim, against `seats` by category and `quotas`; the start is `remaining` away."""
        self.seats = seats
        self.limits: dict[Group, int] = {}
        self.kept: dict[Group, int] = {}
        for quota in quotas:
            group = Group(quota.kind, quota.region)
            if quota.at_most is not None:
                self.limits[group] = quota.at_most
            if kept := quota.kept(remaining):
                self.kept[group] = kept
        self._add_pools_of_seats()
        self._groups = {*self.limits, *self.kept}
        self.of_category: Counter[int] = Counter()
        self.of_group: Counter[Group] = Counter()
        for claim, number in taken.items():
            self.take(claim, number)

    def _add_pools_of_seats(self) -> None:
        """Let the seats of each kind, and all of them, be pools: only there are seats of several categories kept."""
        if not self.kept:
            return
        for kind in {"", *(seats.kind for seats in self.seats.values())}:
            numbers = [seats.capacity for seats in self.seats.values() if kind in ("", seats.kind)]
            total = sum(number for number in numbers if number is not None)
            pool = Group(kind)
            if None not in numbers:
                self.limits[pool] = min(total, self.limits.get(pool, total))

    def admits(self, claim: Claim) -> bool:
        """Say whether `claim` fits: into its category, and into each pool beside what is kept for others there."""
        seats = self.seats.get(claim.category)
        if seats is None:
            return False
        if seats.capacity is not None and self.of_category[claim.category] >= seats.capacity:
            return False
        return not self.full_for(claim)

    def full_for(self, claim: Claim) -> list[Group]:
        """Return the pools, beside its category, that have no seat for `claim`."""
        pools = sorted(self._around(claim) & self.limits.keys(), key=_breadth)
        return [pool for pool in pools if not self._has_room(pool, claim.group)]

    def take(self, claim: Claim, number: int = 1) -> None:
        """Count `number` more seats for `claim`; a negative number gives them back."""
        self.of_category[claim.category] += number
        for group in self._around(claim):
            self.of_group[group] += number

    def _around(self, claim: Claim) -> set[Group]:
        """Return the groups with a limit, or with kept seats, that `claim` is of: four at most."""
        return self._groups & {Group(*key) for key in product({"", claim.kind}, {"", claim.region})}

    def _has_room(self, pool: Group, person: Group) -> bool:
        taken, limit = self.of_group[pool] + 1, self.limits[pool]
        if taken > limit:
            return False
        inside = [group for group in self.kept if group != pool and pool.holds(group)]
        after = self._kept_within(inside, person)
        # Who takes a seat that is kept for them gets it also where more were kept than there are.
        return taken + after <= limit or after < self._kept_within(inside, None)

    def _kept_within(self, groups: list[Group], person: Group | None) -> int:
        """Return how many seats are kept for `groups` and not taken, with `person` having one.

        What is kept for a group within another is a part of what is kept for the other.
        """
        inner: dict[Group | None, int] = {}
        for group in sorted(groups, key=_breadth):  # the smallest first
            taken = self.of_group[group] + (person is not None and group.holds(person))
            left = max(self.kept[group] - taken, inner.get(group, 0), 0)
            outer = [other for other in groups if other != group and other.holds(group)]
            parent = min(outer, key=_breadth, default=None)
            inner[parent] = inner.get(parent, 0) + left
        return inner.get(None, 0)


def _breadth(group: Group) -> tuple[int, str, str]:
    """Order groups: those with fewer people first."""
    return (group.kind == "") + 2 * (group.region == ""), group.kind, group.region
