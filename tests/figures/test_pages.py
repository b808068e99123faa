"""What everybody reads of the figures, and what no answer holds."""

import csv

import pytest

from coalition.figures import presentation, releases
from tests.crawling import sitemap
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory, territory
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db
SECRET = 3


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

    rows = list(csv.DictReader(client.get("/data/figures/women-received.csv").content.decode().splitlines()))

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


@pytest.mark.parametrize(
    "address",
    [
        "/en/figures/{}/",
        "/data/figures/{}.csv",
        "/data/figures/{}/datapackage.json",
    ],
)
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
