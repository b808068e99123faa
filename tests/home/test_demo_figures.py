"""The figures of the demonstration: numbers that are plainly invented."""

import tomllib
from pathlib import Path

import pytest

from coalition.figures.models import Figure, Release
from home.demo.loaders import network
from tests.factories.members import LocalGovernmentFactory

CONTENT = tomllib.loads((Path(network.__file__).parents[1] / "content/figures.toml").read_text())
INDICATORS = {
    "partner-violence", "sexual-violence-by-others", "recorded-by-police", "shelter-places", "women-received",
}  # fmt: skip


@pytest.mark.django_db
def test_all_is_published_and_says_that_it_is_invented():
    codes = {code for item in CONTENT["indicator"] for code, *_figures in item["figures"]}
    for code in sorted(codes):
        LocalGovernmentFactory(code=code, fictional=True)

    network.load_figures(CONTENT, by=None)

    releases = {release.indicator.slug: release for release in Release.objects.all()}
    assert set(releases) == INDICATORS
    for slug in INDICATORS:
        shown = [cell for cell in releases[slug].cells if "source" in cell]
        assert shown
        assert all(cell["source"].startswith("Invented ") for cell in shown)
    assert {slug: len(releases[slug].withheld) for slug in ("partner-violence", "sexual-violence-by-others")} == {
        "partner-violence": 1, "sexual-violence-by-others": 1
    }  # fmt: skip
    for figure in Figure.objects.select_related("indicator"):
        figure.full_clean()
