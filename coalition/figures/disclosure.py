"""Which figures of persons are not shown, so that nobody can be found (decision 0025-figures-that-give-nobody-away).

The threshold rule of national statistics offices, with secondary suppression that looks at no count: where one part of
a place is hidden all its parts are, and where one place is hidden so is every territory that adds it up. What is known
from earlier releases is reckoned with. Source: Hundepool et al., *Statistical Disclosure Control* (2012), chapter 4.
Nothing here knows of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import combinations

THRESHOLD = 5  # a count of persons below it is not shown
LEAST_BASE = 25  # fewer answers say nothing of a place. Source: Guide to DHS Statistics, on unweighted cases
MOST_ROUNDS = 1000  # of passing bounds along sums
TRIES = 500  # steps of the search for one world

type Key = tuple[str, ...]
type Cell = tuple[Key, int]  # with its count: equal in two releases, it is one number that nobody knows
type Bounds = dict[Cell, tuple[int, int]]
type Equation = tuple[dict[Cell, int], int]  # factors of unknown cells, and what they make


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
    def is_territory(self) -> bool:
        return any(part[0] != self.whole[0] for part in self.parts)


@dataclass(frozen=True)
class Table:
    """Counts of persons, and the sums between them. `totals` are cells that no breakdown divides: a place in a year.

    Raises Untrue where the counts contradict a sum: nothing could be said of who is found in such a table.
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
    def _in_nought(self) -> frozenset[Key]:
        wholes = (line for line in self.sums if line.whole in self.totals and not self.counts[line.whole])
        return frozenset(part for line in wholes for part in line.parts)

    def shows_zero(self, key: Key) -> bool:
        """Say whether `key` is a zero that tells of nobody: a total, or a part of such a zero.

        The total of a place says that nobody was counted there. A zero inside a breakdown says of all the persons
        of the place that they are elsewhere in it, and so is no better than a 1.
        """
        return not self.counts[key] and (key in self.totals or key in self._in_nought)


@dataclass(frozen=True)
class ReleasedTable:
    table: Table
    hidden: Set[Key]

    @property
    def shown(self) -> dict[Key, int]:
        return {key: count for key, count in self.table.counts.items() if key not in self.hidden}


@dataclass(frozen=True)
class Breach:
    """A hidden cell that is given away: the least and the most that a reader must think possible."""

    key: Key
    low: int
    high: int


class CannotProtect(Exception):
    """Nothing more that could be hidden keeps what must be kept: `breaches` say what is given away."""

    def __init__(self, breaches: list[Breach]) -> None:
        super().__init__(breaches)
        self.breaches = breaches


def small(table: Table) -> frozenset[Key]:
    """Return the cells whose count is under the threshold, but zeros that tell of nobody."""
    return frozenset(key for key, count in table.counts.items() if count < THRESHOLD and not table.shows_zero(key))


def protect(table: Table, earlier: Sequence[ReleasedTable] = ()) -> frozenset[Key]:
    """Return the cells of `table` to hide, so that nobody reckons a small one from it and the releases `earlier`.

    What an earlier release hid stays hidden until it is revised. Where a part would be given away, its total is
    hidden too. Raises CannotProtect.
    """
    before = _shown(earlier)
    kept = {(key, release.table.counts[key]) for release in earlier for key in release.hidden} - before
    hidden = {*small(table), *(key for key, _count in kept & table.counts.items())}
    while True:
        _hide_with(hidden, table)
        breaches = audit([ReleasedTable(table, hidden), *earlier])
        given_away = {breach.key for breach in breaches}
        wholes = {line.whole for line in table.sums if given_away.intersection(line.parts) and not line.is_territory}
        more = {key for key in wholes - hidden if table.counts[key] and (key, table.counts[key]) not in before}
        if not more:
            break
        hidden |= more
    if breaches:
        raise CannotProtect(breaches)
    return frozenset(hidden)


