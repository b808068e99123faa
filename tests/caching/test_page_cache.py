"""The page cache, and the memory of a process, give everybody the same page, and nobody an old one."""

import gzip
import time
from types import SimpleNamespace
from typing import Any, LiteralString

import psycopg
import pytest
from django import forms
from django.core.cache import cache
from django.db import connection
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from charter.followup.progress import ProgressFilters
from charter.signatories.signatory_list import SignatoryFilters
from coalition.caching import changes as announced
from coalition.caching import memory as memories
from coalition.caching.changes import Changes
from coalition.caching.memory import Memory
from coalition.caching.page_cache import KNOWN, OURS, PageCache, canonical
from coalition.members.directory import DirectoryFilters
from coalition.news.models import NewsFilters
from coalition.resources.library import LibraryFilters
from coalition.resources.mechanisms import MechanismFilters
from events.calendar.filters import NAMES as OF_CALENDARS
from events.pages.event_list import EventFilters
from events.programme.views import ProgrammeFilters
from tests.databases import server_parameters

HTML = ("Content-Type", "text/html; charset=utf-8")


class Heard(Changes):
    """Changes that a test announces by hand."""

    listening = False  # type: ignore[assignment]

    def start(self) -> None:
        self.listening = True


class Site:
    """A WSGI application that counts how often it is asked."""

    def __init__(self, *headers: tuple[str, str], status: str = "200 OK") -> None:
        self.headers = [HTML, *headers]
        self.status = status
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        start_response(self.status, list(self.headers))
        return [f"page {self.asked} ".encode() * 100]


def get(application: Any, path: str = "/en/", **environ: str) -> tuple[str, dict[str, str], bytes]:
    answered: list[Any] = []
    known = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "site"}
    request = {**known, "wsgi.url_scheme": "http", **environ}
    body = b"".join(application(request, lambda status, headers, exc_info=None: answered.extend([status, headers])))
    return answered[0], dict(answered[1]), body


def heard(site: Any) -> PageCache:
    """Return a cache in front of `site` that hears of changes."""
    cached = PageCache(site, Heard())
    cached.changes.start()
    return cached


def test_the_second_visitor_gets_the_first_ones_page_until_a_change():
    changes, site = Heard(), Site()
    cached = PageCache(site, changes)
    get(cached)  # hears of changes from here on

    first, second = get(cached), get(cached)
    changes.generation += 1

    assert first == second
    assert (second[2], get(cached)[2], site.asked) == (b"page 1 " * 100, b"page 2 " * 100, 2)


def test_a_page_made_while_a_change_arrived_is_not_kept():
    changes = Heard()
    site = Site()

    def changing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if site.asked == 0:
            changes.generation += 1
        return site(environ, start_response)

    cached = PageCache(changing, changes)
    get(cached)
    get(cached)

    assert site.asked == 2


def test_a_process_that_hears_nothing_serves_nothing_from_memory():
    changes, site = Heard(), Site()
    cached = PageCache(site, changes)
    get(cached)
    get(cached)
    changes.start = lambda: None  # type: ignore[method-assign]
    changes.listening = False
    get(cached)

    assert site.asked == 2


CLEAR, SECURE = {"wsgi.url_scheme": "http"}, {"wsgi.url_scheme": "https"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CLEAR, SECURE),
        ({"HTTP_HOST": "site"}, {"HTTP_HOST": "elsewhere"}),
        ({"HTTP_HOST": "", "SERVER_NAME": "site"}, {"HTTP_HOST": "", "SERVER_NAME": "elsewhere"}),
        ({"SCRIPT_NAME": ""}, {"SCRIPT_NAME": "/en"}),
        ({"path": "/en/a/"}, {"path": "/fr/a/"}),
        ({"QUERY_STRING": ""}, {"QUERY_STRING": "page=2"}),
        ({"path": "/en/?q=b"}, {"path": "/en/", "QUERY_STRING": "q=b"}),
        ({"path": "/en/?q=b"}, {"path": "/en/", "QUERY_STRING": "q=b?"}),
    ],
)
def test_the_key_holds_all_that_a_page_may_depend_on(first, second):
    site = Site()
    cached = heard(site)

    bodies = [get(cached, **environ)[2][:6] for environ in (first, second, first, second)]

    assert bodies[0] == bodies[2] != bodies[1] == bodies[3]


@pytest.mark.parametrize(
    "headers",
    [
        [("Set-Cookie", "a=b"), (OURS, "public")],
        [("Vary", "Accept-Language, Cookie")],
        [("Cache-Control", "no-store, private")],
        [("Content-Security-Policy", "script-src 'nonce-abc'")],
    ],
)
def test_what_belongs_to_one_person_is_never_kept(headers):
    site = Site(*headers)
    cached = PageCache(site, Heard())
    get(cached)
    get(cached)

    assert site.asked == 2


@pytest.mark.parametrize("control", ["no-store, private", "public, no-cache"])
def test_what_nobody_shares_is_asked_for_as_the_visitor_asks(control):
    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        has_it = environ.get("HTTP_IF_NONE_MATCH") == '"own"'
        headers = [("ETag", '"own"'), ("Cache-Control", control), ("Content-Type", "text/calendar")]
        start_response("304 Not Modified" if has_it else "200 OK", headers)
        return [] if has_it else [b"whole"]

    cached = heard(site)

    assert get(cached, "/en/x.ics", HTTP_IF_NONE_MATCH='"own"')[::2] == ("304 Not Modified", b"")
    assert (cached.pages.taken > 0) == ("public" in control)


