"""What everybody reads of the figures, charts and files, and what no answer holds."""

import csv
import re
from decimal import Decimal

import pytest

from coalition.figures import presentation, releases
from coalition.pages.charts import PLOT_TOP, line_chart
from tests.crawling import sitemap
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory, territory
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db
SECRET = 3
RELATION = {"partner": 600, "family": 60, "known": 30, "stranger": 20, "relation-unknown": 10}


def town(name):
    return LocalGovernmentFactory(code=name.lower(), names={"en": name})


def published(slug="women-received", *, places=3):
    """Publish an indicator with one small figure in a region, and words in English and Arabic."""
    indicator = IndicatorFactory(slug=slug)
    IndicatorWordsFactory(indicator=indicator, language="ar", name="نساء استُقبلن")
    governments = LocalGovernmentFactory.create_batch(places)
    for year in (2023, 2024):
        for number, place in enumerate(governments):
            FigureFactory(indicator=indicator, government=place, year=year, value=21 + number + year)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(names={"en": "Ash"}), value=SECRET)
    territory(f"region-{slug}", *(figure.government for figure in indicator.figures.filter(year=2024)))
    releases.release(indicator=indicator, by=None)
    return indicator


def test_a_page_says_what_is_counted_and_in_words_what_is_hidden(client):
    published()

    html = client.get("/en/figures/women-received/").content.decode()

    assert "Women whom a service received in the year, each counted once." in html
    assert html.count("not shown</td>") == 4, "two figures, each by place and over the years"
    assert "Why some figures are not shown" in html
    assert f">{SECRET}<" not in html


def test_the_csv_has_no_value_where_the_page_has_none(client):
    published()

    rows = lines_of(client, "women-received")

    assert [row["status"] for row in rows if not row["value"]] == ["withheld", "withheld"]
    assert str(SECRET) not in {row["value"] for row in rows}
    assert {row["part"] for row in rows} == {"total"}


def test_a_line_is_broken_where_a_figure_is_hidden_and_touches_the_base_at_zero(client):
    indicator, place = IndicatorFactory(), LocalGovernmentFactory()
    for year, value in {2019: 40, 2020: 0, 2021: 30, 2022: SECRET, 2023: 20, 2025: 10}.items():
        FigureFactory(indicator=indicator, government=place, year=year, value=value)
    release = releases.release(indicator=indicator, by=None)

    (_name, chart), *others = presentation.parts(release, "none")[0].over_time

    assert not others
    assert [point.known for point in chart.points] == [True, True, True, False, True, False, True]
    assert chart.points[1].y == chart.base
    assert [(stretch.x1, stretch.x2) for stretch in chart.stretches] == [
        (chart.points[0].x, chart.points[1].x), (chart.points[1].x, chart.points[2].x)
    ]  # fmt: skip


def test_search_sitemap_and_profiles_lead_to_what_is_published(client):
    indicator = published()
    FigureFactory(indicator__slug="not-yet", government=indicator.figures.first().government)
    members_page()
    there, elsewhere = indicator.figures.first().government, LocalGovernmentFactory()

    addresses = sitemap(client)
    profile = client.get(there.get_absolute_url()).content.decode()

    assert [f"/{code}/figures/women-received/" in addresses for code in ("en", "fr", "es", "ar")] == [True] * 4
    assert 'href="/en/figures/women-received/"' in profile
    assert "not-yet" not in addresses + profile
    assert "Figures of this territory" not in client.get(elsewhere.get_absolute_url()).content.decode()
    assert 'href="/en/figures/"' in client.get("/en/search/?q=indicators").content.decode()


