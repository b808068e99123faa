"""What is hidden of a table, and what the audit says that readers learn."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.figures.disclosure import Breach, CannotProtect, ReleasedTable, Sum, Table, Untrue, audit, protect, small

ASH, BIRCH, CEDAR = ("ash", ""), ("birch", ""), ("cedar", "")
REGION, PILOT = ("region", ""), ("pilot", "")
A, B, C, ALL = ("ash", "a"), ("ash", "b"), ("ash", "c"), ("ash", "")


def parts(*counts):
    """Return a place with up to three parts and their total."""
    keys = [A, B, C][: len(counts)]
    counted = {**dict(zip(keys, counts, strict=True)), ALL: sum(counts)}
    return Table(counted, (Sum(ALL, tuple(keys)),), frozenset({ALL}))


def places(*counts):
    """Return up to three places and their region."""
    keys = [ASH, BIRCH, CEDAR][: len(counts)]
    counted = {**dict(zip(keys, counts, strict=True)), REGION: sum(counts)}
    return Table(counted, (Sum(REGION, tuple(keys)),), frozenset(counted))


def test_a_zero_is_shown_as_the_total_of_a_place_and_hidden_inside_a_breakdown():
    """Six persons, none of them in `a`: so whoever is counted there is in `b`."""
    assert small(parts(0, 6)) == {A}
    assert small(parts(0, 0)) == frozenset()
    assert small(places(0, 6)) == frozenset()


@pytest.mark.parametrize("counts", [(3, 20, 30), (20, 3, 30), (0, 5, 90), (2, 2, 2)])
def test_all_parts_of_a_place_are_hidden_or_none(counts):
    assert protect(parts(*counts)) == {A, B, C}
    assert protect(parts(5, 20, 30)) == frozenset()


def test_a_territory_is_shown_where_all_its_places_are():
    assert protect(places(3, 20, 30)) == {ASH, REGION}
    assert protect(places(5, 20, 30)) == frozenset()


def test_a_territory_of_many_small_places_is_protected_too():
    """The search for what else could be true changes few figures, so that it ends however many there are."""
    few = {(f"place {number}", ""): 3 for number in range(510)}
    table = Table({**few, REGION: sum(few.values())}, (Sum(REGION, tuple(few)),), frozenset([*few, REGION]))

    assert protect(table) == {*few, REGION}


def test_an_overlapping_territory_gives_nothing_away():
    """Region and pilot area differ by one place of three persons."""
    counts = {ASH: 3, BIRCH: 40, CEDAR: 50, REGION: 93, PILOT: 90}
    table = Table(counts, (Sum(REGION, (ASH, BIRCH, CEDAR)), Sum(PILOT, (BIRCH, CEDAR))), frozenset(counts))

    assert audit([ReleasedTable(table, {ASH})]) == [Breach(ASH, 3, 3)]
    assert protect(table) == {ASH, REGION}


def test_what_an_earlier_release_hid_is_not_given_away_by_the_next():
    before = ReleasedTable(parts(3, 20, 30), frozenset({A, B, C}))

    assert protect(parts(8, 20, 30), [before]) == {A, B, C}, "shown, b and c would say what a was"
    assert audit([ReleasedTable(parts(8, 20, 30), set()), before]) == [Breach(A, 3, 3)]
    assert protect(parts(8, 40, 50), [before]) == frozenset(), "all were revised"


def test_a_total_is_hidden_where_earlier_releases_say_what_the_other_parts_are():
    before = ReleasedTable(parts(30, 20, 40), frozenset())

    assert protect(parts(3, 20, 40), [before]) == {A, B, C, ALL}
    assert protect(parts(3, 60, 40), [before]) == {A, B, C}


def test_two_corrections_that_leave_the_difference_of_two_parts_are_found():
    first, second = ReleasedTable(parts(0, 25, 30), {A, B, C}), ReleasedTable(parts(40, 25, 31), {A, B, C})
    known = ReleasedTable(Table({C: 30}), set()), ReleasedTable(Table({C: 31}), set())

    assert audit([ReleasedTable(parts(3, 25, 30), {A, B, C}), first, second, *known]) == [Breach(A, 3, 28)]


def test_what_was_shown_before_cannot_be_hidden_again():
    before = ReleasedTable(parts(3, 20), frozenset())

    with pytest.raises(CannotProtect) as refused:
        protect(parts(3, 20), [before])

    assert refused.value.breaches == [Breach(A, 3, 3)]


def test_counts_that_do_not_add_up_are_no_table():
    with pytest.raises(Untrue) as refused:
        Table({A: 1, B: 2, ALL: 4}, (Sum(ALL, (A, B)),))
    assert refused.value.key == ALL
    with pytest.raises(Untrue):
        Table({A: -1})


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=3).filter(any), st.data())
def test_the_audit_finds_what_whoever_tries_every_possibility_finds(counts, data):
    table = parts(*counts)
    hidden = data.draw(st.sets(st.sampled_from(sorted(table.counts)), min_size=1))
    shown = ReleasedTable(table, hidden).shown
    worlds = [
        {**dict(zip(table.counts, world, strict=False)), ALL: sum(world)}
        for world in product(range(15), repeat=len(counts))
    ]
    fitting = [world for world in worlds if all(world[key] == count for key, count in shown.items())]
    fitting = [world for world in fitting if ALL not in hidden or world[ALL]]
    found = {breach.key: (breach.low, breach.high) for breach in audit([ReleasedTable(table, hidden)])}

    for key in sorted(hidden):
        low, high = min(world[key] for world in fitting), max(world[key] for world in fitting)
        is_kept = low <= 1 and high >= 5 if table.counts[key] < 5 else low < high
        assert (key in found) == (not is_kept)
        if key in found:  # the most that is told may be as far as is reckoned
            assert (found[key][0], min(found[key][1], 10)) == (low, min(high, 10))
