"""The attacker's audit: what somebody learns of each hidden cell from everything that was ever shown.

The attacker knows every shown figure of this table and of the earlier ones, all sums between cells, that counts are
whole and not below zero, that a total of zero is never hidden, and even which figures were not revised since. Two
integer programs for each hidden cell give the smallest and the largest count that fit all of it.
Source: Duncan, Elliot and Salazar-González, *Statistical Confidentiality* (2011), chapter 4.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from .tables import THRESHOLD, Key, Release, Table

AUDIT_SECONDS = 20.0  # for everything that is reckoned of one table: whoever waits for the answer sits at a page

type Unknown = tuple[Key, int]  # a cell with its count: equal in two releases, it is one number that nobody knows
type Line = dict[Unknown, int]


@dataclass(frozen=True)
class Bounds:
    """The smallest and the largest count that an attacker must think possible."""

    low: int
    high: int


@dataclass(frozen=True)
class Breach:
    """A hidden cell that is given away: what is learnt of it; without `bounds`, nobody could reckon it in time."""

    key: Key
    bounds: Bounds | None


class System:
    """All that is known, as equations over the counts that are not."""

    def __init__(self, releases: Sequence[Release]) -> None:
        self.known = {(key, count) for release in releases for key, count in release.shown.items()}
        self.lowest: dict[Unknown, int] = {}
        self.most = 2 * THRESHOLD
        self._lines: dict[Unknown, list[tuple[Line, int]]] = defaultdict(list)
        for release in releases:
            self._add(release)

    def _add(self, release: Release) -> None:
        counts = release.table.counts
        # An attacker who takes more for impossible than is true learns more: so this bound is on the safe side.
        self.most = max(self.most, max(counts.values(), default=0) + 2 * THRESHOLD)
        for key in release.hidden:
            self.lowest[key, counts[key]] = int(key in release.table.totals)
        for line in release.table.sums:
            unknown: Line = {}
            rest = 0
            for key, sign in ((line.whole, -1), *((part, 1) for part in line.parts)):
                if (key, counts[key]) in self.known:
                    rest -= sign * counts[key]
                else:
                    unknown[key, counts[key]] = unknown.get((key, counts[key]), 0) + sign
            for cell in unknown:
                self._lines[cell].append((unknown, rest))

    def around(self, cell: Unknown) -> tuple[list[Unknown], list[tuple[Line, int]]]:
        """Return the unknowns that hang together with `cell`, itself first, and the equations between them."""
        found, lines = {cell: None}, {}
        waiting = [cell]
        while waiting:
            for line, rest in self._lines[waiting.pop()]:
                if id(line) not in lines:
                    lines[id(line)] = (line, rest)
                    waiting += [other for other in line if other not in found]
                    found |= dict.fromkeys(line)
        return list(found), list(lines.values())


class Unsolved(Exception):
    """The solver has no answer in time, or one that is none."""


def deadline() -> float:
    """Return until when a table that is looked at from now on must be reckoned, on the clock of `monotonic`."""
    return monotonic() + AUDIT_SECONDS


class Attacker:
    """Reckons what each hidden count may be.

    Every answer is a world that fits all that is shown, and mostly says enough of other cells: it is remembered. A
    world stays possible when more is hidden, so it outlasts `look_at`.
    """

    def __init__(self, releases: Sequence[Release], until: float | None = None) -> None:
        self._until = deadline() if until is None else until
        self._reached: dict[Unknown, Bounds] = {}
        self._rule_alone = System([_bare(release.table) for release in releases])
        self.look_at(releases)

    def look_at(self, releases: Sequence[Release]) -> None:
        """Reckon with `releases` from now on, in which as much is hidden as before, or more."""
        self.system = System(releases)

    def bounds(self, cell: Unknown) -> Bounds:
        """Return the least and the most that `cell` may be. Raises Unsolved."""
        if cell in self.system.known:
            return Bounds(cell[1], cell[1])
        return Bounds(self._extreme(cell, 1), self._extreme(cell, -1))

    def least_by_rule(self, cell: Unknown) -> int:
        """Return what is known of `cell` even of a table that shows nothing: two towns that are not nought make two."""
        return _solve(self._rule_alone, *self._rule_alone.around(cell), 1, self._until)[0]

    def is_kept_from(self, cell: Unknown) -> bool:
        """Say whether `cell` stays a secret: a small count may be anything from 1 to the threshold at least.

        From more than 1 only where the rule itself says so, as of a table that shows nothing else. A larger count is
        hidden for the sake of a small one: nobody learns exactly which it is. Raises Unsolved.
        """
        if cell in self.system.known:
            return False
        count = cell[1]
        found = self._reached.get(cell, Bounds(count, count))
        if count < THRESHOLD:
            low = found.low if found.low <= 1 else self._extreme(cell, 1)
            return (low <= 1 or low <= self.least_by_rule(cell)) and (
                found.high >= THRESHOLD or self._extreme(cell, -1) >= THRESHOLD
            )
        return found.low < found.high or self._extreme(cell, 1) < count or self._extreme(cell, -1) > count

    def _extreme(self, cell: Unknown, sign: int) -> int:
        """Return the least (`sign` 1) or the most (-1) that `cell` may be."""
        unknowns, lines = self.system.around(cell)
        world = _solve(self.system, unknowns, lines, sign, self._until)
        for other, count in zip(unknowns, world, strict=True):
            found = self._reached.get(other, Bounds(other[1], other[1]))
            self._reached[other] = Bounds(min(found.low, count), max(found.high, count))
        return world[0]


def _bare(table: Table) -> Release:
    """Return a release that shows nothing but the zeros which every release shows."""
    return Release(table, frozenset(key for key in table.counts if not table.shows_zero(key)))


def _solve(
    system: System, unknowns: list[Unknown], lines: list[tuple[Line, int]], sign: int, until: float
) -> list[int]:
    """Return the counts of `unknowns` in a world where the first is as small (`sign` 1) or large (-1) as can be.

    Raises Unsolved when there is no answer at `until`, or one that does not fit once it is rounded.
    """
    if not lines:
        return [system.lowest[unknowns[0]] if sign == 1 else system.most]
    seconds = until - monotonic()
    if seconds <= 0:
        raise Unsolved
    import numpy  # late: nobody but who prepares a release solves anything
    from scipy.optimize import Bounds as Box
    from scipy.optimize import LinearConstraint, milp

    column = {cell: number for number, cell in enumerate(unknowns)}
    matrix = numpy.zeros((len(lines), len(unknowns)))
    for row, (line, _rest) in enumerate(lines):
        for cell, factor in line.items():
            matrix[row, column[cell]] = factor
    rests = numpy.array([rest for _line, rest in lines])
    wanted = numpy.zeros(len(unknowns))
    wanted[0] = sign
    answer = milp(
        wanted,
        constraints=LinearConstraint(matrix, rests, rests),
        integrality=numpy.ones(len(unknowns), dtype=numpy.int_),
        bounds=Box(numpy.array([system.lowest[cell] for cell in unknowns]), numpy.full(len(unknowns), system.most)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if answer.status != 0:
        raise Unsolved(answer.message)
    world = [round(count) for count in answer.x]
    if not _fits(system, dict(zip(unknowns, world, strict=True)), lines):
        raise Unsolved
    return world


def _fits(system: System, world: Line, lines: list[tuple[Line, int]]) -> bool:
    """Say whether `world` fits in whole numbers: the solver reckons with fractions, nearly right."""
    return all(system.lowest[cell] <= count <= system.most for cell, count in world.items()) and all(
        sum(factor * world[cell] for cell, factor in line.items()) == rest for line, rest in lines
    )


def audit(
    table: Table, hidden: Iterable[Key], earlier: Sequence[Release] = (), until: float | None = None
) -> list[Breach]:
    """Return the cells that showing `table` without `hidden`, after `earlier`, gives away: none, or it is not shown.

    The first cell that cannot be reckoned until `until` ends it: the table is refused anyway.
    """
    releases = [Release(table, frozenset(hidden)), *earlier]
    attacker = Attacker(releases, until)
    breaches = []
    for cell in secrets(releases):
        try:
            if not attacker.is_kept_from(cell):
                breaches.append(Breach(cell[0], attacker.bounds(cell)))
        except Unsolved:
            return [*breaches, Breach(cell[0], None)]
    return breaches


def secrets(releases: Sequence[Release]) -> list[Unknown]:
    """Return what must stay hidden: every count that one of `releases` hides, but large ones that another shows."""
    shown = {cell for release in releases for cell in release.shown.items()}
    hidden = {(key, release.table.counts[key]) for release in releases for key in release.hidden}
    return sorted(cell for cell in hidden if cell[1] < THRESHOLD or cell not in shown)
