"""Somebody reckons with published figures: what is hidden in them stays hidden, across territories and releases."""

from random import Random

from coalition.figures.disclosure.suppression import CannotProtect, protect, small
from coalition.figures.disclosure.tables import THRESHOLD, Release

from . import figures
from .measuring import rounds

TABLES = rounds(short=120, long=10_000)


def releases(seed, hide):
    """Return what is published of a table: once, or twice where it was revised in between."""
    random = Random(seed)  # noqa: S311  # the same tables each time
    shape = figures.draw_shape(random)
    counts = figures.draw_counts(random, shape)
    published = []
    for _year in range(random.choice([1, 1, 2])):
        table = figures.build(shape, counts)
        published.append(Release(table, hide(table, published)))
        counts = figures.revise(random, counts)
    return published


def told_by_rule(published):
    """Return the least that each hidden count may be in a table that shows nothing but its noughts."""
    bare = [Release(one.table, {key for key in one.table.counts if not one.table.shows_zero(key)}) for one in published]
    return {cell: low for cell, (low, _high) in figures.Attacker(bare).learns().items()}


def given_away(published):
    """Return the hidden counts that the attacker has, and the small ones of which more than the rule is told."""
    recovered, narrowed = [], []
    for (number, key), (low, high) in figures.Attacker(published).learns().items():
        count = published[number].table.counts[key]
        assert low <= count <= high, "an attacker who reckons wrongly shows nothing"
        shown_elsewhere = any(release.shown.get(key) == count for release in published)
        if low == high and not shown_elsewhere:
            recovered.append((key, count))
        if count < THRESHOLD and not (high >= THRESHOLD and (low <= 1 or low <= told_by_rule(published)[number, key])):
            narrowed.append((key, count))
    return recovered, narrowed


def test_no_hidden_figure_is_recovered_from_generated_tables():
    recovered, narrowed, refused = [], [], 0
    for seed in range(TABLES):
        try:
            published = releases(seed, protect)
        except CannotProtect:
            refused += 1
            continue
        found = given_away(published)
        recovered += [(seed, cell) for cell in found[0]]
        narrowed += [(seed, cell) for cell in found[1]]

    assert (recovered, narrowed) == ([], [])
    assert refused <= TABLES / 20, "an audit that refuses everything protects nothing that anybody reads"


def test_the_attacker_recovers_figures_where_only_small_ones_are_hidden():
    """The canary: without the second suppression the same attacker has them."""
    broken = sum(bool(given_away(releases(seed, lambda table, before: small(table)))[0]) for seed in range(30))

    assert broken > 10
