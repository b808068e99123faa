"""The charts of an indicator: one scale, a cut where counting changed; beside each a table and a file that say so."""

import pytest

from coalition.figures import presentation, releases
from coalition.pages.charts import PLOT_TOP, line_chart
from tests.factories.figures import FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory

RELATION = {"partner": 600, "family": 60, "known": 30, "stranger": 20, "relation-unknown": 10}


def place(name):
    return LocalGovernmentFactory(code=name.lower(), names={"en": name})


def by_key(release, breakdown="none"):
    return {part.key: part for part in presentation.parts(release, breakdown)}


@pytest.mark.parametrize(("rtl", "mark"), [(False, "50%"), (True, "50%")])
def test_a_line_is_cut_and_marked_where_counting_changed(rtl, mark):
    rows = [("2021", 10), ("2022", 20), ("2023", 30), ("2024", 40)]
    whole, cut = (line_chart(rows, top_figure="40", rtl=rtl, breaks=years) for years in ([], ["2023", "2021"]))

    assert (len(whole.stretches), whole.marks) == (3, ())
    assert cut.stretches == (whole.stretches[0], whole.stretches[2])
    assert cut.marks == (mark,), "the first figure follows no other: nothing is cut there"
    assert cut.points == whole.points


@pytest.mark.django_db
def test_the_charts_of_all_places_have_one_scale():
    indicator = IndicatorFactory(counts_persons=False)
    for name, values in {"Ash": (600, 300), "Birch": (6, 3)}.items():
        government = place(name)
        for year, value in zip((2023, 2024), values, strict=True):
            FigureFactory(indicator=indicator, government=government, year=year, value=value)

    part = by_key(releases.release(indicator=indicator, by=None))["years"]
    (_ash, high), (_birch, low) = part.over_time

    assert {chart.top_figure for chart in (high, low)} == {"600"}
    assert [point.y for point in high.points] == [PLOT_TOP, PLOT_TOP + 100]
    assert [point.y for point in low.points] == [PLOT_TOP + 198, PLOT_TOP + 199]
    assert part.notes == ["All these charts have the same scale."]


@pytest.mark.django_db
def test_beside_each_chart_stands_a_table_that_says_the_same(client):
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for name, more in {"Ash": 10, "Birch": 20}.items():
        government = place(name)
        for year in (2023, 2024):
            for part, value in RELATION.items():
                FigureFactory(indicator=indicator, government=government, year=year, part=part, value=value + more)
    release = releases.release(indicator=indicator, by=None)
    html = client.get("/en/figures/women-received/").content.decode()

    for key, part in by_key(release, "relation").items():
        assert f'id="{key}-caption"' in html
        assert [cell for row in part.rows for cell in row.cells if cell not in html] == []


@pytest.mark.django_db
@pytest.mark.parametrize("early", [False, True])
def test_one_early_town_does_not_empty_the_comparison(early):
    """Each place is compared by its newest year, which stands beside its name where these differ."""
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for name, year in {"Ash": 2024, "Birch": 2025 if early else 2024}.items():
        government = place(name)
        for part in RELATION:
            FigureFactory(indicator=indicator, government=government, year=year, part=part, value=20)
    shown = by_key(releases.release(indicator=indicator, by=None), "relation")
    names = ["Ash (2024)", "Birch (2025)"] if early else ["Ash", "Birch"]

    assert [row.cells for row in shown["places"].rows] == [[name, "100"] for name in names]
    assert [row.cells for row in shown["parts"].rows] == [[name, *["20"] * 5] for name in names]
    assert [bar.label for bar in shown["places"].bars.bars] == names
    assert [name for name, _chart in shown["parts"].divided] == names
