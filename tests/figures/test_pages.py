"""What everybody reads of the figures, charts and files, and what no answer holds."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PIL import Image

from coalition.figures import presentation, releases
from coalition.figures.measures import TOTAL
from coalition.figures.models import Indicator
from coalition.pages.charts import line_chart, round_numbers
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


def page(client, query="", language="en"):
    return client.get(f"/{language}/figures/women-received/{query}").content.decode()


def rows_of(html):
    """Return the cells of each row of the table of a page, as they are read."""
    found = re.findall(r"<tr>(.*?)</tr>", html[html.index("<tbody>") : html.index("</tbody>")], re.DOTALL)
    return [[text.strip() for text in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def test_a_page_says_what_is_counted_and_in_words_what_is_hidden(client):
    published()

    html = page(client)

    assert "Women whom a service received in the year, each counted once." in html
    assert html.count("not shown</td>") == html.count(">not shown</text>") == 2
    assert "Why some figures are not shown" in html
    assert f">{SECRET}<" not in html


def test_the_number_of_the_place_that_was_chosen_comes_first(client):
    indicator = IndicatorFactory(slug="women-received", measure="per-100")
    for place, value in {town("Ash"): "12.5", town("Birch"): "20"}.items():
        for year in (2023, 2024):
            facts = {"value": Decimal(value), "base": 400 + year, "quality": "provisional"}
            FigureFactory(indicator=indicator, government=place, year=year, **facts)
    releases.release(indicator=indicator, by=None)

    html = page(client, "?place=ash")

    small = '<span class="text-small text-soft">%s</span>'
    assert html.index("<bdi>12.5%</bdi>") < html.index("<h2")
    assert "<bdi>Ash</bdi>, <bdi>2024</bdi> · of 2,424 people · Provisional" in html
    assert rows_of(html) == [
        [year, f'<span class="table__figure">12.5% {small % f"of {base}"} {small % "Provisional"}</span>']
        for year, base in (("2024", "2,424"), ("2023", "2,423"))
    ]
    assert "<bdi>12.5%</bdi>" not in page(client, "?place=nowhere"), "what does not exist asks nothing"


@pytest.mark.parametrize(("places", "others"), [(6, "24"), (5, "")])
def test_a_median_is_of_five_others_at_least_and_of_no_territory(client, places, others):
    indicator = IndicatorFactory(slug="women-received")
    towns = [town(f"Town {number}") for number in range(places)]
    for number, place in enumerate(towns):
        FigureFactory(indicator=indicator, government=place, value=20 + number)
    FigureFactory(indicator=indicator, government=town("Ash"), value=SECRET)
    territory("region", *towns)
    sheet = presentation.Sheet(releases.release(indicator=indicator, by=None))

    assert sheet.median(towns[0].code, "2024", TOTAL) == ("23" if places == 6 else "")
    assert sheet.median("", "2024", TOTAL) == ("22.5" if places == 6 else "22")
    assert sheet.median("region", "2024", TOTAL) == sheet.median("", "2024", TOTAL)


@pytest.mark.parametrize("most", [0, 0.3, 1, 7, 14.6, 281, 1000])
def test_the_lines_of_a_grid_are_round_and_reach_the_highest_figure(most):
    lines = round_numbers(most)
    step = Decimal(str(lines[1]))

    assert 3 <= len(lines) <= 5
    assert lines[-2] < (most or 1) <= lines[-1]
    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert [Decimal(str(line)) for line in lines] == [step * number for number in range(len(lines))]


def test_a_line_is_broken_where_a_figure_is_hidden_and_touches_the_base_at_zero():
    indicator, place = IndicatorFactory(), LocalGovernmentFactory()
    for year, value in {2019: 40, 2020: 0, 2021: 30, 2022: SECRET, 2023: 20, 2025: 10}.items():
        FigureFactory(indicator=indicator, government=place, year=year, value=value)

    chart = presentation.Sheet(releases.release(indicator=indicator, by=None)).line(place.code, TOTAL)

    assert [point.known for point in chart.points] == [True, True, True, False, True, False, True]
    assert chart.points[1].y == chart.base
    assert [(stretch.x1, stretch.x2) for stretch in chart.stretches] == [
        (chart.points[0].x, chart.points[1].x), (chart.points[1].x, chart.points[2].x)
    ]  # fmt: skip


@pytest.mark.parametrize("rtl", [False, True])
def test_a_line_is_cut_and_marked_where_counting_changed(rtl):
    rows = [(year, value, str(value)) for year, value in {"2021": 10, "2022": 20, "2023": 30, "2024": 40}.items()]
    whole, cut = (line_chart(rows, write=str, rtl=rtl, breaks=years) for years in ([], ["2023", "2021"]))

    assert (len(whole.stretches), whole.marks) == (3, ())
    assert cut.stretches == (whole.stretches[0], whole.stretches[2])
    assert len(cut.marks) == 1, "the first figure follows no other: nothing is cut there"
    assert cut.points == whole.points


def test_search_sitemap_and_profiles_lead_to_what_is_published(client):
    indicator = published()
    FigureFactory(indicator__slug="not-yet", government=indicator.figures.first().government)
    members_page()
    there, elsewhere = indicator.figures.first().government, LocalGovernmentFactory()

    addresses = sitemap(client)
    profile = client.get(there.get_absolute_url()).content.decode()

    assert [f"/{code}/figures/women-received/" in addresses for code in ("en", "fr", "es", "ar")] == [True] * 4
    assert f'href="/en/figures/women-received/?place={there.code}"' in profile
    assert "not-yet" not in addresses + profile
    assert "Figures of this territory" not in client.get(elsewhere.get_absolute_url()).content.decode()
    assert 'href="/en/figures/"' in client.get("/en/search/?q=indicators").content.decode()


ADDRESSES = [
    *(f"/en/figures/{{}}/{end}" for end in ("", "embed/", "chart.svg", "chart.png", "releases/1/", "releases/1/")),
    *(f"/data/figures/{{}}{end}" for end in (".csv", ".xlsx", "/datapackage.json", "/releases/1.csv")),
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_published_is_as_unknown_as_what_does_not_exist(client, address):
    figure = FigureFactory(indicator__slug="not-yet")

    assert client.get(address.format("not-yet")).status_code == 404
    assert client.get(address.format("nowhere")).status_code == 404
    assert figure.indicator.name not in client.get("/en/figures/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_each_address_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    for number in range(rows):
        published(f"women-{number}", places=rows + 1)
        indicator = Indicator.objects.get(slug=f"women-{number}")
        indicator.figures.filter(value__gt=1000).update(value=9000)
        releases.release(indicator=indicator, by=None)
    client.get("/en/figures/")
    costs = {
        "/en/figures/": 1,
        "/en/figures/women-0/": 3,
        "/en/figures/women-0/releases/1/": 4,
        "/en/figures/women-0/embed/": 1,
        "/en/figures/women-0/chart.svg": 1,
        "/data/figures/women-0.csv": 1,
        "/data/figures/women-0.xlsx": 1,
    }

    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(address).status_code == 200


def test_a_profile_shows_the_newest_released_figure_that_is_shown(client):
    members_page()
    indicator, places = IndicatorFactory(slug="women-received"), LocalGovernmentFactory.create_batch(2)
    for year, value in ((2022, 300), (2023, 409), (2024, SECRET)):
        FigureFactory(indicator=indicator, government=places[0], year=year, value=value)
    FigureFactory(indicator=indicator, government=places[1], value=SECRET)
    releases.release(indicator=indicator, by=None)
    indicator.figures.update(value=77777)  # not published

    pages = [client.get(f"/en/members/{place.slug}/").content.decode() for place in places]

    assert re.search(r'<bdi>409</bdi>\s*<svg class="small-line"', pages[0])
    assert '<p class="stat__source"><bdi>2023</bdi> · 300 in 2022</p>' in pages[0]
    assert "Women received" not in pages[1]
    assert "77777" not in "".join(pages)


def test_a_profile_shows_six_figures_in_large(client):
    place = LocalGovernmentFactory()
    members_page()
    for number in range(8):
        figure = FigureFactory(indicator__slug=f"places-{number}", indicator__counts_persons=False, government=place)
        releases.release(indicator=figure.indicator, by=None)

    html = client.get(place.get_absolute_url()).content.decode()

    assert html.count('<p class="stat__value') == 6
    assert html.count('href="/en/figures/places-') == 8


def divided():
    """Publish an indicator with a breakdown, of two places and two years."""
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for place, more in {town("Ash"): 10, town("Birch"): 20}.items():
        for year in (2023, 2024):
            for part, value in RELATION.items():
                FigureFactory(indicator=indicator, government=place, year=year, part=part, value=value + more)
    return releases.release(indicator=indicator, by=None)


def test_page_csv_workbook_and_package_are_equal_cell_by_cell(client):
    release = divided()
    rows = lines_of(client, "women-received")
    sheet = load_workbook(BytesIO(client.get("/data/figures/women-received.xlsx").content)).active
    heading, *cells = sheet.iter_rows(values_only=True)
    package = client.get("/data/figures/women-received/datapackage.json").json()

    assert [dict(zip(heading, map(text_of, row), strict=True)) for row in cells] == rows
    assert len(rows) == len(release.cells) == 24
    path = re.sub(r"^https?://[^/]+", "", package["resources"][0]["path"])
    assert client.get(path).content == client.get("/data/figures/women-received.csv").content
    for place in ("ash", "birch"):
        for row in rows_of(page(client, f"?place={place}")):
            parts = ["total", *RELATION]
            told = {(line["year"], line["part"]): line["value"] for line in rows if line["place"] == place}
            assert row[1:] == [told[row[0], part] for part in parts]
    for part in ["total", *RELATION]:
        told = {(line["place"], line["year"]): line["value"] for line in rows if line["part"] == part}
        shown = rows_of(page(client, "" if part == "total" else f"?part={part}"))
        assert shown == [[name, told[name.lower(), "2024"], told[name.lower(), "2023"]] for name in ("Ash", "Birch")]


def test_parts_of_which_nothing_is_shown_are_one_line_and_no_column(client):
    indicator, place = IndicatorFactory(slug="women-received", breakdown="relation"), town("Ash")
    for part in RELATION:
        FigureFactory(indicator=indicator, government=place, year=2024, part=part, value=60 if part == "partner" else 1)
    releases.release(indicator=indicator, by=None)

    table = presentation.Sheet(indicator.releases.get()).of_place("ash")

    assert table.left_out.split(", ")[-2:] == ["A stranger", "Relationship unknown"]
    assert all(any(str(row.cells[n]) != "not shown" for row in table.rows) for n in range(2, len(table.columns)))
    assert "No breakdown is published for Ash." in page(client, "?place=ash")


def text_of(value):
    return "" if value is None else str(value)


@pytest.mark.parametrize("query", ["", "?place=ash", "?place=ash&part=family", "?part=family&year=2023"])
def test_each_figure_of_a_chart_stands_in_its_table(client, query):
    divided()
    html = page(client, query)

    figures = re.findall(r'class="chart__figure[^>]*>([^<]*)</text>', html)

    assert figures
    assert set(figures) <= {cell for row in rows_of(html) for cell in row}


@pytest.mark.parametrize("early", [False, True])
def test_one_early_town_does_not_empty_the_comparison(client, early):
    """Each place is compared by its newest year, which stands below its bar where these differ."""
    indicator = IndicatorFactory(slug="women-received", breakdown="relation")
    for place, year in {town("Ash"): 2024, town("Birch"): 2025 if early else 2024}.items():
        for part in RELATION:
            FigureFactory(indicator=indicator, government=place, year=year, part=part, value=20)
    releases.release(indicator=indicator, by=None)

    html = page(client)

    told = re.findall(r">(Ash|Birch|20..)</text>", html)
    assert told == (["Ash", "2024", "Birch", "2025"] if early else ["Ash", "Birch"])
    assert ("By place, newest figures" if early else "By place, 2024") in html


def test_a_release_stands_for_ever_and_says_what_has_changed_since(client):
    indicator, ash, birch = IndicatorFactory(slug="women-received"), town("Ash"), town("Birch")
    figures = [FigureFactory(indicator=indicator, government=place, value=40) for place in (ash, birch)]
    releases.release(indicator=indicator, by=None)
    first = client.get("/data/figures/women-received/releases/1.csv").content
    figures[0].value, figures[1].value = 50, SECRET
    for figure in figures:
        figure.save()
    FigureFactory(indicator=indicator, government=ash, year=2025, value=60)
    releases.release(indicator=indicator, by=None)

    old, new, files = page(client, "releases/1/"), page(client), "/data/figures/women-received/releases/1.csv"

    assert rows_of(old) == [["Ash", "40"], ["Birch", "40"]]
    assert "This is release 1 of" in old
    assert "What has changed since this release" in old
    assert "What changed since the release before" in new
    for html in (old, new):
        changes = re.findall(r"<li><bdi>([^<]* instead of [^<]*)</bdi></li>", html)
        assert changes == ["Ash, 2024: 50 instead of 40", "Birch, 2024: not shown instead of 40"]
        assert "New figures: <bdi>1</bdi>" in html
    assert client.get(files).content == first
    assert "/en/figures/women-received/releases/2/" in new


def test_what_was_withdrawn_is_on_no_page_of_the_past(client):
    indicator = IndicatorFactory(slug="women-received")
    for name, value in {"Ash": 4711, "Birch": 50}.items():
        FigureFactory(indicator=indicator, government=town(name), value=value)
    releases.release(indicator=indicator, by=None)
    releases.withdraw(indicator=indicator, place="ash", year="2024", reason="Counted twice.", by=None)
    ends = ("", "releases/1/", "releases/1/chart.svg", "releases/2/", "embed/")

    answers = [page(client, end) for end in ends]
    files = [client.get(f"/data/figures/women-received{end}.csv").content.decode() for end in ("", "/releases/1")]

    assert [answer for answer in (*answers, *files) if "4711" in answer or "4,711" in answer] == []
    assert [rows_of(html) for html in answers[:2]] == [[["2024", "50"]]] * 2, "of the only place that is left"
    assert ["Counted twice." in html for html in answers[:2]] == [True, True]


def test_another_site_may_frame_the_embedded_chart_and_nothing_else(client):
    published()
    answer = client.get("/en/figures/women-received/embed/")
    html = answer.content.decode()

    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert re.findall(r"<(?:form|script|input|img|iframe)", html) == []
    assert "figures/women-received/embed/" in page(client)
    for address in ("/en/figures/women-received/", "/en/figures/", "/en/figures/women-received/releases/1/"):
        other = client.get(address)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_needs_no_style_sheet_and_names_every_place(client, language):
    indicator = published()
    names = [figure.government.name for figure in indicator.figures.filter(year=2024)]
    svg = client.get(f"/{language}/figures/women-received/chart.svg")
    png = client.get(f"/{language}/figures/women-received/chart.png")

    assert svg["Content-Type"] == "image/svg+xml"
    assert "<style" not in svg.content.decode()
    assert [name for name in names if name not in svg.content.decode()] == []
    assert "/figures/women-received/releases/1/" in svg.content.decode()
    assert ElementTree.fromstring(svg.content).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # our own
    assert png.content.startswith(b"\x89PNG")
    assert Image.open(BytesIO(png.content)).width == 1350
    assert client.get(f"/{language}/figures/women-received/chart.png?place=nowhere").status_code == 404


def test_the_files_of_a_release_are_public_and_have_one_etag(client):
    published()
    answers = [client.get("/data/figures/women-received/releases/1.xlsx") for _each in range(2)]

    assert {answer["ETag"] for answer in answers} == {answers[0]["ETag"]}
    assert answers[0]["Cache-Control"] == client.get("/en/figures/women-received/chart.svg")["Cache-Control"]
    assert "public" in answers[0]["Cache-Control"]


@pytest.mark.parametrize("accepted", ["fr", "ar"])
def test_a_package_is_the_same_whoever_asks_first(client, accepted):
    published()
    address = "/data/figures/women-received/datapackage.json"

    assert client.get(address, headers={"Accept-Language": accepted}).json() == client.get(address).json()


WORDS = {"unit": "per cent of women asked", "method": "By telephone.\n\nTwice.", "comparability": "From 2024, both."}
DATATYPES = {"string": str, "integer": int, "number": Decimal, "date": date.fromisoformat}


@pytest.fixture(params=["count", "per-100"])
def indicator(request):
    """A published indicator, once of women and once of shares, with a hidden figure."""
    share = request.param == "per-100"
    made = IndicatorFactory(slug="women", measure=request.param, words=None, source_url="https://example.org/5.2.1")
    words = WORDS if share else WORDS | {"unit": "women"}
    IndicatorWordsFactory(indicator=made, **words)
    by = {"source": "Survey", "source_date": date(2025, 2, 10), "note": "Over 17."}
    for name, value in {"Ash": "12.5" if share else "125", "Birch": "1.2" if share else "3"}.items():
        facts = by | {"value": Decimal(value), "base": 400 if share else None}
        FigureFactory(indicator=made, government=town(name), **facts)
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
    first, *others = told["sources"]
    assert ({"title", "path"} <= set(first), others) == (True, [{"title": "Survey, 10 February 2025"}])
    assert [row["source_date"] for row in rows] == ["2025-02-10", ""]  # of a hidden one nothing is told
    assert "<bdi>10 February 2025</bdi>: <bdi>Ash (2024)</bdi>" in client.get("/en/figures/women/").text
    assert resource["path"].startswith("http")
    assert [field["name"] for field in fields] == list(rows[0])
    assert {field["type"] for field in fields} <= DATATYPES.keys()
    for row in rows:  # each cell is of the type that its field says; an empty one is missing
        assert [DATATYPES[field["type"]](row[field["name"]]) for field in fields if row[field["name"]]]
    assert [told[name] for name in ("method", "comparability")] == [WORDS["method"], WORDS["comparability"]]
    assert value["unit"] == (WORDS["unit"] if indicator.per else "women")
