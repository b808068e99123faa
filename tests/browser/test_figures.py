"""Figures from a file to a chart: looked at before they are saved, hidden where they are few, read in two languages."""

import csv
import io
import re
import urllib.request
import uuid

import pytest
from playwright.sync_api import Page, expect

from home.demo import DEMO_PASSWORD
from tests.installation import Installation

from .conftest import NewContext

pytestmark = pytest.mark.attack

MAKE = """
from coalition.figures.models import Indicator
made = Indicator.objects.create(slug={slug!r}, source="Handbook of the network, 2024", other_persons=True)
for language, name in (("en", "Women received"), ("ar", "نساء استُقبلن")):
    made.words.create(language=language, name=name, unit=name, definition=name + ".")
made.save()
"""
PLACES = {"XX-EXS": (3, 41), "XX-PEJ": (52, 60), "XX-SHN": (70, 75)}  # each with what it counted in two years
YEARS = (2023, 2024)


@pytest.fixture
def slug(installation: Installation) -> str:
    """An indicator of women without any figure."""
    slug = f"received-{uuid.uuid4().hex[:8]}"
    installation.run(MAKE.format(slug=slug))
    return slug


def sheet(slug: str, *, wrong: str = "") -> dict[str, object]:
    """Return the file of the figures, as an editor chooses it; `wrong` stands where the first figure should."""
    figures = [
        (place, year, count) for place, counts in PLACES.items() for year, count in zip(YEARS, counts, strict=True)
    ]
    lines = ["indicator,place,year,value", *(f"{slug},{place},{year},{count}" for place, year, count in figures)]
    if wrong:
        lines[1] = f"{slug},XX-EXS,{YEARS[0]},{wrong}"
    return {"name": "figures.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def show(page: Page, file: dict[str, object]) -> None:
    """Upload `file` and look at what it would do."""
    page.goto("/cms/figures/import/")
    page.locator("main input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_role("heading", name="What this file would do")).to_be_visible()


def stored(installation: Installation, slug: str) -> int:
    """Return how many figures the indicator has."""
    ((count,),) = installation.query(
        "SELECT count(*) FROM figures_figure figure JOIN figures_indicator indicator "
        "ON indicator.id = figure.indicator_id WHERE indicator.slug = %s",
        slug,
    )
    return int(count)


def test_an_indicator_from_its_import_to_its_chart(
    page: Page, new_context: NewContext, installation: Installation, slug: str
):
    page.goto("/cms/")
    page.locator("input[name=login]").fill("editor")
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile("/cms/$"))

    show(page, sheet(slug, wrong="three"))
    expect(page.locator("table.listing .error-message")).to_have_text("value: write a whole number, in digits.")
    expect(page.get_by_role("button", name="Import these rows")).to_have_count(0)

    show(page, sheet(slug))
    expect(page.locator("main")).to_contain_text("New: 6. Changed: 0. Unchanged: 0. With errors: 0.")
    assert stored(installation, slug) == 0, "looking saves nothing"
    page.get_by_role("button", name="Import these rows").click()
    expect(page.locator(".messages")).to_contain_text("6 figures were written.")
    assert (stored(installation, slug), page.goto(f"/en/figures/{slug}/").status) == (6, 404)  # type: ignore[union-attr]

    page.goto("/cms/snippets/figures/indicator/")
    page.locator("tr", has_text=slug).get_by_role("link", name="Publish…").click()
    expect(page.locator("main")).to_contain_text("so that nobody can be recognised")
    page.get_by_role("button", name="Publish these figures").click()
    expect(page.locator(".messages")).to_contain_text("The figures are published.")

    read_by_everybody(new_context, installation, slug)


def read_by_everybody(new_context: NewContext, installation: Installation, slug: str) -> None:
    """Look at the page in two languages without a script, and at the file beside its chart."""
    plain = new_context(java_script_enabled=False).new_page()
    for language, name in (("en", "Women received"), ("ar", "نساء استُقبلن")):
        plain.goto(f"/{language}/figures/{slug}/")
        expect(plain.get_by_role("heading", level=1)).to_have_text(name)
        expect(plain.locator("svg.chart").first).to_be_visible()
        expect(plain.locator(".table-region table").first).to_contain_text("75")

    file = plain.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    with urllib.request.urlopen(f"{installation.url}{file}") as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode())))
    values = {(row["place"], row["year"]): (row["value"], row["status"]) for row in rows}
    assert values["XX-EXS", "2023"] == ("", "withheld")
    assert values["XX-SHN", "2024"] == ("75", "shown")
    assert "3" not in {value for value, _status in values.values()}
