"""The news: what its index, its pages and its feeds show, and to whom."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from coalition.caching.page_cache import is_shared
from coalition.news.models import NewsPage
from tests.factories.news import news_page

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(content: bytes) -> ElementTree.Element:
    """Return the root of a feed."""
    return ElementTree.fromstring(content)  # noqa: S314  # our own answer


def slugs(response) -> list[str]:
    """Return the slugs of the rows, in order."""
    return re.findall(r'news-row__title"><a href="/en/news/([\w-]+)/"', response.content.decode())


@pytest.fixture
def items() -> list[NewsPage]:
    """Three published items of two years; a draft and a restricted one."""
    news_page("draft").unpublish()
    restricted = news_page("restricted")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    news_page("elsewhere", language="fr")
    days = {"old": date(2022, 11, 30), "newest": date(2024, 11, 28), "middle": date(2024, 6, 12)}
    return [news_page(slug, date=day) for slug, day in days.items()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", ["newest", "middle", "old"]), ("?year=2022", ["old"]), ("?year=2023&page=%00", ["newest", "middle", "old"])],
)
def test_the_index_has_what_everybody_may_read_the_latest_first(client, items, query, expected):
    response = client.get(f"/en/news/{query}")

    assert slugs(response) == expected
    assert [year.label for year in response.context["years"]] == ["", "2024", "2022"]


@pytest.mark.parametrize("rows", [1, 3])
def test_index_item_and_feed_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        news_page(f"item-{number}", body=[("paragraph", "<p>Words</p>")])
    addresses = {"/en/news/": 11, "/en/news/item-0/": 10, "/en/news/feed.atom": 1}
    for address in addresses:
        client.get(address)

    for address, queries in addresses.items():
        with django_assert_num_queries(queries):
            client.get(address)


def test_a_page_shows_its_day_its_office_and_its_words(client):
    body = [("paragraph", "<p>More of it.</p>")]
    news_page("seminar", office="Secretariat", summary="Three days.", body=body)

    text = client.get("/en/news/seminar/").content.decode()

    for words in ("<h1>Title of seminar</h1>", "Three days.", "Secretariat", 'datetime="2024-06-12"', "More of it."):
        assert words in text
    feeds = re.findall(r'type="application/(\w+)\+xml"[^>]*href="(\S+)"', text)
    assert feeds == [(kind, f"/en/news/feed.{kind}") for kind in ("atom", "rss")]


def test_the_rss_feed_leads_to_each_item_at_the_sites_own_address(client, settings, items):
    settings.SITE_URL = "https://network.example"

    response = client.get("/en/news/feed.rss", HTTP_HOST="127.0.0.1")
    channel = parsed(response.content).find("channel")

    assert (is_shared(list(response.items())), channel.findtext("language")) == (True, "en")
    assert [item.findtext("link") for item in channel.findall("item")] == [
        f"https://network.example/en/news/{slug}/" for slug in ("newest", "middle", "old")
    ]


def test_the_atom_feed_names_an_item_for_ever(client, items):
    def names() -> dict[str, str]:
        entries = parsed(client.get("/en/news/feed.atom").content).findall("a:entry", ATOM)
        return {entry.findtext("a:title", "", ATOM): entry.findtext("a:id", "", ATOM) for entry in entries}

    before = names()
    NewsPage.objects.filter(slug="old").update(slug="other", url_path="/home/news/other/", title="Another title")
    after = names()

    assert list(before) == ["Title of newest", "Title of middle", "Title of old"]
    assert after["Another title"] == before["Title of old"]
    assert len(set(before.values())) == 3
