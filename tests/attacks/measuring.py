"""How an attacker's guesses are counted: medians, and the area under the ROC curve."""

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
