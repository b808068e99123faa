"""The site's map: every language, nothing that is not public."""

import re

import pytest
from wagtail.models import PageViewRestriction

from tests.crawling import sitemap
from tests.factories.home import make_home, make_page

PATHS = re.compile(r"<loc>http://[^/]+(/[^<]*)</loc>")


@pytest.mark.django_db
def test_sitemap_lists_live_public_pages_of_every_language(client):
    for language in ("en", "fr", "ar"):
        make_home(language)
    make_page("About", slug="about")
    make_page("Draft", slug="draft", live=False)
    hidden = make_page("Hidden", slug="hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    paths = PATHS.findall(sitemap(client))
    assert sorted(path for path in paths if path.endswith("/")) == sorted(
        ["/ar/", "/en/", "/en/about/", "/fr/", *(f"/{code}/learn/" for code in ("ar", "en", "es", "fr"))]
    )


@pytest.mark.django_db
def test_the_map_names_the_sections_that_have_an_address(client):
    for language in ("en", "fr"):
        make_home(language)

    answer = client.get("/sitemap.xml")

    assert PATHS.findall(answer.text) == ["/sitemap-pages-en.xml", "/sitemap-pages-fr.xml", "/sitemap-learn.xml"]
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert [client.get(f"/sitemap-{name}.xml").status_code for name in ("pages-en", "replays", "other")] == [
        200, 200, 404,
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_section_of_many_has_pages_and_each_costs_the_same(client, monkeypatch, django_assert_num_queries):
    make_home("en")
    monkeypatch.setattr("home.sitemaps.LINES", 3)
    for number in range(7):
        make_page(f"Help {number}", slug=f"help-{number}")

    assert [path for path in PATHS.findall(client.get("/sitemap.xml").text) if "en" in path] == [
        "/sitemap-pages-en.xml", "/sitemap-pages-en.xml?p=2", "/sitemap-pages-en.xml?p=3",
    ]  # fmt: skip
    found = []
    client.get("/sitemap-pages-en.xml")  # what is read once a process
    for number, types in ((1, 2), (2, 1), (3, 1)):
        with django_assert_num_queries(QUERIES_OF_A_PAGE + types - 1):
            found.append(PATHS.findall(client.get(f"/sitemap-pages-en.xml?p={number}").text))
    assert [len(paths) for paths in found] == [3, 3, 2]
    assert len({path for paths in found for path in paths}) == 8
    assert [client.get(f"/sitemap-pages-en.xml?p={number}").status_code for number in ("4", "x")] == [404, 404]


QUERIES_OF_A_PAGE = 6  # and one for each type of page after the first
