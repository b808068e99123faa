"""Feeds, open data and the newsletter's archive are answered from the same memory as pages, and as they were made."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.test import Client

from coalition.caching.entries import CacheStore
from coalition.caching.page_cache import PageCache
from tests.caching.test_page_cache import Site, get, heard
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory

FEED = "/en/calendar/all.ics"
PUBLIC = ("Cache-Control", "public, max-age=300")
TEXT = ("Content-Type", "text/csv; charset=utf-8")


class Counted:
    """The site itself, and how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        headers = {name: value for name, value in environ.items() if name.startswith("HTTP_")}
        answer = Client().generic(environ["REQUEST_METHOD"], environ["PATH_INFO"], **headers)
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.headers.items()))
        return [b"".join(answer) if answer.streaming else answer.content]  # type: ignore[arg-type]


ask = partial(get, HTTP_HOST="testserver")


@pytest.fixture
def counted() -> tuple[PageCache, Counted]:
    site = Counted()
    return heard(site), site


UNTOLD = {"x-request-id", "content-length"}


def told(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in UNTOLD}


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_feed_from_memory_is_the_one_that_was_built(counted, encoding):
    cached, site = counted
    event_page()
    built = ask(site, FEED, HTTP_ACCEPT_ENCODING=encoding)
    first = ask(cached, FEED, HTTP_ACCEPT_ENCODING=encoding)
    asked = site.asked

    again = ask(cached, FEED, HTTP_ACCEPT_ENCODING=encoding)
    head = ask(cached, FEED, HTTP_ACCEPT_ENCODING=encoding, REQUEST_METHOD="HEAD")

    assert site.asked == asked
    assert again == first
    assert (again[0], told(again[1]), again[2]) == (built[0], told(built[1]), built[2])
    assert (head[1], head[2]) == (again[1], b"")


@pytest.mark.django_db
def test_who_has_the_feed_is_told_so_from_memory(counted):
    cached, site = counted
    event_page()
    _status, headers, _body = ask(site, FEED)
    has_it = {"HTTP_IF_NONE_MATCH": headers["ETag"]}
    has_its_date = {"HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]}
    from_site = ask(site, FEED, **has_it)
    asked = site.asked

    answers = [ask(cached, FEED, **having) for having in (has_it, has_it, has_its_date)]

    assert [(status, body) for status, _headers, body in answers] == [("304 Not Modified", b"")] * 3
    assert site.asked == asked + 2  # the first one had it made whole, and was not sent it
    kept = told(answers[1][1])
    assert {name: kept[name] for name in told(from_site[1])} == told(from_site[1])
    elsewhere = {"HTTP_IF_NONE_MATCH": '"other"'} | has_its_date  # RFC 9110, 13.1.3: the date counts no more
    assert ask(cached, FEED, **elsewhere)[0] == "200 OK"
    assert ask(cached, FEED, HTTP_IF_MODIFIED_SINCE="Sat, 01 Jan 2000 00:00:00 GMT")[0] == "200 OK"


@pytest.mark.django_db
def test_a_change_is_in_the_feed_and_in_the_data_at_once(counted):
    cached, _site = counted
    event_page(title="Training")
    ask(cached, FEED), ask(cached, "/data/members.csv")
    event_page(EventFactory(), title="Seminar")
    LocalGovernmentFactory(names={"en": "Bobigny"})
    cached.changes.generation += 1  # what PostgreSQL tells when the change is committed

    feed, data = ask(cached, FEED)[2], ask(cached, "/data/members.csv")[2]

    assert b"SUMMARY:Seminar" in feed
    assert b"Bobigny" in data


DATA = [
    "/data/members.csv",
    "/data/members.geojson",
    "/data/signatories.csv",
    "/data/signatories.geojson",
    "/data/charter-commitments.csv",
    "/data/charter-ledger.csv",
    "/sitemap.xml",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", DATA)
def test_open_data_from_memory_is_what_was_made_in_every_language(counted, path):
    cached, site = counted
    LocalGovernmentFactory(names={"en": "Bobigny"})
    made = ask(site, path, HTTP_ACCEPT_LANGUAGE="ar")
    kept = [ask(cached, path, HTTP_ACCEPT_LANGUAGE=language) for language in ("fr", "en")]

    assert site.asked == 2
    assert kept[0] == kept[1]
    assert (kept[0][0], kept[0][2]) == ("200 OK", made[2])
    for name in ("Cache-Control", "Content-Type", "Content-Disposition", "Access-Control-Allow-Origin"):
        assert kept[0][1].get(name) == made[1].get(name)
    assert ask(cached, path, HTTP_IF_NONE_MATCH=kept[0][1]["ETag"])[::2] == ("304 Not Modified", b"")
    assert "Content-Language" not in kept[0][1]


@pytest.mark.django_db
def test_a_closed_events_calendar_file_is_never_kept(counted):
    cached, site = counted
    page = event_page(EventFactory(closed=True))
    path = f"{page.get_url()}event.ics" if page.get_url() else "/en/events/closed/event.ics"
    ask(cached, path), ask(cached, path)

    assert site.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        [("Cache-Control", "max-age=300")],
        [PUBLIC, ("Set-Cookie", "a=b")],
        [PUBLIC, ("Vary", "Cookie")],
        [PUBLIC, ("Content-Encoding", "gzip")],
        [("Cache-Control", "public, no-store")],
    ],
)
def test_what_does_not_say_that_it_is_public_is_not_kept(headers):
    site = Site()
    site.headers = [TEXT, *headers]
    cached = heard(site)

    assert get(cached, "/data/x.csv")[2] != get(cached, "/data/x.csv")[2]


def test_long_open_data_is_sent_as_it_is_made_and_made_anew_for_the_next():
    made: list[bytes] = []

    def pieces() -> Iterator[bytes]:
        for _piece in range(3):
            made.append(b"1,Bobigny\n" * 100_000)
            yield made[-1]

    def site(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [TEXT, PUBLIC])
        return pieces()

    cached = heard(site)

    assert [get(cached, "/data/x.csv")[2] for _time in range(2)] == [b"".join(made[:3])] * 2
    assert (len(made), cached.pages.taken) == (6, 0)


def test_invented_queries_drop_no_page():
    site = Site()
    cached = heard(site)
    cached.queries.room = 50_000
    get(cached, "/en/")
    for number in range(200):
        get(cached, "/en/", QUERY_STRING=f"q={number}")
    asked = site.asked

    assert cached.queries.taken <= 50_000
    assert get(cached, "/en/", QUERY_STRING="q=199")[2] == f"page {asked} ".encode() * 100
    assert get(cached, "/en/")[2] == b"page 1 " * 100
    assert site.asked == asked


def test_the_memory_is_bounded_by_bytes_and_drops_what_was_not_asked_for():
    site, shelf = Site(), CacheStore(100_000)
    cached = heard(site)
    cached.pages = shelf
    for number in range(100):
        get(cached, f"/en/{number}/")
        get(cached, "/en/0/")

    assert 90_000 < shelf.taken <= 100_000
    assert shelf.taken == sum(entry.size for entry in shelf.entries.values())
    assert get(cached, "/en/0/")[2] == b"page 1 " * 100  # asked for again and again
    asked = site.asked
    get(cached, "/en/1/")
    assert site.asked == asked + 1
    cached.changes.generation += 1
    get(cached, "/en/0/")
    assert len(shelf.entries) == 1
