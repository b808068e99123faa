"""The figures of the demonstration: definitions that are cited, numbers that are plainly invented."""

import tomllib
from pathlib import Path

import pytest

from coalition.figures.models import Figure, Release
from home.demo.loaders import network
from tests.factories.members import LocalGovernmentFactory

CONTENT = tomllib.loads((Path(network.__file__).parents[1] / "content/figures.toml").read_text())
LANGUAGES = {"en", "fr", "es", "ar"}
CITED = {  # what each is defined after
    "partner-violence": "SDG indicator 5.2.1",
    "sexual-violence-by-others": "SDG indicator 5.2.2",
    "recorded-by-police": "European Institute for Gender Equality",
    "shelter-places": "Istanbul Convention, article 23",
    "women-received": "Istanbul Convention, article 11",
}


def test_each_indicator_names_its_source_and_its_address():
    cited = {item["slug"]: item["source"] for item in CONTENT["indicator"]}

    assert {slug: name for slug, name in CITED.items() if name in cited[slug]} == CITED
    assert set(cited) == set(CITED)
    assert all(item["source_url"].startswith("https://") for item in CONTENT["indicator"])


def test_each_indicator_speaks_all_languages_in_all_its_words():
    fields = {"name", "unit", "definition", "method", "comparability"}

    for item in CONTENT["indicator"]:
        assert {language: set(words) for language, words in item["words"].items()} == dict.fromkeys(LANGUAGES, fields)


@pytest.mark.django_db
def test_all_is_published_and_says_that_it_is_invented():
    codes = {code for item in CONTENT["indicator"] for code, *_figures in item["figures"]}
    for code in sorted(codes):
        LocalGovernmentFactory(code=code, fictional=True)

    network.load_figures(CONTENT, by=None)

    releases = {release.indicator.slug: release for release in Release.objects.all()}
    assert set(releases) == set(CITED)
    for slug in CITED:
        shown = [cell for cell in releases[slug].cells if "source" in cell]
        assert shown
        assert all(cell["source"].startswith("Invented ") for cell in shown)
    assert {slug: len(releases[slug].withheld) for slug in ("partner-violence", "sexual-violence-by-others")} == {
        "partner-violence": 1, "sexual-violence-by-others": 1
    }  # fmt: skip
    for figure in Figure.objects.select_related("indicator"):
        figure.full_clean()
