"""Tables of counts as networks have them, and an attacker who reckons with what was shown of them.

The attacker is written apart from the audit, by other means: bounds passed along sums until nothing moves, then linear
programs over all releases at once, whose answers are rounded inwards, as counts are whole.
"""

from dataclasses import dataclass, field
from math import ceil, floor, inf
from random import Random

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

from coalition.figures.disclosure.tables import Release, Sum, Table

ALL = "all"
ENOUGH = 5


@dataclass
class Shape:
    """Places and kinds of one table: who belongs to which territory, and which kinds divide a place."""

    places: list[str]
    territories: dict[str, list[str]]
    divisions: list[list[str]] = field(default_factory=list)


def draw_shape(random: Random) -> Shape:
    """Return two to four places in a region, perhaps an overlapping territory, and none to two divisions."""
    places = [f"p{number}" for number in range(random.randint(2, 4))]
    territories = {"region": places}
    if len(places) > 2 and random.random() < 0.5:
        territories["overlap"] = random.sample(places, random.randint(2, len(places) - 1))
    sizes = random.choice([[], [2], [3], [4], [2, 2], [2, 3]])
    divisions = [[f"d{number}.{kind}" for kind in range(size)] for number, size in enumerate(sizes)]
    return Shape(places, territories, divisions)


def draw_counts(random: Random, shape: Shape) -> dict[tuple[str, ...], int]:
    """Return the count of each place and combination of kinds: many small ones, some nought, a few large."""
    cells = [()]
    for division in shape.divisions:
        cells = [(*cell, kind) for cell in cells for kind in division]
    return {(place, *cell): _count(random) for place in shape.places for cell in cells}


def _count(random: Random) -> int:
    return random.choice([0, random.randint(0, 4), random.randint(1, 9), random.randint(5, 40), random.randint(5, 400)])


def build(shape: Shape, counts: dict[tuple[str, ...], int]) -> Table:
    """Return the table with all its totals: each division summed, each territory summed."""
    whole, sums = dict(counts), []
    for position, division in enumerate(shape.divisions, start=1):
        rows = {key[:position] + key[position + 1 :] for key in whole}
        for row in sorted(rows):
            parts = tuple((*row[:position], kind, *row[position:]) for kind in division)
            total = (*row[:position], ALL, *row[position:])
            whole[total] = sum(whole[part] for part in parts)
            sums.append(Sum(total, parts))
    for name, places in shape.territories.items():
        for rest in sorted({key[1:] for key in whole if key[0] in shape.places}):
            parts = tuple((place, *rest) for place in places)
            whole[name, *rest] = sum(whole[part] for part in parts)
            sums.append(Sum((name, *rest), parts))
    # A territory's own divisions follow from those of its places: the attacker is told them too.
    for line in list(sums):
        for name in shape.territories:
            if line.whole[0] == shape.places[0] and line.parts[0][0] == shape.places[0]:
                moved = [(name, *key[1:]) for key in line.keys]
                sums.append(Sum(moved[0], tuple(moved[1:])))
    totals = frozenset(key for key in whole if all(kind == ALL for kind in key[1:]))
    return Table(whole, tuple(sums), totals)


def revise(random: Random, counts: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Return the counts as a year later: some are corrected."""
    return {key: _count(random) if random.random() < 0.15 else count for key, count in counts.items()}


class Attacker:
    """Reads releases, and is told which hidden counts were not revised: the worst that can be."""

    def __init__(self, releases: list[Release]) -> None:
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

    def _open(self) -> list[tuple]:
        return [cell for cell, (low, high) in self.ranges.items() if low < high]

    def _optimise(self) -> None:
        cells = self._open()
        if not cells:
            return
        place = {cell: number for number, cell in enumerate(cells)}
        left, right = [], []
        for equation in self.equations:
            if any(cell in place for cell in equation):
                left.append([equation.get(cell, 0) for cell in cells])
                right.append(-sum(f * float(self.ranges[cell][0]) for cell, f in equation.items() if cell not in place))
        rules = [LinearConstraint(numpy.array(left), right, right)] if left else []
        box = Bounds(*numpy.array([self.ranges[cell] for cell in cells], dtype=float).T)
        seen = {cell: [inf, -inf] for cell in cells}
        for cell in self.hidden:
            for side in (0, 1) if cell in place else ():
                if seen[cell][0] <= 1 and seen[cell][1] >= ENOUGH:
                    break  # worlds found for other cells say that nothing can be told of this one
                goal = numpy.zeros(len(cells))
                goal[place[cell]] = -1.0 if side else 1.0
                answer = milp(goal, constraints=rules, bounds=box)  # no count need be whole: a plain linear program
                if answer.status:
                    continue  # without an end
                for other, value in zip(cells, answer.x, strict=True):
                    seen[other] = [min(seen[other][0], value), max(seen[other][1], value)]
                found = answer.x[place[cell]]
                self.ranges[cell][side] = floor(found + 1e-6) if side else ceil(found - 1e-6)