def _hide_with(hidden: set[Key], table: Table) -> None:
    """Hide all parts of a place where one is hidden or their total is, and each territory with a hidden part."""
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in table.sums:
            if line.is_territory and hidden.intersection(line.parts):
                hidden.add(line.whole)
            elif not line.is_territory and hidden.intersection([line.whole, *line.parts]):
                hidden.update(line.parts)


def audit(releases: Sequence[ReleasedTable]) -> list[Breach]:
    """Return the hidden cells of `releases` that a reader of all of them learns: none, or nothing is published.

    The reader knows every sum, that counts are whole and not below zero, and even which figures were not revised. A
    small count must be able to be 1 and to be 5, a larger one two things. The sum of a territory is no secret of its
    own: it is hidden for the sake of its places.
    """
    known, equations = _shown(releases), _equations(releases)
    bounds = _narrow(_first_bounds(releases), equations)
    if bounds is None:
        raise ValueError("The counts themselves are a world that makes every sum true.")
    secrets: set[Cell] = set()
    for release in releases:
        territories = {line.whole for line in release.table.sums if line.is_territory}
        secrets |= {(key, release.table.counts[key]) for key in release.hidden - territories}
    worlds: list[dict[Cell, int]] = [{cell: cell[1] for cell in bounds}]
    breaches = []
    for cell in sorted(secrets):
        key, count = cell
        if cell in known:
            if count < THRESHOLD:
                breaches.append(Breach(key, count, count))
            continue
        low, high = bounds[cell]
        if count < THRESHOLD:
            low = low if _has_world(cell, (low, 1), worlds, bounds, equations) else max(low, 2)
            high = high if _has_world(cell, (THRESHOLD, high), worlds, bounds, equations) else min(high, THRESHOLD - 1)
            is_kept = low <= 1 and high >= THRESHOLD
        else:
            others = [(low, count - 1), (count + 1, high)]
            is_kept = any(_has_world(cell, ends, worlds, bounds, equations) for ends in others)
            low, high = (low, high) if is_kept else (count, count)
        if not is_kept:
            breaches.append(Breach(key, low, high))
    return breaches


def _has_world(
    cell: Cell,
    ends: tuple[int, int],
    worlds: list[dict[Cell, int]],
    bounds: Bounds,
    equations: list[Equation],
) -> bool:
    """Say whether `cell` can be within `ends` in a world that a reader must think possible; keep it among `worlds`.

    Searched exactly: each cell stays as near to its count as the sums leave, and where a sum is not true then, one of
    its cells makes up for it, is less, or is more. What TRIES steps do not settle counts as given away.
    """
    if any(ends[0] <= world[cell] <= ends[1] for world in worlds):
        return True
    stack = [bounds | {cell: ends}] if ends[0] <= ends[1] else []
    for _try in range(TRIES):
        if not stack:
            break
        found = _narrow(stack.pop(), equations)
        if found is None:
            continue
        world = {one: min(max(one[1], low), high) for one, (low, high) in found.items()}
        lacks = ((factors, rest - sum(factors[one] * world[one] for one in factors)) for factors, rest in equations)
        factors, lack = next((wrong for wrong in lacks if wrong[1]), ({}, 0))
        if not lack:
            worlds.append(world)
            return True
        unsettled = [one for one in factors if found[one][0] < found[one][1]]
        if not unsettled:
            continue
        one = max(unsettled, key=lambda one: found[one][1] - found[one][0])
        low, high = found[one]
        value = min(max(world[one] + factors[one] * lack, low), high)
        others = [found | {one: part} for part in ((low, value - 1), (value + 1, high)) if part[0] <= part[1]]
        stack += [*others, found | {one: (value, value)}]
    return False


def _shown(releases: Iterable[ReleasedTable]) -> set[Cell]:
    return {cell for release in releases for cell in release.shown.items()}


