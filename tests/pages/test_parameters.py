"""Of the parameters of an address only those count that the site knows: nobody fills its memory by inventing some."""

import random

import pytest
from django import forms

from charter.followup.progress import ProgressFilters
from charter.signatories.filters import SignatoryFilters
from coalition.members.directory import DirectoryFilters
from coalition.news.listing import NewsFilters
from coalition.pages.cache import KNOWN, PageCache, canonical
from coalition.resources.library import LibraryFilters
from events.calendar.filters import NAMES as OF_CALENDARS
from events.pages.listing import EventFilters
from events.programme.filters import ProgrammeFilters
from tests.pages.test_cache import Heard, Site, get


@pytest.mark.parametrize(
    ("query", "spelt"),
    [
        ("page=2&kind=seminar", "kind=seminar&page=2"),
        ("q=d%C3%A9partement", "q=d%C3%A9partement"),
        ("q=a%20b", "q=a+b"),
        ("kind=", "kind="),
        ("page=2&page=1&kind=a", "kind=a&page=2&page=1"),
        ("utm_source=letter&page=2&fbclid=x", "page=2"),
        ("utm_source=letter", ""),
        ("page=2&x=1", None),
        ("PAGE=2", None),
        ("q=\xc3\xa9", None),
    ],
)
def test_a_query_has_one_spelling(query, spelt):
    assert canonical(query) == spelt


@pytest.mark.parametrize(
    "filters",
    [
        DirectoryFilters, EventFilters, LibraryFilters, NewsFilters, ProgrammeFilters, ProgressFilters, SignatoryFilters
    ],
)  # fmt: skip
def test_what_lists_ask_is_known(filters: type[forms.Form]):
    assert set(filters.base_fields) - {"invitation"} <= KNOWN


def test_what_calendars_ask_is_known():
    assert {*OF_CALENDARS} <= KNOWN


def test_a_thousand_invented_queries_make_no_entry():
    site, chance = Site(), random.Random(7)  # noqa: S311  # names that nobody knows
    cached = PageCache(site, Heard())
    get(cached)  # hears of changes from here on
    get(cached)
    names = ["".join(chance.choices("abcdefghijklmnop", k=8)) for _number in range(1000)]

    answers = {get(cached, QUERY_STRING=f"{name}={chance.random()}")[0] for name in names}

    assert answers == {"200 OK"}
    assert (len(cached.pages.entries), len(cached.queries.entries)) == (1, 0)


def test_what_others_add_to_a_link_leads_to_the_page_itself():
    site = Site()
    cached = PageCache(site, Heard())
    get(cached)
    kept = get(cached)

    assert [get(cached, QUERY_STRING=f"utm_source=letter&fbclid={number}") for number in range(3)] == [kept] * 3
    assert cached.recall({"REQUEST_METHOD": "GET", "PATH_INFO": "/en/", "QUERY_STRING": "fbclid=9", "HTTP_HOST": "site",
                          "wsgi.url_scheme": "http"}) is not None  # fmt: skip
