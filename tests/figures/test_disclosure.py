"""What is hidden of a table, and that the audit reckons as well as somebody who tries every possibility."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.figures.disclosure import audit as auditing
from coalition.figures.disclosure.audit import Attacker, Bounds, Breach, audit
from coalition.figures.disclosure.suppression import CannotProtect, protect, small
from coalition.figures.disclosure.tables import Release, Sum, Table, Untrue

A, B, C, ALL = ("a",), ("b",), ("c",), ("all",)


def row(*counts, totals=frozenset()):
    """Return a table of up to three cells and their total."""
    keys = [A, B, C][: len(counts)]
    return Table({**dict(zip(keys, counts, strict=True)), ALL: sum(counts)}, (Sum(ALL, tuple(keys)),), totals)


def grid(cells):
    """Return a table of rows and columns with all its sums: `cells` by row and column."""
    counts = {(str(y), str(x)): count for y, line in enumerate(cells) for x, count in enumerate(line)}
    rows, columns = sorted({key[0] for key in counts}), sorted({key[1] for key in counts})
    sums = [Sum((y, "all"), tuple((y, x) for x in columns)) for y in rows]
    sums += [Sum(("all", x), tuple((y, x) for y in rows)) for x in [*columns, "all"]]
    sums += [Sum(("all", "all"), tuple(("all", x) for x in columns))]
    counts |= {(y, "all"): sum(counts[y, x] for x in columns) for y in rows}
    counts |= {("all", x): sum(counts[y, x] for y in rows) for x in [*columns, "all"]}
    return Table(counts, tuple(sums), frozenset(key for key in counts if key[1] == "all"))


grids = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(0, 60)), min_size=width, max_size=width),
        min_size=2, max_size=3,
    )
)  # fmt: skip


@pytest.mark.parametrize(("counts", "hidden"), [((1, 20, 30), {A}), ((4, 5, 6), {A}), ((5, 6, 7), set())])
def test_counts_under_five_are_hidden(counts, hidden):
    assert small(row(*counts)) == hidden


def test_a_zero_is_shown_as_the_total_of_a_place_and_hidden_inside_a_breakdown():
    """Six persons, none of them in `a`: so whoever is counted there is in `b`."""
    assert small(row(0, 6)) == {A}
    assert small(row(0, 0, totals=frozenset({ALL}))) == frozenset()
    assert small(row(0, 6, totals=frozenset({A, B, ALL}))) == frozenset()


def test_a_second_cell_is_hidden_so_that_the_total_gives_none_away():
    table = row(3, 20, 30, totals=frozenset({ALL}))

    assert {len(protect(table, order=bytes([number])) - {A}) for number in range(9)} == {1}
    assert {protect(table, order=bytes([number])) for number in range(9)} == {frozenset({A, B}), frozenset({A, C})}


def test_which_cell_is_hidden_besides_does_not_depend_on_the_counts():
    totals = frozenset({ALL})

    assert protect(row(3, 20, 30, totals=totals)) == protect(row(3, 30, 20, totals=totals))
    assert protect(row(3, 5, 90, totals=totals)) == protect(row(3, 90, 5, totals=totals))


def test_a_total_that_leaves_too_little_open_is_hidden_too():
    """Two places with 2 and 3: whoever reads 5, and that no total of a place is nought, knows both are small."""
    assert protect(row(2, 3, totals=frozenset({A, B, ALL}))) == {A, B, ALL}


def test_what_an_earlier_release_hid_is_not_given_away_by_the_next():
    first = row(3, 20, 30)
    before = Release(first, frozenset({A, B}), "2024")

    assert protect(row(3, 20, 31), [before]) >= {A, B}  # `b` alone would be large enough to show
    second = Table({B: 20})
    assert protect(second, [before]) == {B}
    assert audit(second, (), [before]) == [Breach(A, Bounds(3, 3))]


def test_what_was_shown_before_cannot_be_hidden_again():
    before = Release(row(3, 20), frozenset(), "2024")

    with pytest.raises(CannotProtect) as refused:
        protect(row(3, 20), [before])

    assert refused.value.breaches == [Breach(A, Bounds(3, 3))]


def test_an_overlapping_territory_gives_nothing_away():
    """Region and pilot area differ by one place of three persons."""
    counts = {("p",): 3, ("q",): 40, ("r",): 50, ("region",): 93, ("pilot",): 90}
    sums = (Sum(("region",), (("p",), ("q",), ("r",))), Sum(("pilot",), (("q",), ("r",))))
    table = Table(counts, sums, frozenset(counts))

    assert audit(table, {("p",), ("q",)}) == [Breach(("p",), Bounds(3, 3)), Breach(("q",), Bounds(40, 40))]
    assert audit(table, protect(table)) == []


def test_counts_that_do_not_add_up_are_no_table():
    with pytest.raises(Untrue) as refused:
        Table({A: 1, B: 2, ALL: 4}, (Sum(ALL, (A, B)),))
    assert refused.value.key == ALL
    with pytest.raises(Untrue):
        Table({A: -1})


def test_without_an_answer_of_the_solver_nothing_is_shown(monkeypatch):
    def no_answer(*args):
        raise auditing.Unsolved

    monkeypatch.setattr(auditing, "_solve", no_answer)

    assert audit(row(3, 20, 30), {A, B}) == [Breach(A, None)]  # the first one ends it
    with pytest.raises(CannotProtect) as refused:
        protect(row(3, 20, 30))
    assert [breach.bounds for breach in refused.value.breaches] == [None]


def test_one_deadline_ends_the_whole_audit(monkeypatch):
    monkeypatch.setattr(auditing, "monotonic", lambda: 100.0)

    assert audit(row(3, 20, 30), {A, B}, until=100.0) == [Breach(A, None)]
    assert audit(row(3, 20, 30), {A, B}, until=101.0) == []


def test_a_world_that_fits_only_in_fractions_is_no_answer(monkeypatch):
    from scipy import optimize

    solved = optimize.milp

    def nearly(*args, **kwargs):
        answer = solved(*args, **kwargs)
        answer.x = answer.x + 0.6
        return answer

    monkeypatch.setattr(optimize, "milp", nearly)

    assert audit(row(3, 20, 30), {A, B}) == [Breach(A, None)]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(grids)
def test_what_is_hidden_passes_the_audit_and_holds_all_that_is_small(cells):
    table = grid(cells)
    hidden = protect(table)

    assert small(table) <= hidden
    assert audit(table, hidden) == []
    assert protect(table) == hidden


@settings(max_examples=25, deadline=None, derandomize=True)
@given(grids, st.data())
def test_a_revised_table_passes_the_audit_after_the_first_one(cells, data):
    first = grid(cells)
    before = Release(first, protect(first))
    cells[0][0] = data.draw(st.integers(0, 20))
    try:
        hidden = protect(grid(cells), [before])
    except CannotProtect:
        return  # what was shown before is known

    assert audit(grid(cells), hidden, [before]) == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=3), st.data())
def test_bounds_are_those_of_whoever_tries_every_possibility(counts, data):
    table = row(*counts)
    hidden = data.draw(st.sets(st.sampled_from(sorted(table.counts)), min_size=1))
    release = Release(table, hidden)
    system = Attacker([release]).system
    worlds = [
        {**dict(zip([A, B, C], world, strict=False)), ALL: sum(world)}
        for world in product(range(system.most + 1), repeat=len(counts))
        if sum(world) <= system.most
    ]
    fitting = [world for world in worlds if all(world[key] == count for key, count in release.shown.items())]

    for key in sorted(hidden):
        values = [world[key] for world in fitting]
        assert Attacker([release]).bounds((key, table.counts[key])) == Bounds(min(values), max(values))
