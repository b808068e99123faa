"""Facets: each count says how many results a press would give, and each question has one address."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from coalition.resources import library as shelf
from coalition.resources.library import LibraryFilters
from coalition.resources.models import ResourcePage
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index():
    """Five resources that everybody may read, a draft, a closed one, and one in French."""
    parent = resources_page()
    LocalGovernmentFactory(code="KM-NGZ", names={"en": "Ngazidja"}, country="KM", at_risk=True)
    for key, facts in {
        "a": {"kind": "guide", "themes": ["health", "justice"], "country": "KM", "member_code": "KM-NGZ"},
        "b": {"kind": "guide", "themes": ["health"], "country": "FR"},
        "c": {"kind": "law", "themes": ["justice"], "country": "FR"},
        "d": {"kind": "law", "themes": [], "country": "", "languages": ["ar"]},
        "e": {"kind": "study", "themes": ["work"], "country": "FR", "member_code": "XX-NOBODY"},
    }.items():
        resource_page(parent, resource=ResourceFactory(key=key, year=2020 + ord(key) - ord("a"), **facts))
    resource_page(parent, resource=ResourceFactory(key="draft", kind="tool")).unpublish()
    closed = resource_page(parent, resource=ResourceFactory(key="closed", kind="video"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    resource_page(resources_page("fr"), resource=ResourceFactory(key="french", kind="experience"))
    return parent


def shown(response) -> list[str]:
    return re.findall(r'card__title"><a href="/en/resources/([\w-]+)/"', response.content.decode())


QUERIES = ["", "kind=guide", "theme=health", "theme=justice&country=FR", "kind=law&language=en", "year=2020"]


@pytest.mark.parametrize("query", QUERIES)
def test_each_count_is_what_a_press_gives(client, index, query):
    library = shelf.shelf("en")
    filters = LibraryFilters(QueryDict(query), library)
    counted = {
        (facet, value): label for facet in shelf.FACETS for value, label in filters.fields[facet].choices if value
    }
    assert counted
    for (facet, value), label in counted.items():
        pressed = LibraryFilters(QueryDict(filters.link(**{facet: value})), library).found()
        assert label.endswith(f"({len(pressed)})"), (facet, value, label)
    slugs = [row.url.split("/")[3] for row in shelf.rows(filters.found())]
    assert shown(client.get(f"/en/resources/?{filters.link()}")) == slugs


def test_nothing_is_counted_that_not_everybody_may_read(index):
    filters = LibraryFilters(QueryDict(), shelf.shelf("en"))
    kinds = [label for _value, label in filters.fields["kind"].choices]
    assert sorted(kinds[1:]) == ["Guide (2)", "Law (2)", "Study (1)"]
    assert [label for _value, label in filters.fields["member"].choices][1:] == ["Ngazidja (1)"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["e", "d", "c", "b", "a"]),
        ("kind=report", ["e"]),  # of an earlier version, in a saved address
        ("language=ar", ["d"]),
        ("country=KM&language=ar", []),
        ("kind=video&language=de&country=%00&page=x", ["e", "d", "c", "b", "a"]),
    ],
)
def test_filters_of_the_address(client, index, query, slugs):
    response = client.get(f"/en/resources/?{query}", follow=True)
    assert (response.status_code, shown(response)) == (200, slugs)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("theme=health&kind=guide", "?kind=guide&theme=health"),
        ("kind=guide&theme=&country=&member=&language=&year=", "?kind=guide"),
        ("kind=nothing&utm_source=x", ""),
        ("kind=guide&page=1", "?kind=guide"),
        ("page=99", ""),
        ("kind=other", ""),
    ],
)
def test_a_question_has_one_address(client, index, query, canonical):
    response = client.get(f"/en/resources/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/en/resources/{canonical}")
    assert client.get(response["Location"]).status_code == 200


def test_the_feed_has_the_filters_of_its_address(client, index):
    response = client.get("/en/resources/feed.atom?kind=guide")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    links = [entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")]
    own = [link.get("href") for link in root.findall(f"{ATOM}link")]
    assert [link.partition("/en/")[2] for link in links] == ["resources/b/", "resources/a/"]
    assert all(link.endswith("?kind=guide") for link in own)
    assert "public" in response["Cache-Control"]
    page = client.get("/en/resources/?kind=guide").content.decode()
    assert page.count('href="/en/resources/feed.atom?kind=guide"') == 2


def test_feed_of_resources_names_an_author_and_begins_with_the_newest(client):
    parent, day = resources_page(), datetime(2026, 5, 1, tzinfo=UTC)
    for slug, days, year in (("older", 0, 2026), ("newest", 9, 2019), ("middle", 4, 2024)):
        page = resource_page(parent, slug=slug, resource=ResourceFactory(key=slug, year=year))
        ResourcePage.objects.filter(pk=page.pk).update(first_published_at=day + timedelta(days=days))

    root = ElementTree.fromstring(client.get("/en/resources/feed.atom").content)  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")

    assert [entry.find(f"{ATOM}link").get("href").split("/")[-2] for entry in entries] == ["newest", "middle", "older"]
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)  # RFC 4287, 4.1.1
    assert root.findtext(f"{ATOM}updated") == "2026-05-10T00:00:00+00:00"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_a_resource_asks_the_same_however_many_are_near(client, django_assert_num_queries, rows):
    parent = resources_page()
    resource_page(parent, resource=ResourceFactory(key="own", themes=["health"]))
    for number in range(rows):
        resource_page(parent, resource=ResourceFactory(key=f"near-{number}", themes=["health"]))
    client.get("/en/resources/own/")
    with django_assert_num_queries(22):
        text = client.get("/en/resources/own/").content.decode()
    assert text.count('class="card"') == rows


def test_what_shares_most_themes_is_nearest(client):
    parent = resources_page()
    for key, kind, themes, country in (
        ("own", "guide", ["health", "justice", "work"], "FR"),
        ("two-themes", "law", ["health", "work"], "KM"),
        ("one-theme-same-type", "guide", ["work"], "KM"),
        ("one-theme", "law", ["justice"], "KM"),
        ("type-and-country", "guide", [], "FR"),
        ("far", "law", ["digital"], "KM"),
    ):
        resource_page(parent, resource=ResourceFactory(key=key, kind=kind, themes=themes, country=country))
    assert shown(client.get("/en/resources/own/")) == ["two-themes", "one-theme-same-type", "one-theme"]
    assert shown(client.get("/en/resources/type-and-country/")) == ["own", "one-theme-same-type"]
