"""How an attacker's guesses are counted: medians, and the area under the ROC curve."""

import os
import time
from collections.abc import Callable, Sequence
from statistics import median

Acts = Sequence[Callable[[], object]]
LONG = os.environ.get("ATTACK") == "long"  # `make attack`


def rounds(short: int, long: int) -> int:
    """Return how often to try: `short`, or `long` in `make attack`."""
    return long if LONG else short


def took(
    first: Sequence[Callable[[], object]], second: Sequence[Callable[[], object]]
) -> tuple[list[float], list[float]]:
    """Return the seconds that each took of what is done in pairs, one of each, now this one first and now that."""
    times: tuple[list[float], list[float]] = ([], [])
    for number, pair in enumerate(zip(first, second, strict=True)):
        for place in (0, 1) if number % 2 else (1, 0):
            began = time.perf_counter()
            pair[place]()
            times[place].append(time.perf_counter() - began)
    return times


def auc(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the chance, from 0 to 1, that a value of `first` is above one of `second`; equal values count half.

    0.5 tells an attacker nothing. Source: the Mann-Whitney U statistic divided by the number of pairs.
    """
    wins = sum((a > b) + (a == b) / 2 for a in first for b in second)
    return wins / (len(first) * len(second))


def medians_apart(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how far apart the medians are, as a share of the smaller one: 0.05 is five per cent."""
    low, high = sorted((median(first), median(second)))
    return (high - low) / low
