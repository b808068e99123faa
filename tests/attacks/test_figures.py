"""Somebody reckons with published figures: what is hidden in them stays hidden, across territories and releases."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import product
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from coalition.figures.disclosure import (
    THRESHOLD,
    CannotProtect,
    ReleasedTable,
    Sum,
    Table,
    protect,
    small,
    tells_of_few,
)
from coalition.figures.models import Release, value_of
from coalition.figures.presentation import Sheet
from coalition.members.models import LocalGovernment
from tests.factories.figures import FigureFactory, IndicatorFactory, territory
from tests.factories.members import LocalGovernmentFactory, members_page

from . import figures
from .measuring import rounds

TABLES, AT_ONCE = rounds(short=50, long=10_000), rounds(short=50, long=250)
SEEDS = [range(first, first + AT_ONCE) for first in range(0, TABLES, AT_ONCE)]  # each range is a run of its own
RUNS = rounds(short=6, long=100)
MOST = 9  # of the tables that are tried one by one


class OfFew(Exception):
    """A figure differs from one that was shown by one to four people: it is refused before (`releasing.services`)."""


def releases(seed, hide):
    """Return what is published of a table: once, or up to four times where it was revised in between."""
    random = Random(seed)  # noqa: S311  # the same tables each time
    shape = figures.draw_shape(random)
    counts = figures.draw_counts(random, shape)
    published = []
    for _year in range(random.choice([1, 2, 2, 3, 4])):
        table = figures.build(shape, counts)
        new = ReleasedTable(table, hide(table, published))
        if any(
            tells_of_few([one.shown.get(key, count)], [count]) for one in published for key, count in new.shown.items()
        ):
            raise OfFew
        published.append(new)
        counts = figures.revise(random, counts)
    return published


def told_by_rule(published):
    """Return the least that each hidden count may be in a table that shows nothing but its noughts."""
    bare = [
        ReleasedTable(one.table, {key for key in one.table.counts if not one.table.shows_zero(key)})
        for one in published
    ]
    return {cell: low for cell, (low, _high) in figures.Attacker(bare).learns().items()}


def given_away(published):
    """Return the hidden counts that the attacker has, and the small ones of which more than the rule is told.

    The sum of a territory is no secret of its own: it is hidden for the sake of its places.
    """
    recovered, narrowed = [], []
    for (number, key), (low, high) in figures.Attacker(published).learns().items():
        count = published[number].table.counts[key]
        assert low <= count <= high, "an attacker who reckons wrongly shows nothing"
        shown_elsewhere = any(release.shown.get(key) == count for release in published)
        is_territory = any(line.whole == key and line.is_territory for line in published[number].table.sums)
        if low == high and not shown_elsewhere and not (is_territory and count >= THRESHOLD):
            recovered.append((key, count))
        if count < THRESHOLD and not (high >= THRESHOLD and (low <= 1 or low <= told_by_rule(published)[number, key])):
            narrowed.append((key, count))
    return recovered, narrowed


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_no_hidden_figure_is_recovered_from_generated_tables(seeds):
    recovered, narrowed, refused, of_few = [], [], 0, 0
    for seed in seeds:
        try:
            published = releases(seed, protect)
        except CannotProtect:
            refused += 1
            continue
        except OfFew:
            of_few += 1
            continue
        found = given_away(published)
        recovered += [(seed, cell) for cell in found[0]]
        narrowed += [(seed, cell) for cell in found[1]]

    assert (recovered, narrowed) == ([], [])
    assert of_few < len(seeds) / 3
    # Of 10,000 tables about one in thirty: a range of 250 has some more or fewer.
    assert refused <= len(seeds) / 14, "an audit that refuses everything protects nothing that anybody reads"


@pytest.mark.parametrize("seed", [2725, 2931, 8033])
def test_what_revised_releases_tell_together_is_refused(seed):
    """Three sums together gave a small count away, or narrowed one, where no two of them did."""
    with pytest.raises(CannotProtect):
        releases(seed, protect)


def test_the_attacker_recovers_figures_where_only_small_ones_are_hidden():
    """The canary: without the second suppression the same attacker has them."""
    broken = 0
    for seed in range(30):
        with suppress(OfFew):
            broken += bool(given_away(releases(seed, lambda table, before: small(table)))[0])

    assert broken > 10


@cache
def hidden_in(counts, of_places):
    """Return a row of counts with their total, of places or of parts of one; its key, and what is hidden."""
    keys = [(f"p{n}", figures.ALL) if of_places else ("p", f"kind{n}") for n in range(len(counts))]
    whole = ("region" if of_places else "p", figures.ALL)
    totals = frozenset(key for key in [whole, *keys] if key[1] == figures.ALL)
    table = Table({**dict(zip(keys, counts, strict=True)), whole: sum(counts)}, (Sum(whole, tuple(keys)),), totals)
    return table, whole, protect(table)


def pinned(counts, of_places):
    """Return the small cells that have one value in all the tables of which the rule makes the same release."""
    table, whole, hidden = hidden_in(counts, of_places)
    shown = ReleasedTable(table, hidden).shown
    parts = [key for key in table.counts if key != whole]
    values = {key: set() for key in hidden if table.counts[key] < THRESHOLD}
    for world in product(*([shown[key]] if key in shown else range(MOST + 1) for key in parts)):
        if whole in shown and sum(world) != shown[whole]:
            continue
        other, _whole, hidden_there = hidden_in(world, of_places)
        if ReleasedTable(other, hidden_there).shown == shown:
            for key, found in values.items():
                found.add(other.counts[key])
    return sorted(key for key, found in values.items() if len(found) == 1)


@pytest.mark.parametrize("of_places", [True, False])
def test_whoever_runs_the_rule_again_on_every_table_that_fits_recovers_nothing(of_places):
    random = Random(7)  # noqa: S311  # the same tables each time
    drawn = [tuple(random.randint(0, MOST) for _cell in range(3)) for _table in range(RUNS)]

    assert {counts: found for counts in [(5, 5, 5, 4), *drawn] if (found := pinned(counts, of_places))} == {}


YEAR, KINDS = "2024", ["partner", "family", "known", "stranger", "relation-unknown"]
SURFACES = [
    "/en/figures/", "/en/open-data/", "/en/members/p0/", "/ar/figures/women/", "/en/figures/women/embed/",
    "/en/figures/women/embed/?place=p0", "/en/search/?q=women+p0", "/en/programme/", "/en/",
    *(f"/en/figures/women/{end}" for end in ("chart.svg", "chart.png", "releases/1/", "releases/2/")),
    *(f"/en/figures/women/releases/1/chart.{kind}?place=p0" for kind in ("svg", "png")),
    *(f"/data/figures/women{end}" for end in (".csv", ".xlsx", "/datapackage.json")),
    *(f"/data/figures/women/releases/1{end}" for end in (".csv", ".xlsx", "/datapackage.json")),
]  # fmt: skip


def key_of(key):
    """Return the key of a generated cell as releases have it."""
    place, kind = key
    return [place, YEAR, "" if kind == figures.ALL else KINDS[int(kind.removeprefix("kind"))]]


def stored(published, indicator, change):
    """Keep `published` as releases, each hidden count changed by `change`, and what was given of them last."""
    for number, one in enumerate(published, start=1):
        told = [
            {"key": key_of(key), "count": None if key in one.hidden else count, "quality": "", "note": "", "source": ""}
            for key, count in sorted(one.table.counts.items())
        ]
        withheld = [{"key": key_of(key), "count": one.table.counts[key] + change} for key in sorted(one.hidden)]
        sums = [[key_of(line.whole), *map(key_of, line.parts)] for line in one.table.sums]
        places = {key[0]: {"en": f"Town {key[0]}"} for key in one.table.counts}
        facts = {"places": places, "wording": indicator.wording, "sums": sums, "withheld": withheld}
        Release.objects.create(indicator=indicator, number=number, cells=told, **facts)
    for (place, kind), count in published[-1].table.counts.items():
        if government := LocalGovernment.objects.filter(code=place).first():
            given = count + (change if (place, kind) in published[-1].hidden else 0)
            FigureFactory(indicator=indicator, government=government, part=key_of((place, kind))[2], value=given)


def rows_of(answer):
    """Return the cells of a workbook, whose bytes tell when it was made."""
    return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))


def answers(published, change, client) -> Iterator[tuple[str, object]]:
    """Yield what everybody is answered at each address, in a world where hidden counts are others by `change`."""
    asked = [f"?place={place}&part={part}&year={YEAR}" for place in ("", "p0", "p1", "region") for part in ("", *KINDS)]
    with transaction.atomic():
        stored(published, IndicatorFactory(slug="women", breakdown="relation"), change)
        for address in [*SURFACES, *(f"/en/figures/women/{query}" for query in asked)]:
            answer = client.get(address)
            yield address, rows_of(answer) if address.endswith(".xlsx") else answer.content
        transaction.set_rollback(True)


def seen(published, change):
    return dict(answers(published, change, Client()))


def twice(seed):
    """Return two releases of a generated table; none where it is refused."""
    with suppress(CannotProtect, OfFew):
        return (releases(seed, protect) * 2)[:2]
    return []


@pytest.fixture
def towns():
    members_page()
    made = [LocalGovernmentFactory(code=f"p{number}", slug=f"p{number}") for number in range(4)]
    territory("region", *made)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(rounds(short=3, long=60)))
def test_no_page_picture_or_file_depends_on_what_is_hidden(towns, seed, time_machine):
    """Selects, small lines, medians, headlines, pictures, files, and old releases beside new ones with what changed."""
    time_machine.move_to("2026-12-01 12:00", tick=False)
    published = twice(seed)

    assert not published or seen(published, 0) == seen(published, 3)


@pytest.mark.django_db
def test_a_page_that_shows_a_count_would_be_caught(towns, time_machine, monkeypatch):
    """The canary: the same comparison finds a surface that reads what was withheld."""
    time_machine.move_to("2026-12-01 12:00", tick=False)
    told = Sheet.figure
    monkeypatch.setattr(
        Sheet, "figure", lambda sheet, *key: told(sheet, *key) + str([row["count"] for row in sheet.release.withheld])
    )
    published = next(found for seed in range(20) if (found := twice(seed)) and found[0].hidden)

    assert seen(published, 0) != seen(published, 3)


@pytest.mark.parametrize("seed", range(rounds(short=50, long=1000)))
def test_a_median_is_of_five_shown_figures_at_least(seed):
    """A median of few places, or one that counts a hidden figure, narrows it."""
    random = Random(seed)  # noqa: S311  # the same tables each time
    counts = [random.choice([None, random.randint(5, 40)]) for _place in range(random.randint(2, 9))]
    cells = [{"key": [f"p{place}", YEAR, ""], "count": count, "quality": ""} for place, count in enumerate(counts)]
    sheet = Sheet(Release(cells=cells, places={}, sums=[], wording={}))
    others = sorted(value for cell in cells[1:] if (value := value_of(cell)) is not None)

    told = sheet.median("p0", YEAR, "")

    assert bool(told) == (len(others) >= THRESHOLD)
    assert not told or others[(len(others) - 1) // 2] <= float(told) <= others[len(others) // 2]
