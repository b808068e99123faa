"""How an attacker's guesses are counted: medians, the area under the ROC curve, and the best threshold."""

import os
from collections.abc import Sequence
from statistics import median

LONG = os.environ.get("ATTACK") == "long"  # `make attack`


def rounds(short: int, long: int) -> int:
    """Return how often to try: `short`, or `long` in `make attack`."""
    return long if LONG else short


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


def best_threshold(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the share of right guesses, from 0.5 to 1, of who tells the two apart by the best single threshold."""
    total = len(first) + len(second)
    best = max(len(first), len(second)) / total
    for edge in sorted({*first, *second}):
        above = sum(a >= edge for a in first) + sum(b < edge for b in second)
        best = max(best, above / total, 1 - above / total)
    return best
