"""The measures themselves: an attacker who can tell is found out, and one who cannot is not."""

import pytest

from .measuring import auc, medians_apart

SAME = [1.0, 2.0, 3.0, 4.0]
LATER = [11.0, 12.0, 13.0, 14.0]


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [(LATER, SAME, 1.0), (SAME, LATER, 0.0), (SAME, SAME, 0.5), ([1.0], [1.0], 0.5), ([1.0, 3.0], [2.0], 0.5)],
)
def test_auc_is_the_chance_to_be_above(first: list[float], second: list[float], chance: float):
    assert auc(first, second) == chance


def test_medians_apart_is_a_share_of_the_smaller_one():
    assert medians_apart([100.0, 105.0, 110.0], [100.0]) == pytest.approx(0.05)