@pytest.mark.parametrize("address", ["/en/figures/{}/", "/data/figures/{}.csv", "/data/figures/{}/datapackage.json"])
def test_what_is_not_published_is_as_unknown_as_what_does_not_exist(client, address):
    figure = FigureFactory(indicator__slug="not-yet")

    assert client.get(address.format("not-yet")).status_code == 404
    assert client.get(address.format("nowhere")).status_code == 404
    assert figure.indicator.name not in client.get("/en/figures/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_and_the_list_cost_the_same_for_any_number(client, rows, django_assert_num_queries):
    for number in range(rows):
        published(f"women-{number}", places=rows + 1)
    client.get("/en/figures/")

    with django_assert_num_queries(LIST):
        html = client.get("/en/figures/").content.decode()
    with django_assert_num_queries(PAGE):
        client.get("/en/figures/women-0/")
    with django_assert_num_queries(FILE):
        client.get("/data/figures/women-0.csv")

    assert html.count('href="/en/figures/women-') == rows


LIST, PAGE, FILE = 1, 1, 1


def test_a_profile_shows_the_newest_released_figure_that_is_shown(client):
    members_page()
    indicator, places = IndicatorFactory(slug="women-received"), LocalGovernmentFactory.create_batch(2)
    for year, value in ((2023, 409), (2024, SECRET)):
        FigureFactory(indicator=indicator, government=places[0], year=year, value=value)
    FigureFactory(indicator=indicator, government=places[1], value=SECRET)
    releases.release(indicator=indicator, by=None)
    indicator.figures.update(value=77777)  # not published

    pages = [client.get(f"/en/members/{place.slug}/").content.decode() for place in places]

    assert '<a href="/en/figures/women-received/">Women received</a>: <bdi>409</bdi> (2023)</li>' in pages[0]
    assert '<a href="/en/figures/women-received/">Women received</a></li>' in pages[1]
    assert "77777" not in "".join(pages)


def by_key(release, breakdown="none"):
    return {part.key: part for part in presentation.parts(release, breakdown)}


@pytest.mark.parametrize("rtl", [False, True])
def test_a_line_is_cut_and_marked_where_counting_changed(rtl):
    rows = [("2021", 10), ("2022", 20), ("2023", 30), ("2024", 40)]
    whole, cut = (line_chart(rows, top_figure="40", rtl=rtl, breaks=years) for years in ([], ["2023", "2021"]))

    assert (len(whole.stretches), whole.marks) == (3, ())
    assert cut.stretches == (whole.stretches[0], whole.stretches[2])
    assert cut.marks == ("50%",), "the first figure follows no other: nothing is cut there"
    assert cut.points == whole.points


def test_the_charts_of_all_places_have_one_scale():
    indicator = IndicatorFactory(counts_persons=False)
    for name, values in {"Ash": (600, 300), "Birch": (6, 3)}.items():
        government = town(name)
        for year, value in zip((2023, 2024), values, strict=True):
            FigureFactory(indicator=indicator, government=government, year=year, value=value)

    part = by_key(releases.release(indicator=indicator, by=None))["years"]
    (_ash, high), (_birch, low) = part.over_time

    assert {chart.top_figure for chart in (high, low)} == {"600"}
    assert [point.y for point in high.points] == [PLOT_TOP, PLOT_TOP + 100]
    assert [point.y for point in low.points] == [PLOT_TOP + 198, PLOT_TOP + 199]
    assert part.notes == ["All these charts have the same scale."]


def test_beside_each_chart_stands_a_table_that_says_the_same(client):
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for name, more in {"Ash": 10, "Birch": 20}.items():
        government = town(name)
        for year in (2023, 2024):
            for part, value in RELATION.items():
                FigureFactory(indicator=indicator, government=government, year=year, part=part, value=value + more)
    release = releases.release(indicator=indicator, by=None)
    html = client.get("/en/figures/women-received/").content.decode()

    for key, part in by_key(release, "relation").items():
        assert f'id="{key}-caption"' in html
        assert [cell for row in part.rows for cell in row.cells if cell not in html] == []


@pytest.mark.parametrize("early", [False, True])
def test_one_early_town_does_not_empty_the_comparison(early):
    """Each place is compared by its newest year, which stands beside its name where these differ."""
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for name, year in {"Ash": 2024, "Birch": 2025 if early else 2024}.items():
        government = town(name)
        for part in RELATION:
            FigureFactory(indicator=indicator, government=government, year=year, part=part, value=20)
    shown = by_key(releases.release(indicator=indicator, by=None), "relation")
    names = ["Ash (2024)", "Birch (2025)"] if early else ["Ash", "Birch"]

    assert [row.cells for row in shown["places"].rows] == [[name, "100"] for name in names]
    assert [row.cells for row in shown["parts"].rows] == [[name, *["20"] * 5] for name in names]
    assert [bar.label for bar in shown["places"].bars.bars] == names
    assert [name for name, _chart in shown["parts"].divided] == names


WORDS = {"unit": "per cent of women asked", "method": "By telephone.\n\nTwice.", "comparability": "From 2024, both."}
DATATYPES = {"string": str, "integer": int, "number": Decimal}


@pytest.fixture(params=["count", "per-100"])
def indicator(request):
    """A published indicator, once of women and once of shares, with a hidden figure."""
    share = request.param == "per-100"
    made = IndicatorFactory(slug="women", measure=request.param, words=None, source_url="https://example.org/5.2.1")
    words = WORDS if share else WORDS | {"unit": "women"}
    IndicatorWordsFactory(indicator=made, **words)
    for name, value in {"Ash": "12.5" if share else "125", "Birch": "1.2" if share else "3"}.items():
        facts = {"value": Decimal(value), "base": 400 if share else None}
        FigureFactory(indicator=made, government=town(name), source="Survey", note="Over 17.", **facts)
    releases.release(indicator=made, by=None)
    return made


def lines_of(client, slug):
    return list(csv.DictReader(client.get(f"/data/figures/{slug}.csv").content.decode().splitlines()))


def test_the_package_is_as_its_specification_says(client, indicator):
    """Source: *Data Package*, version 2, with *Data Resource* and *Table Schema*."""
    told, rows = client.get("/data/figures/women/datapackage.json").json(), lines_of(client, "women")
    (resource,) = told["resources"]
    fields = resource["schema"]["fields"]
    value = next(field for field in fields if field["name"] == "value")

    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._/-]+", told["name"])
    assert resource["name"] == told["name"]
    assert all({"title", "path"} <= set(source) for source in told["sources"])
    assert resource["path"].startswith("http")
    assert [field["name"] for field in fields] == list(rows[0])
    assert {field["type"] for field in fields} <= {"string", "integer", "number"}
    for row in rows:  # each cell is of the type that its field says; an empty one is missing
        assert [DATATYPES[field["type"]](row[field["name"]]) for field in fields if row[field["name"]]]
    assert [told[name] for name in ("method", "comparability")] == [WORDS["method"], WORDS["comparability"]]
    assert value["unit"] == (WORDS["unit"] if indicator.per else "women")