def test_what_no_browser_may_keep_is_kept_here_where_it_says_so():
    site = Site(("Cache-Control", "no-store, private"), (OURS, "public"))
    cached = heard(site)

    answers = [get(cached) for _time in range(3)]

    assert site.asked == 1
    assert {answer[1]["Cache-Control"] for answer in answers} == {"no-store, private"}
    assert not any(OURS in answer[1] for answer in answers)


@pytest.mark.parametrize(
    "environ", [{"HTTP_COOKIE": "sessionid=secret"}, {"REQUEST_METHOD": "POST"}, {"path": "/cms/"}]
)
def test_what_is_said_to_this_cache_is_told_to_nobody(environ):
    cached = PageCache(Site((OURS, "public")), Heard())

    assert OURS not in get(cached, **environ)[1]


def test_a_client_that_has_the_page_gets_304_without_a_body():
    cached = PageCache(Site(), Heard())
    get(cached)
    etag = get(cached)[1]["ETag"]

    for asked in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        assert get(cached, HTTP_IF_NONE_MATCH=asked)[::2] == ("304 Not Modified", b"")
    assert get(cached, HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


def test_a_client_that_can_gets_it_compressed_under_its_own_etag():
    cached = PageCache(Site(), Heard())
    get(cached)
    _status, plain, body = get(cached)
    _status, zipped, compressed = get(cached, HTTP_ACCEPT_ENCODING="br, gzip")

    assert gzip.decompress(compressed) == body
    assert zipped["Content-Encoding"] == "gzip"
    assert plain["ETag"] != zipped["ETag"]


def test_public_tables_hold_no_private_one():
    tables = announced.public_tables()

    assert "members_localgovernment" in tables
    assert {"privacy_onetimecode", "mail_message", "django_session", "members_contact"}.isdisjoint(tables)


@pytest.mark.django_db
def test_postgresql_announces_a_change_of_a_public_table_only():
    """A statement's trigger fires for no row too, so that nothing is left in the database."""
    changes = Changes()
    changes.start()
    try:
        wait_until(lambda: changes.listening)
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, ["old"], version=SITE_ROOT_PATHS_CACHE_VERSION)
        before = changes.generation

        elsewhere("UPDATE members_localgovernment SET code = code WHERE false")

        wait_until(lambda: changes.generation > before)
        wait_until(lambda: cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION) is None)
        after = changes.generation
        assert changes.generation_of("members_localgovernment", "pages_menuitem") == after
        assert changes.generation_of("pages_menuitem") <= before
        elsewhere("DELETE FROM privacy_ratecounter WHERE false")
        time.sleep(0.1)
        assert changes.generation == after
    finally:
        changes.stop()


def elsewhere(statement: LiteralString) -> None:
    with psycopg.connect(**server_parameters(connection.settings_dict["NAME"]), autocommit=True) as other:
        other.execute(statement)


def wait_until(condition: Any) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "not within 5 seconds"
        time.sleep(0.01)


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


LISTS: list[type[forms.Form]] = [
    DirectoryFilters,
    EventFilters,
    LibraryFilters,
    MechanismFilters,
    NewsFilters,
    ProgrammeFilters,
]
LISTS += [ProgressFilters, SignatoryFilters]


def test_what_lists_and_calendars_ask_is_known():
    assert {*OF_CALENDARS}.union(*(filters.base_fields for filters in LISTS)) - {"invitation"} <= KNOWN


def test_what_others_add_to_a_link_leads_to_the_page_itself():
    site = Site()
    cached = PageCache(site, Heard())
    get(cached)
    kept = get(cached)

    assert [get(cached, QUERY_STRING=f"utm_source=letter&fbclid={number}") for number in range(3)] == [kept] * 3


class Maker:
    def __init__(self, before: Any = None) -> None:
        self.made = 0
        self.before = before or (lambda: None)

    def __call__(self) -> int:
        self.before()
        self.made += 1
        return self.made


@pytest.fixture
def changes(settings, monkeypatch):
    """Changes that are heard, in a web process that remembers: outside a transaction."""
    settings.SKELETON_MEMORY_ENABLED = True
    monkeypatch.setattr(memories, "connection", SimpleNamespace(in_atomic_block=False))
    heard = Heard()
    heard.start()
    return heard


def test_a_value_made_while_a_change_arrived_is_not_found_again(changes):
    memory = Memory(changes)

    def change() -> None:
        if not maker.made:
            changes.generation += 1

    maker = Maker(before=change)

    assert [memory.recall("key", maker) for _time in range(3)] == [1, 2, 2]


def test_nothing_is_remembered_where_changes_are_not_heard(changes):
    maker, memory = Maker(), Memory(changes)
    memory.recall("key", maker)
    changes.start = lambda: None  # type: ignore[method-assign]
    changes.listening = False  # type: ignore[misc]

    assert [memory.recall("key", maker) for _time in range(2)] == [2, 3]
