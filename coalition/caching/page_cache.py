"""Anonymous answers are cached whole, in each web process, before Django (decision 0008-whole-page-cache).

What is kept: the 200 answers to GET that neither read nor set a cookie: public HTML pages, and what says of itself that
it is public, as feeds and open data do; also what no browser may keep, where it says so to this cache (`keep`).
What makes it correct: PostgreSQL itself tells every process when a public table changed (changes.py); a process that
cannot hear of changes serves nothing from its cache. An answer that was being made while a change arrived is not kept.
Entries also end after LIFETIME seconds, for what changes with the hour (next events). An answer is found again by all
it may depend on (`key_of`), as coalition/boundary.py let it through; of an address's parameters only those count that
the site knows (`canonical`).
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpResponse

from coalition import request_metrics

from . import changes as announced
from .entries import (
    MAX_BODY,
    ROOM,
    ROOM_FOR_QUERIES,
    CacheStore,
    EncodedResponse,
    Entry,
    Environ,
    Headers,
    Key,
    made_entry,
    own_entry,
    reply,
)

MAX_QUERY = 200  # characters: longer query strings are nobody's shared link
DATA = "/data/"  # open data, the same in every language
SITEMAP = "/sitemap"  # so are the lists for search engines
OURS = "Coalition-Cache-Control"  # for this cache alone, before Cache-Control (RFC 9213); it leaves no process
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE")

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def keep(response: HttpResponse) -> None:
    """Let `response`, the same for everybody, be kept here, whatever its Cache-Control tells browsers and proxies."""
    response[OURS] = "public"


def pass_by(response: HttpResponse) -> None:
    """Let `response` be made anew each time here, though it is everybody's: there are more such pages than memory."""
    response[OURS] = "no-store"


def is_from_anybody(environ: Environ) -> bool:
    """Say whether a request comes without a session and without a message for who sends it."""
    cookies = environ.get("HTTP_COOKIE", "")
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def without_ours(start_response: Callable[..., Any]) -> Callable[..., Any]:
    """Return `start_response` for an answer that is not looked at: what is said to this cache goes to nobody else."""

    def start(status: str, headers: Headers, *more: Any) -> Any:
        return start_response(status, [(name, value) for name, value in headers if name != OURS], *more)

    return start


