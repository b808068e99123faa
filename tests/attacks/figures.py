"""Tables of counts as networks have them, and an attacker who reckons with what was shown of them.

The attacker is written apart from the audit, by other means: bounds passed along sums until nothing moves, then linear
programs over all releases at once, by the simplex method, whose answers are rounded inwards, as counts are whole.
"""

from dataclasses import dataclass, field
from math import ceil, floor, inf
from random import Random

from coalition.figures.disclosure import ReleasedTable, Sum, Table

ALL = "all"
ENOUGH = 5
EXACT = 1e-9  # factors of sums stay small, and floating numbers nearly exact


@dataclass
class Shape:
    """Places and kinds of one table: who belongs to which territory, and which kinds divide a place, if any."""

    places: list[str]
    territories: dict[str, list[str]]
    kinds: list[str] = field(default_factory=list)


def draw_shape(random: Random) -> Shape:
    """Return two to four places in a region, perhaps an overlapping territory, and none to five kinds."""
    places = [f"p{number}" for number in range(random.randint(2, 4))]
    territories = {"region": places}
    if len(places) > 2 and random.random() < 0.5:
        territories["overlap"] = random.sample(places, random.randint(2, len(places) - 1))
    return Shape(places, territories, [f"kind{number}" for number in range(random.choice([0, 2, 3, 4, 5]))])


def draw_counts(random: Random, shape: Shape) -> dict[tuple[str, str], int]:
    """Return the count of each place and kind: many small ones, some nought, a few large."""
    return {(place, kind): _count(random) for place in shape.places for kind in shape.kinds or [ALL]}


def _count(random: Random) -> int:
    return random.choice([0, random.randint(0, 4), random.randint(1, 9), random.randint(5, 40), random.randint(5, 400)])


def build(shape: Shape, counts: dict[tuple[str, str], int]) -> Table:
    """Return the table with all its totals: the kinds of each place summed, each territory summed."""
    whole, sums = dict(counts), []
    if shape.kinds:
        for place in shape.places:
            parts = tuple((place, kind) for kind in shape.kinds)
            whole[place, ALL] = sum(whole[part] for part in parts)
            sums.append(Sum((place, ALL), parts))
    for name, places in shape.territories.items():
        for kind in {key[1]: None for key in whole if key[0] in shape.places}:
            parts = tuple((place, kind) for place in places)
            whole[name, kind] = sum(whole[part] for part in parts)
            sums.append(Sum((name, kind), parts))
        if shape.kinds:  # follows from the sums of its places: the attacker is told it too
            sums.append(Sum((name, ALL), tuple((name, kind) for kind in shape.kinds)))
    return Table(whole, tuple(sums), frozenset(key for key in whole if key[1] == ALL))


