"""Anonymous pages are cached whole, in each web process, before Django (decision 13).

What is kept: the 200 answers to GET of public HTML pages that neither read nor set a cookie. What makes it
correct: PostgreSQL itself tells every process when a public table changed (changes.py); a process that cannot
hear of changes serves nothing from its cache. A page that was being made while a change arrived is not kept.
Entries also end after LIFETIME seconds, for what changes with the hour (next events). A page is found again by all
that it may depend on (`key_of`), as coalition/boundary.py let it through.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from . import changes as announced
from .encodings import takes_gzip

LIFETIME = 60.0  # seconds
MAX_ENTRIES = 2_000
MAX_QUERY = 200  # characters: longer query strings are nobody's shared link
COMPRESSED_FROM = 500  # bytes

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """An answer in one encoding, ready to send."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True)
class Entry:
    """One kept answer, plain and compressed; `zipped` is `plain` where compressing would not help."""

    plain: Form
    zipped: Form
    expires: float


class PageCache:
    """WSGI middleware: answer from memory what every anonymous visitor gets the same."""

    def __init__(self, application: Application, changes: announced.Changes | None = None) -> None:
        self.application = application
        self.changes = changes or announced.changes
        self.entries: OrderedDict[Key, Entry] = OrderedDict()
        self.generation = -1
        self.lock = threading.Lock()
        self.languages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        self.secure_only = settings.SECURE_SSL_REDIRECT  # Django redirects what is not, and stands behind this cache

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self.is_public(environ):
            return self.application(environ, start_response)
        self.changes.start()
        key = key_of(environ)
        if entry := self.find(key):
            return answer(entry, environ, start_response)
        return self.make(key, environ, start_response)

    def recall(self, environ: Environ) -> tuple[int, Headers, bytes] | None:
        """Return the answer that is kept for this request: status, headers and body. None when there is none."""
        if not self.is_public(environ) or (entry := self.find(key_of(environ))) is None:
            return None
        return reply(entry, environ)

    def is_public(self, environ: Environ) -> bool:
        """Say whether this request could have one answer for everybody."""
        cookies = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and environ["PATH_INFO"].startswith(self.languages)
            and settings.SESSION_COOKIE_NAME not in cookies
            and "messages" not in cookies
            and len(environ.get("QUERY_STRING", "")) <= MAX_QUERY
            and not (self.secure_only and environ.get("wsgi.url_scheme") != "https")
        )

    def find(self, key: Key) -> Entry | None:
        """Return the kept answer, unless something changed, it is too old, or we cannot hear of changes."""
        if self.generation != self.changes.generation:
            with self.lock:
                self.entries.clear()
                self.generation = self.changes.generation
        entry = self.entries.get(key)
        if entry is None or not self.changes.listening or entry.expires < time.monotonic():
            return None
        return entry

    def make(self, key: Key, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let the application answer, and keep the answer where that is right."""
        generation = self.changes.generation
        captured: list[Any] = []

        def capture(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            captured[:] = [status, headers]
            return lambda data: None

        result = self.application(environ, capture)
        status, headers = captured
        if environ["REQUEST_METHOD"] != "GET" or not is_shared(status, headers):
            start_response(status, headers)
            return result
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        entry = make_entry(headers, body)
        with self.lock:
            if self.changes.listening and generation == self.changes.generation == self.generation:
                self.entries[key] = entry
                while len(self.entries) > MAX_ENTRIES:
                    self.entries.popitem(last=False)
        return answer(entry, environ, start_response)


def key_of(environ: Environ) -> Key:
    """Return all that a page may depend on. The path names the language; parts stay apart, for a path may hold `?`."""
    host = environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME', '')}:{environ.get('SERVER_PORT', '')}"
    parts = ("wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return (host, *(str(environ.get(part, "")) for part in parts))


def is_shared(status: str, headers: Headers) -> bool:
    """Say whether an answer is the same for everybody: 200, HTML, no cookie read or set, no nonce, not private."""
    values = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and values.get("content-type", "").startswith("text/html")
        and "set-cookie" not in values
        and "content-encoding" not in values
        and "cookie" not in values.get("vary", "").lower()
        and "'nonce-" not in values.get("content-security-policy", "")
        and not any(word in values.get("cache-control", "") for word in ("no-store", "private"))
    )


def make_entry(headers: Headers, body: bytes) -> Entry:
    """Return what to keep of an answer: the ETag is of the body, so it changes when and only when the page does."""
    dropped = {"content-length", "etag", "cache-control", "vary", "x-request-id"}
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    kept += [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
    digest = hashlib.sha256(body).hexdigest()[:32]
    plain = make_form(kept, body, f'"{digest}"')
    zipped = plain
    if len(body) >= COMPRESSED_FROM:
        encoded = [*kept, ("Content-Encoding", "gzip")]
        zipped = make_form(encoded, gzip.compress(body, 6, mtime=0), f'"{digest}-gzip"')
    return Entry(plain, zipped, time.monotonic() + LIFETIME)


def make_form(headers: Headers, body: bytes, etag: str) -> Form:
    """Return an answer with its final headers, whole and for 304 (which has no length and no encoding)."""
    unchanged = [(name, value) for name, value in headers if name != "Content-Encoding"]
    whole = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    return Form(etag, whole, [*unchanged, ("ETag", etag)], body)


def reply(entry: Entry, environ: Environ) -> tuple[int, Headers, bytes]:
    """Return `entry` as status, headers and body: 304 when the client has it, compressed when the client can.

    See RFC 9110, 13.1.2.
    """
    form = entry.zipped if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else entry.plain
    if asked := environ.get("HTTP_IF_NONE_MATCH"):
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        if form.etag in tags or "*" in tags:
            return 304, form.unchanged, b""
    return 200, form.headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body


def answer(entry: Entry, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with `entry`."""
    status, headers, body = reply(entry, environ)
    start_response("304 Not Modified" if status == 304 else "200 OK", headers)
    return [body] if body else []
