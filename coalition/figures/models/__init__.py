"""Indicators and their words, the figures that towns give, and the tables that were published of them."""

from .given import FIRST_YEAR, LAST_YEAR, MOST, Figure, value_mistakes
from .indicators import WORDS, Indicator, IndicatorWords
from .releases import Release, newest_years, value_of
from .territories import Territory

__all__ = [
    "FIRST_YEAR", "LAST_YEAR", "MOST", "WORDS", "Figure", "Indicator", "IndicatorWords", "Release", "Territory",
    "newest_years", "value_mistakes", "value_of",
]  # fmt: skip