def revise(random: Random, counts: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return the counts as a year later: some are corrected."""
    return {key: _count(random) if random.random() < 0.15 else count for key, count in counts.items()}


class Attacker:
    """Reads releases, and is told which hidden counts were not revised: the worst that can be."""

    def __init__(self, releases: list[ReleasedTable]) -> None:
        self.ranges: dict[tuple, list[float]] = {}
        self.equations: list[dict[tuple, int]] = []
        for number, release in enumerate(releases):
            for key, count in release.table.counts.items():
                cell = (number, key)
                shown = key not in release.hidden
                self.ranges[cell] = [count, count] if shown else [int(key in release.table.totals), inf]
                for before in range(number):
                    if releases[before].table.counts.get(key) == count:
                        self.equations.append({cell: 1, (before, key): -1})
            for line in release.table.sums:
                equation = {(number, part): 1 for part in line.parts}
                self.equations.append({**equation, (number, line.whole): -1})
        self.hidden = [(number, key) for number, release in enumerate(releases) for key in sorted(release.hidden)]

    def learns(self) -> dict[tuple, tuple[float, float]]:
        """Return the least and the most that each hidden count may be."""
        self._pass_along()
        self._optimise()
        return {cell: tuple(self.ranges[cell]) for cell in self.hidden}

    def _pass_along(self) -> None:
        moved = True
        while moved:
            moved = False
            for equation in self.equations:
                for cell, factor in equation.items():
                    rest = [(other, f) for other, f in equation.items() if other != cell]
                    ends = [
                        sum(-f * factor * self.ranges[o][(f * factor > 0) == high] for o, f in rest) for high in (1, 0)
                    ]
                    low, high = max(self.ranges[cell][0], min(ends)), min(self.ranges[cell][1], max(ends))
                    if [low, high] != self.ranges[cell]:
                        self.ranges[cell], moved = [low, high], True

    def _optimise(self) -> None:
        cells = [cell for cell, (low, high) in self.ranges.items() if low < high]
        place = {cell: number for number, cell in enumerate(cells)}
        lows = [self.ranges[cell][0] for cell in cells]
        rows, rests = [], []
        for equation in self.equations:
            if row := {place[cell]: factor for cell, factor in equation.items() if cell in place}:
                rows.append(row)
                rests.append(-sum(factor * self.ranges[cell][0] for cell, factor in equation.items()))
        program = Program(rows, rests, len(cells))  # of what each is above its least
        seen = {cell: [inf, -inf] for cell in cells}
        for cell in self.hidden:
            for side in (0, 1) if cell in place else ():
                if seen[cell][0] <= 1 and seen[cell][1] >= ENOUGH:
                    break  # worlds found for other cells say that nothing can be told of this one
                world = program.extreme(place[cell], -1 if side else 1)
                if world is None:
                    continue  # without an end
                for other, low, above in zip(cells, lows, world, strict=True):
                    seen[other] = [min(seen[other][0], low + above), max(seen[other][1], low + above)]
                found = lows[place[cell]] + world[place[cell]]
                self.ranges[cell][side] = floor(found + 1e-6) if side else ceil(found - 1e-6)


class Program:
    """Equations over numbers that are not below zero. Source: Dantzig's simplex method with the rule of Bland."""

    def __init__(self, rows: list[dict[int, int]], rests: list[float], width: int) -> None:
        self.width, self.rows, self.basis = width, [], [None] * len(rows)
        for row, rest in zip(rows, rests, strict=True):
            line = [float(row.get(column, 0)) for column in range(width)] + [rest]
            self.rows.append([-value for value in line] if rest < 0 else line)
        self._descend([-sum(column) for column in zip(*self.rows, strict=True)] or [0.0] * (width + 1))
        for number in range(len(self.rows)):
            told = (column for column in range(width) if abs(self.rows[number][column]) > EXACT)
            if self.basis[number] is None and (column := next(told, None)) is not None:
                self._pivot(number, column)
        kept = [number for number, column in enumerate(self.basis) if column is not None]
        self.rows, self.basis = [self.rows[n] for n in kept], [self.basis[n] for n in kept]

    def extreme(self, column: int, sign: int) -> list[float] | None:
        """Return the numbers where that of `column` is least (`sign` 1) or most (-1); None where it has no end."""
        goal = [0.0] * (self.width + 1)
        goal[column] = sign
        for row, base in zip(self.rows, self.basis, strict=True):
            if base == column:
                goal = [value - sign * other for value, other in zip(goal, row, strict=True)]
        if not self._descend(goal):
            return None
        world = [0.0] * self.width
        for row, base in zip(self.rows, self.basis, strict=True):
            world[base] = row[-1]
        return world

    def _descend(self, goal: list[float]) -> bool:
        while (column := next((c for c in range(self.width) if goal[c] < -EXACT), None)) is not None:
            ratios = [
                (row[-1] / row[column], -1 if self.basis[number] is None else self.basis[number], number)
                for number, row in enumerate(self.rows)
                if row[column] > EXACT
            ]
            if not ratios:
                return False
            self._pivot(min(ratios)[2], column, goal)
        return True

    def _pivot(self, number: int, column: int, goal: list[float] | None = None) -> None:
        factor = self.rows[number][column]
        line = self.rows[number] = [value / factor for value in self.rows[number]]
        told = [(place, value) for place, value in enumerate(line) if value]
        for row in [*self.rows[:number], *self.rows[number + 1 :], *([goal] if goal else [])]:
            if by := row[column]:
                for place, value in told:
                    row[place] -= by * value
        self.basis[number] = column