def _first_bounds(releases: Sequence[ReleasedTable]) -> Bounds:
    most = max((count for release in releases for count in release.table.counts.values()), default=0) + 2 * THRESHOLD
    return {
        (key, release.table.counts[key]): (int(key in release.table.totals), most)
        for release in releases
        for key in release.hidden
    }


def _narrow(bounds: Bounds, equations: Sequence[Equation]) -> Bounds | None:
    """Return the least and the most that each hidden cell may be, by what the sums leave of each other within
    `bounds`; None where nothing is left of one."""
    bounds = dict(bounds)
    for _round in range(MOST_ROUNDS):
        is_narrower = False
        for factors, rest in equations:
            ends = {
                cell: bounds[cell] if factor > 0 else (-bounds[cell][1], -bounds[cell][0])
                for cell, factor in factors.items()
            }
            least, top = sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())
            if not least <= rest <= top:
                return None
            for cell, factor in factors.items():
                # Factors are 1 and -1: what the others leave of the rest.
                low, high = rest - top + ends[cell][1], rest - least + ends[cell][0]
                if low > ends[cell][0] or high < ends[cell][1]:
                    low, high = max(low, ends[cell][0]), min(high, ends[cell][1])
                    if low > high:
                        return None
                    bounds[cell] = (low, high) if factor > 0 else (-high, -low)
                    is_narrower = True
        if not is_narrower:
            break
    return bounds


def _equations(releases: Sequence[ReleasedTable]) -> list[Equation]:
    """Return the sums over cells that nobody sees, and what two that have cells in common say without them."""
    known = _shown(releases)
    found: list[Equation] = []
    by_cell: dict[Cell, set[int]] = defaultdict(set)
    for release in releases:
        for line in release.table.sums:
            signed = [(line.whole, -1), *((part, 1) for part in line.parts)]
            signs = {(key, release.table.counts[key]): sign for key, sign in signed}
            factors = {cell: sign for cell, sign in signs.items() if cell not in known}
            equation = (factors, -sum(sign * cell[1] for cell, sign in signs.items() if cell in known))
            if factors and equation not in found:
                for cell in factors:
                    by_cell[cell].add(len(found))
                found.append(equation)
    pairs = {pair for numbers in by_cell.values() for pair in combinations(sorted(numbers), 2)}
    return found + [made for one, other in sorted(pairs) if (made := _without_common(found[one], found[other]))]


def _without_common(one: Equation, other: Equation) -> Equation | None:
    """Return what two equations say without the cells that both have; None where a cell would count twice."""
    sign = next(one[0][cell] * other[0][cell] for cell in one[0] if cell in other[0])
    factors = {cell: one[0].get(cell, 0) - sign * other[0].get(cell, 0) for cell in one[0] | other[0]}
    factors = {cell: factor for cell, factor in factors.items() if factor}
    return (factors, one[1] - sign * other[1]) if factors and set(factors.values()) <= {1, -1} else None


def tells_of_few(before: Iterable[int], now: Iterable[int]) -> bool:
    """Say whether counts of the same persons differ so little that the difference tells of one to four of them."""
    return any(0 < abs(one - other) < THRESHOLD for one, other in zip(before, now, strict=False))


@dataclass(frozen=True)
class Share:
    """So many of `per` (100: per cent) among `base` persons; `value` as it was written, without padding zeros.

    With its base a share says how many persons are meant, and how many are not: so it is held to what holds for these
    two counts (decision 0025-figures-that-give-nobody-away).
    """

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
        """How many are in the base, how many of them are meant, and how many are not, as near as is written."""
        meant = round(self.value * (self.base or 0) / self.per)
        return (self.base, meant, self.base - meant) if self.base else ()


def unsafe(shares: Mapping[Key, Share]) -> frozenset[Key]:
    """Return the shares that are not shown, and with them their bases: all parts of a place and year, or none.

    The parts may make a whole together, so that the last of them is what the others leave.
    """
    telling = {key[:2] for key, share in shares.items() if not share.is_safe}
    return frozenset(key for key in shares if key[:2] in telling)