class PageCache:
    """WSGI middleware: answer from memory what every anonymous visitor gets the same."""

    def __init__(self, application: Application, changes: announced.Changes | None = None) -> None:
        self.application = application
        self.changes = changes or announced.changes
        self.pages, self.queries = CacheStore(ROOM - ROOM_FOR_QUERIES), CacheStore(ROOM_FOR_QUERIES)
        self.generation = -1
        self.lock = threading.Lock()
        self.public = (*(f"/{code}/" for code, _name in settings.LANGUAGES), DATA, SITEMAP)
        self.secure_only = settings.SECURE_SSL_REDIRECT  # Django redirects what is not, and stands behind this cache

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = self.asked(environ)
        if asked is None:
            return self.application(environ, without_ours(start_response))
        self.changes.start()
        if form := self.find(asked):
            request_metrics.FROM_MEMORY.step()
            return answer(form, asked, start_response)
        return self.make(asked, start_response)

    def asked(self, environ: Environ) -> Environ | None:
        """Return the request in its one spelling, when it could have one answer for everybody; else None."""
        if not self.is_public(environ):
            return None
        query = environ.get("QUERY_STRING", "")
        spelt = canonical(query) if query else query
        if spelt is None or spelt == query:
            return None if spelt is None else environ
        return {**environ, "QUERY_STRING": spelt}

    def is_public(self, environ: Environ) -> bool:
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and environ["PATH_INFO"].startswith(self.public)
            and is_from_anybody(environ)
            and len(environ.get("QUERY_STRING", "")) <= MAX_QUERY
            and not (self.secure_only and environ.get("wsgi.url_scheme") != "https")
        )

    def shelf(self, environ: Environ) -> CacheStore:
        return self.queries if environ.get("QUERY_STRING") else self.pages

    def find(self, environ: Environ) -> EncodedResponse | None:
        """Return the kept answer, unless something changed, it is too old, or we cannot hear of changes."""
        if self.generation != self.changes.generation:
            with self.lock:
                self.pages.clear()
                self.queries.clear()
                self.generation = self.changes.generation
        entry = self.shelf(environ).find(key_of(environ))
        return entry.form_for(environ) if entry is not None and self.changes.listening else None

    def make(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let the application answer, and keep the answer where that is right."""
        request_metrics.MADE.step()
        generation = self.changes.generation
        captured: list[Any] = []

        def capture(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            captured[:] = [status, headers]
            return lambda data: None

        result = self.application(environ, capture)
        status, told = captured
        is_get = environ["REQUEST_METHOD"] == "GET"
        if is_get and status.startswith("304") and is_shared(told):  # whole, so that the next is answered from memory
            Body(result).close()
            result = self.application(unconditional(environ), capture)
            status, told = captured
        headers = [(name, value) for name, value in told if name != OURS]
        if not (is_get and status.startswith("200") and is_shared(told)):
            start_response(status, headers)
            return result
        body = Body(result)
        if not body.is_whole:
            start_response(status, headers)
            return body
        if environ["PATH_INFO"].startswith((DATA, SITEMAP)):
            headers = without_language(headers)
        entry = entry_of(headers, b"".join(body.parts))
        self.put(self.shelf(environ), key_of(environ), entry, generation=generation)
        form = entry.form_for(environ) or entry.plain or entry.zipped
        assert form is not None  # noqa: S101  # an entry has one form at least
        return answer(form, environ, start_response)

    def put(self, shelf: CacheStore, key: Key, entry: Entry, *, generation: int) -> None:
        """Keep `entry`, which was begun in `generation`, unless something changed since."""
        with self.lock:
            if self.changes.listening and generation == self.changes.generation == self.generation:
                shelf.put(key, entry)


class Body:
    """The parts of an answer, read as far as one may be kept; iterating gives all of them."""

    def __init__(self, result: Iterable[bytes]) -> None:
        self.result = result
        self.parts: list[bytes] = []
        self.rest: Iterator[bytes] = iter(result)
        self.is_whole = False
        size = 0
        try:
            for part in self.rest:
                self.parts.append(part)
                size += len(part)
                if size > MAX_BODY:
                    return
        except BaseException:
            self.close()
            raise
        self.is_whole = True
        self.close()

    def __iter__(self) -> Iterator[bytes]:
        return chain(self.parts, self.rest)

    def close(self) -> None:
        if hasattr(self.result, "close"):
            self.result.close()


def key_of(environ: Environ) -> Key:
    """Return all that a page may depend on. The path names the language; parts stay apart, for a path may hold `?`."""
    host = environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME', '')}:{environ.get('SERVER_PORT', '')}"
    parts = ("wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return (host, *(str(environ.get(part, "")) for part in parts))


def unconditional(environ: Environ) -> Environ:
    return {name: value for name, value in environ.items() if name not in CONDITIONS}


def is_shared(headers: Headers) -> bool:
    """Say whether an answer is the same for everybody: no cookie read or set, no nonce, not private.

    A page may be kept unless it says otherwise; anything else only if it says so. What is said to this cache counts.
    """
    values = {name.lower(): value for name, value in headers}
    control = values.get(OURS.lower()) or values.get("cache-control", "")
    is_page = values.get("content-type", "").startswith("text/html")
    return (
        (is_page or "public" in control)
        and "set-cookie" not in values
        and ("etag" in values or "content-encoding" not in values)
        and "cookie" not in values.get("vary", "").lower()
        and "'nonce-" not in values.get("content-security-policy", "")
        and not any(word in control for word in ("no-store", "private"))
    )


def without_language(headers: Headers) -> Headers:
    """Return `headers` of what is the same in every language: Django names the one that it would have spoken."""
    return [(name, value) for name, value in headers if name.lower() != "content-language"]


def entry_of(headers: Headers, body: bytes) -> Entry:
    values = {name.lower(): value for name, value in headers}
    if "etag" in values:
        return own_entry(headers, body, values["etag"])
    is_page = values.get("content-type", "").startswith("text/html")
    control = values.get("cache-control", "")
    return made_entry(headers, body, cache_control="no-cache" if is_page and "no-store" not in control else control)


def answer(form: EncodedResponse, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    status, headers, body = reply(form, environ)
    start_response("304 Not Modified" if status == 304 else "200 OK", headers)
    return [body] if body else []


# Which parameters an answer may depend on; others make no entry, so that whoever invents some fills no memory. These
# are read by lists, searches, calendars, open data and pages of recordings. One that is missing here is read all the
# same, and its answer is made anew each time.
KNOWN = frozenset({
    "actor", "ad_referendum", "at", "audience", "captions", "cell", "country", "deliverable", "from", "ground", "in",
    "ink", "kind", "language", "link", "member", "mode", "observatory", "p", "page", "part", "place", "problem", "q",
    "quality", "region", "section", "series", "signed", "sort", "status", "t", "table", "theme", "topic", "track",
    "until", "upcoming", "view", "year", "zone",
})  # fmt: skip
ADDED_BY_OTHERS = ("utm_", "mtm_", "pk_")
ADDED = {"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "si", "twclid"}


@lru_cache(maxsize=1024)
def canonical(query: str) -> str | None:
    """Return `query` in its one spelling, without what others added to it; None where it asks what nobody knows.

    Several values of one name keep their order.
    """
    if not query.isascii():
        return None
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name not in ADDED and not name.startswith(ADDED_BY_OTHERS)
    ]
    if any(name not in KNOWN for name, _value in pairs):
        return None
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))
